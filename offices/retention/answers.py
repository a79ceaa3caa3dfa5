"""Which decisions about offers are answers of the people they were made to, and what was answered.

An offer returned for a reason that the person gave is refused. An offer accepted by its number is
accepted; offers accepted all at once say what the office did, and not what anybody answered. Other
returns, and those whose reason is in no list, are no answers.
"""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from matching.columns.arrays import Ints
from matching.columns.market_data import MarketData
from matching.market.answers import (
    ACCEPTED,
    Answers,
    all_offers,
    answers_of,
    codes_of_offers,
    joined,
    offers_of,
    refused_before,
)
from matching.market.answers_tables import Refused
from matching.retention.spells import Spells
from models.enums import ProposalState
from offices.retention.answers_reasons import RefusalReasons


class Heard(StrEnum):
    """What a decision counts as; the catalogues have the words under ``answers.heard``."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    ACCEPTED_TOGETHER = "accepted_together"
    """Accepted with all others at once: no answer."""
    NO_ANSWER = "no_answer"
    """Returned by the office or the employer."""
    REASON_UNKNOWN = "reason_unknown"
    """Returned for a reason that is in no list: nobody knows who said it."""
    NOT_FROZEN = "not_frozen"
    """The snapshot is of a time before rounds could be read again, or lacks person or post."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided about a first offer: ids, state, when, and the reason as written."""

    person: int
    vacancy: int
    state: str
    at: dt.datetime
    reason: str | None


@dataclass(frozen=True, slots=True, eq=False)
class DecidedRound:
    """The decisions on the offers of one solve.

    Parameters
    ----------
    made_at
        When the offers were made: what was answered before counts for them.
    data
        The market they were made from, None if its snapshot cannot be read any more.
    decisions
        As known on the day asked about.
    together
        When offers of the round were accepted all at once.
    """

    made_at: dt.datetime
    data: MarketData | None
    decisions: Sequence[Decision]
    together: Collection[dt.datetime]


@dataclass(frozen=True, slots=True, eq=False)
class KnownAnswers:
    """Answers as known on a day.

    Parameters
    ----------
    offers
        As the model reads them; None if no offer was ever answered.
    given
        What they say of later offers; None likewise.
    heard
        Decisions by what they count as.
    """

    offers: Spells | None
    given: Answers | None
    heard: Mapping[str, int]


def refused_of(data: MarketData, given: Answers | None) -> Refused:
    """Gives what the people of a market refused among answers, if there are any."""
    return refused_before(data, given or no_answers(data))


def no_answers(data: MarketData) -> Answers:
    """Gives the answers to no offer."""
    none = np.zeros(0, np.int64)
    return answers_of(data, none, none, none.astype(np.int8))


def known_answers(rounds: Iterable[DecidedRound], reasons: RefusalReasons) -> KnownAnswers:
    """Gathers the answers to the offers of rounds, the oldest round first.

    Parameters
    ----------
    rounds
        By ``made_at``, rising.
    reasons
        The reasons in force on the day.
    """
    offers: list[Spells] = []
    given: list[tuple[Answers, Ints]] = []
    heard: Counter[str] = Counter()
    for decided in rounds:
        keys = _keys_of(decided.data)
        told = [(one, *_heard(one, keys, decided.together, reasons)) for one in decided.decisions]
        heard.update(what for _, what, _ in told)
        answered = [(one, cause) for one, _, cause in told if cause is not None]
        if decided.data is None or not answered:
            continue
        data = decided.data
        people = _rows(data.people.key, [one.person for one, _ in answered])
        posts = _rows(data.vacancies.key, [one.vacancy for one, _ in answered])
        cause = np.array([cause for _, cause in answered], np.int8)
        before = refused_before(data, _until(given, decided.made_at) or no_answers(data))
        offers.append(offers_of(codes_of_offers(data, people, posts, before), cause))
        at = np.array([_moment(one.at) for one, _ in answered], np.int64)
        given.append((answers_of(data, people, posts, cause), at))
    return KnownAnswers(
        all_offers(offers) if offers else None,
        joined(*(one for one, _ in given)) if given else None,
        {what.value: heard[what] for what in Heard if heard[what]},
    )


def _keys_of(data: MarketData | None) -> tuple[Collection[int], Collection[int]]:
    """Gives the people and the posts that a snapshot knows."""
    if data is None:
        return (), ()
    return set(data.people.key.tolist()), set(data.vacancies.key.tolist())


def _heard(
    one: Decision,
    keys: tuple[Collection[int], Collection[int]],
    together: Collection[dt.datetime],
    reasons: RefusalReasons,
) -> tuple[Heard, int | None]:
    """Says what a decision counts as, and the cause of an answer."""
    what, cause = _said(one, together, reasons)
    people, posts = keys
    if cause is not None and (one.person not in people or one.vacancy not in posts):
        return Heard.NOT_FROZEN, None
    return what, cause


def _said(
    one: Decision, together: Collection[dt.datetime], reasons: RefusalReasons
) -> tuple[Heard, int | None]:
    if one.state == ProposalState.ACCEPTED.value:
        if one.at in together:
            return Heard.ACCEPTED_TOGETHER, None
        return Heard.ACCEPTED, ACCEPTED
    reason = reasons.read(one.reason)
    if reason is None:
        return Heard.REASON_UNKNOWN, None
    if reason.cause is None:
        return Heard.NO_ANSWER, None
    return Heard.REFUSED, reason.cause


def _rows(keys: Ints, asked: Sequence[int]) -> Ints:
    order = np.argsort(keys)
    rows: Ints = order[np.searchsorted(keys[order], np.array(asked, np.int64))]
    return rows


def _until(given: Sequence[tuple[Answers, Ints]], moment: dt.datetime) -> Answers | None:
    """Gives the answers given before a moment."""
    before = [one.rows(at < _moment(moment)) for one, at in given]
    return joined(*before) if before else None


def _moment(at: dt.datetime) -> int:
    return int(at.timestamp() * 1_000_000)
