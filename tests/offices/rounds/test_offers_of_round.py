"""Answers read from decided proposals, models kept, and the offers that may go out."""

import datetime as dt

import numpy as np
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matching.market.answers_tables import NOT_REFUSED
from models.audit import first_broken_event
from models.enums import ProposalState
from models.tables.retention import RetentionModelRow
from models.tables.rounds import Proposal, Snapshot
from models.values import NotAllowedError, Permission
from offices.retention.acts_answers import ACCEPTANCE, fit_answers
from offices.retention.answers import refused_of
from offices.rounds.acts import decide_proposals, open_round, take_snapshot
from offices.rounds.acts_offers import offers_of_round
from offices.rounds.acts_snapshot import snapshot_columns
from offices.rounds.errors import NotSolvedError
from offices.rounds.offers_told import offers_told
from tests.factories import (
    ACTOR,
    COUNTY,
    COUNTY_PATH,
    NOW,
    OTHER_COUNTY,
    POLICY_DATE,
    actor_for,
    fill_random,
    solved_round,
)

Sessions = sessionmaker[Session]
LATER = NOW + dt.timedelta(hours=1)
TODAY = max(POLICY_DATE, LATER.date())


def made_round(session: Session) -> str:
    """Gives the code of a round that is frozen and solved."""
    fill_random(session, 4, people=120, vacancies=12)
    code = open_round(session, ACTOR, COUNTY, POLICY_DATE, {"register_rules": []}, now=NOW).code
    take_snapshot(session, ACTOR, code, now=NOW)
    solved_round(session, code)
    return code


def first_offers(session: Session) -> list[str]:
    """Gives the codes of first offers, by id."""
    query = select(Proposal.code).where(Proposal.rank == 1).order_by(Proposal.id)
    return list(session.scalars(query))


def decide(session: Session, code: str, proposals: list[str] | None, reason: str | None) -> None:
    """Accepts, or returns for a reason."""
    state = ProposalState.ACCEPTED if reason is None else ProposalState.RETURNED
    decide_proposals(session, ACTOR, code, proposals, state, reason=reason, now=LATER)


def test_answers_are_read_fitted_and_kept(session_factory: Sessions) -> None:
    """Accepted by number and returned by the person count; once more, nothing new is stored."""
    with session_factory.begin() as session:
        code = made_round(session)
        offers = first_offers(session)
        decide(session, code, offers[:3], None)
        decide(session, code, offers[3:5], "太远")
        decide(session, code, offers[5:6], "岗位已满")
        fitted = fit_answers(session, ACTOR, COUNTY_PATH, TODAY, now=LATER)
        again = fit_answers(session, ACTOR, COUNTY_PATH, TODAY, now=LATER)
        kinds = list(session.scalars(select(RetentionModelRow.kind)))
        assert first_broken_event(session) is None
    assert dict(fitted.heard) == {"accepted": 3, "refused": 2, "no_answer": 1}
    model = fitted.stored.model
    assert (model.cases, model.leavings, model.is_prior) == (5, 2, False)
    assert (fitted.stored.is_new, again.stored.is_new) == (True, False)
    assert again.stored.version == fitted.stored.version
    assert kinds.count(ACCEPTANCE) == 1


def test_accepting_all_at_once_teaches_nothing(sqlite_session_factory: Sessions) -> None:
    """Nor does what is decided after the day: the model is the prior."""
    with sqlite_session_factory.begin() as session:
        code = made_round(session)
        decide(session, code, first_offers(session)[:2], "太远")
        decide_proposals(
            session, ACTOR, code, None, ProposalState.ACCEPTED, now=LATER + dt.timedelta(1)
        )
        early = fit_answers(session, ACTOR, COUNTY_PATH, TODAY - dt.timedelta(days=2), now=LATER)
        late = fit_answers(session, ACTOR, COUNTY_PATH, TODAY + dt.timedelta(days=2), now=LATER)
    assert (early.stored.model.is_prior, dict(early.heard)) == (True, {})
    assert late.stored.model.cases == 2
    assert set(late.heard) == {"refused", "accepted_together"}


def test_offers_say_what_may_go_out(sqlite_session_factory: Sessions) -> None:
    """Accepted offers take seats, whoever accepted gets none, the risk holds, sums are sums."""
    with sqlite_session_factory.begin() as session:
        code = made_round(session)
        prior = offers_told(offers_of_round(session, ACTOR, code, 50, now=LATER), 50)
        offers = first_offers(session)
        decide(session, code, offers[:2], None)
        decide(session, code, offers[2:4], "工资太低")
        told = offers_told(offers_of_round(session, ACTOR, code, 50, now=LATER), 50)
        bold = offers_told(offers_of_round(session, ACTOR, code, 1000, now=LATER), 1000)
    assert prior["is_prior"]
    assert prior["answers"] == 0
    assert not told["is_prior"]
    assert (told["answers"], told["refusals"]) == (4, 2)
    assert told["seats"] == prior["seats"] - 2
    assert told["open"] < prior["open"] - 2
    for one in told["posts"]:
        assert min(one["seats"], one["open"]) <= one["offers"] <= one["open"]
        assert one["too_many"] <= 0.05
    assert sum(one["accepted"] for one in told["posts"]) == pytest.approx(told["accepted"])
    assert bold["offers"] == bold["open"] == told["open"]
    assert bold["posts_unfilled"] <= told["posts_unfilled"]


def test_answers_of_a_round_count_for_its_further_offers(
    sqlite_session_factory: Sessions,
) -> None:
    """Whoever returned the first offer for pay is known to have done so, nobody else is."""
    with sqlite_session_factory.begin() as session:
        code = made_round(session)
        decide(session, code, first_offers(session)[:20], "工资太低")
        given = offers_of_round(session, ACTOR, code, 50, now=LATER).fitted.given
        data = snapshot_columns(session, ACTOR, session.scalars(select(Snapshot.id)).one())
    refused = refused_of(data, given)
    assert given is not None
    has_refused = np.isin(data.people.key, given.person)
    assert has_refused.sum() == len(given) > 10
    assert ((refused.pay_fen != NOT_REFUSED) == has_refused).all()
    assert (refused.far_tier < 0).all()


def test_who_may_not_is_refused(sqlite_session_factory: Sessions) -> None:
    """Another county's office, one without the right, and a round without a plan."""
    with sqlite_session_factory.begin() as session:
        code = made_round(session)
        for actor in (
            OTHER_COUNTY,
            actor_for(COUNTY_PATH, without=Permission.ROUNDS_RUN),
        ):
            with pytest.raises(NotAllowedError):
                offers_of_round(session, actor, code, 50, now=LATER)
            with pytest.raises(NotAllowedError):
                fit_answers(session, actor, COUNTY_PATH, TODAY, now=LATER)
        unsolved = open_round(session, ACTOR, COUNTY, POLICY_DATE, {}, now=NOW).code
        take_snapshot(session, ACTOR, unsolved, now=NOW)
        with pytest.raises(NotSolvedError):
            offers_of_round(session, ACTOR, unsolved, 50, now=LATER)
