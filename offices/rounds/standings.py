"""Who is who in a round: at work, in the pool, or not available and why.

The first condition that holds decides, in this order, so that every registered person has exactly
one standing and at most one reason:

at work
    an employment record or an earlier placement is open on the policy date; a fact goes before all
    that the register says about the person.
not available
    1. ``under_age``: below the least age of the policy date. 2. ``student``.
    3. ``no_work_ability``: the register says lost or none. 4. ``placement_expected``: an earlier
    round placed the person, who has not arrived yet. 5. ``not_surveyed``.
    6. ``temporarily_unable``, whatever the will. 7. unwilling, by the reason given: ``caring``,
    ``farming``, else ``unwilling``.
pool
    everybody else: willing, able, surveyed and not at work. There is no upper age.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from models.enums import NotWorkingReason, Standing, WorkAbility
from offices.rounds.standing_rules import StandingRules


class Unavailable(StrEnum):
    """Why a registered person is not available, in the order in which it is asked."""

    UNDER_AGE = "under_age"
    STUDENT = "student"
    NO_WORK_ABILITY = "no_work_ability"
    PLACEMENT_EXPECTED = "placement_expected"
    NOT_SURVEYED = "not_surveyed"
    TEMPORARILY_UNABLE = "temporarily_unable"
    CARING = "caring"
    FARMING = "farming"
    UNWILLING = "unwilling"


UNABLE = frozenset({WorkAbility.LOST.value, WorkAbility.NONE.value})
REASON_OF_UNWILLING = {
    NotWorkingReason.CARING.value: Unavailable.CARING,
    NotWorkingReason.FARMING.value: Unavailable.FARMING,
}


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What a person's standing depends on.

    Parameters
    ----------
    birth_date
        Date of birth.
    is_student
        The register fills 在校生状况.
    work_ability
        A value of ``WorkAbility``, or None if the register leaves it empty.
    is_willing
        What the survey says, or None if the person was not surveyed.
    not_working_reason
        A value of ``NotWorkingReason`` from the survey, if given.
    is_at_work
        A work record or placement is open on the policy date.
    has_expected_placement
        An earlier round placed the person, who has not arrived yet.
    """

    birth_date: dt.date
    is_student: bool
    work_ability: str | None
    is_willing: bool | None
    not_working_reason: str | None
    is_at_work: bool
    has_expected_placement: bool


def standing_of(
    facts: PersonFacts, policy_date: dt.date, rules: StandingRules
) -> tuple[Standing, Unavailable | None]:
    """Gives a person's standing on the policy date, with the reason if not available."""
    if facts.is_at_work:
        return Standing.AT_WORK, None
    reason = _unavailable(facts, policy_date, rules)
    return (Standing.POOL, None) if reason is None else (Standing.NOT_AVAILABLE, reason)


def _unavailable(
    facts: PersonFacts, policy_date: dt.date, rules: StandingRules
) -> Unavailable | None:
    if full_years(facts.birth_date, policy_date) < rules.minimum_age_years:
        return Unavailable.UNDER_AGE
    if facts.is_student:
        return Unavailable.STUDENT
    if facts.work_ability in UNABLE:
        return Unavailable.NO_WORK_ABILITY
    if facts.has_expected_placement:
        return Unavailable.PLACEMENT_EXPECTED
    if facts.is_willing is None:
        return Unavailable.NOT_SURVEYED
    if facts.not_working_reason == NotWorkingReason.TEMPORARILY_UNABLE.value:
        return Unavailable.TEMPORARILY_UNABLE
    if not facts.is_willing:
        return REASON_OF_UNWILLING.get(facts.not_working_reason or "", Unavailable.UNWILLING)
    return None


def full_years(birth_date: dt.date, on: dt.date) -> int:
    """Counts the full years of age on a day; a birthday on 29 February is reached on 1 March."""
    return on.year - birth_date.year - ((on.month, on.day) < (birth_date.month, birth_date.day))


def is_open_on(started_month: dt.date, ended_month: dt.date | None, policy_date: dt.date) -> bool:
    """Says whether a work record is open on the policy date.

    Records know months only. Work that starts in the policy month has started; work whose end is
    written in the policy month or before has ended; an end in a later month is still ahead.
    """
    this_month = policy_date.replace(day=1)
    return started_month <= this_month and (ended_month is None or ended_month > this_month)
