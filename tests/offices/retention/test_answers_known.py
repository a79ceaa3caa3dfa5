"""Which decisions are answers of people, and what earlier ones say of later offers."""

import datetime as dt

import numpy as np
import pytest

from matching.market.answers import CAUSES
from matching.market.answers_tables import FAR_BEFORE
from models.enums import ProposalState
from offices.retention.answers import DecidedRound, Decision, known_answers
from offices.retention.answers_offers import OpenOffers, offers_of_posts
from offices.retention.answers_reasons import refusals_in_force
from offices.retention.reasons import NoReasonsInForceError
from tests.matching.market_strategies import Filler, made_market

ON = dt.date(2026, 3, 2)
REASONS = refusals_in_force(ON)
MORNING = dt.datetime(2026, 3, 1, 8, tzinfo=dt.UTC)
ACCEPTED, RETURNED = ProposalState.ACCEPTED.value, ProposalState.RETURNED.value


def hours(number: int) -> dt.datetime:
    """Gives a moment so many hours after the first."""
    return MORNING + dt.timedelta(hours=number)


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("01", "too_far"),
        ("1 太远", "too_far"),
        (" 离家 太远 ", "too_far"),
        ("工资太低", "pay"),
        ("工种不合适", "work"),
        ("照顾老人", "family"),
        ("夜班", "terms"),
        ("其他", "other"),
    ],
)
def test_what_people_say_has_a_group(text: str, group: str) -> None:
    """A code, a label or both; the cause is the group's number."""
    reason = REASONS.read(text)
    assert reason is not None
    assert (reason.group, reason.cause) == (group, CAUSES.index(group) + 1)


def test_what_offices_say_has_none() -> None:
    """A full post or nobody reached is no answer; an unknown text is not even that."""
    for text in ("岗位已满", "联系不上", "55", "已就业"):
        reason = REASONS.read(text)
        assert reason is not None
        assert reason.cause is None
    for text in (None, "", "改天再说", "99", "2026"):
        assert REASONS.read(text) is None
    assert {reason.group for reason in REASONS.by_code.values()} == {*CAUSES, None}
    with pytest.raises(NoReasonsInForceError):
        refusals_in_force(dt.date(2000, 1, 1))


def test_only_what_people_answered_is_learnt_from() -> None:
    """One decision of each kind; the two answers are rows, the rest is counted."""
    data = made_market(8, 3, Filler(1, 0.0))
    person, post = data.people.key.tolist(), data.vacancies.key.tolist()
    decisions = [
        Decision(person[0], post[0], ACCEPTED, hours(2), None),
        Decision(person[1], post[1], RETURNED, hours(2), "太远"),
        Decision(person[2], post[1], ACCEPTED, hours(3), None),
        Decision(person[3], post[1], RETURNED, hours(2), "岗位已满"),
        Decision(person[4], post[1], RETURNED, hours(2), "改天再说"),
        Decision(7, post[1], RETURNED, hours(2), "太远"),
        Decision(person[5], 7, ACCEPTED, hours(2), None),
    ]
    gone = DecidedRound(MORNING, None, decisions[:1], ())
    known = known_answers([gone, DecidedRound(MORNING, data, decisions, {hours(3)})], REASONS)
    assert known.heard == {
        "accepted": 1,
        "refused": 1,
        "accepted_together": 1,
        "no_answer": 1,
        "reason_unknown": 1,
        "not_frozen": 3,
    }
    assert known.offers is not None
    assert known.given is not None
    assert known.offers.cause.tolist() == [0, 1]
    assert known.given.person.tolist() == person[:2]


def test_only_answers_before_an_offer_count_for_it() -> None:
    """A refusal counts in a round made after it, not in one made before or with it."""
    data = made_market(4, 3, Filler(1, 0.0))
    person, post = data.people.key[0].item(), data.vacancies.key[0].item()

    def code_of_second(made_at: dt.datetime) -> str:
        first = DecidedRound(
            MORNING, data, [Decision(person, post, RETURNED, hours(5), "太远")], ()
        )
        again = DecidedRound(made_at, data, [Decision(person, post, ACCEPTED, hours(9), None)], ())
        offers = known_answers([first, again], REASONS).offers
        assert offers is not None
        codes = offers.factors["far_before"]
        assert FAR_BEFORE[codes[0]] == "not_refused"
        return FAR_BEFORE[codes[1]]

    assert code_of_second(hours(4)) == "not_refused"
    assert code_of_second(hours(5)) == "not_refused"
    assert code_of_second(hours(6)).startswith("no_nearer")


def test_without_any_answer_nothing_is_known() -> None:
    """Neither offers nor what they say of later ones."""
    known = known_answers([], REASONS)
    assert (known.offers, known.given, dict(known.heard)) == (None, None, {})


def test_offers_of_posts_keep_the_risk_in_their_order() -> None:
    """Chances of one half, two seats: three at 125 of 1000, two at 124; full posts are left out."""
    vacancy = np.array([2, 0, 2, 2, 0, 2])
    offers = OpenOffers(vacancy, np.full(6, 0.5), np.array([0, 1, 2]))
    empty, half = offers_of_posts(offers, 125)
    assert (empty.vacancy, empty.offers, empty.unfilled, empty.is_unfilled) == (1, 0, 1.0, True)
    assert (half.vacancy, half.open, half.offers, half.accepted) == (2, 4, 3, 1.5)
    assert (half.too_many, half.unfilled) == pytest.approx((0.125, 0.5))
    assert not half.is_unfilled
    assert offers_of_posts(offers, 124)[1].offers == 2
    rising = OpenOffers(np.zeros(3, np.int64), np.array([0.9, 0.1, 0.2]), np.array([1]))
    assert offers_of_posts(rising, 90)[0].offers == 2
