"""From request to stored result, decisions and pages."""

from dataclasses import replace

import numpy as np
import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from models.enums import ProposalState, RoundState, SolveState
from models.tables.rounds import NonOffer, Proposal
from models.values import NotAllowedError, Permission
from offices.queue.acts import cancel, claim
from offices.queue.errors import SolveLostError
from offices.rounds.acts import (
    NonOfferFilter,
    ProposalFilter,
    decide_proposals,
    non_offers_by_reason,
    non_offers_page,
    open_round,
    proposals_page,
    request_solve,
    round_summary,
    solve_input,
    store_result,
    take_snapshot,
)
from offices.rounds.errors import (
    IncompleteResultError,
    NoSnapshotError,
    NoSuchTransitionError,
    NotSolvedError,
    ProposalNotFoundError,
    ReasonMissingError,
    StaleSnapshotError,
)
from offices.rounds.results import OfferRows
from offices.rounds.solving import solve_round
from tests.factories import (
    ACTOR,
    COUNTY,
    COUNTY_PATH,
    NOW,
    OTHER_COUNTY,
    POLICY_DATE,
    actor_for,
    add_vacancy,
    add_willing,
    fill_random,
    solved_round,
)

Sessions = sessionmaker[Session]


def _first_twice(offers: OfferRows) -> OfferRows:
    at = np.array([0, *range(len(offers))])
    columns = (offers.person_id[at], offers.vacancy_id[at], offers.rank[at], offers.score[at])
    return OfferRows(*columns, told=lambda rows: offers.told(at[rows]))


def market(session: Session, *, people: int = 3, seats: int = 2) -> str:
    """Opens a round of some willing people and one vacancy."""
    for _ in range(people):
        add_willing(session)
    add_vacancy(session, headcount=seats)
    code = open_round(session, ACTOR, COUNTY, POLICY_DATE, {}, now=NOW).code
    take_snapshot(session, ACTOR, code, now=NOW)
    return code


def test_a_round_goes_from_request_to_pages(session_factory: Sessions) -> None:
    """Two of three people get the two seats, the third learns that others were worth more."""
    with session_factory.begin() as session:
        code = market(session)
        solve_id = solved_round(session, code)
        summary = round_summary(session, ACTOR, code)
        page = proposals_page(session, ACTOR, code)
        without = non_offers_page(session, ACTOR, code)
    assert summary.round.state is RoundState.SOLVED
    assert (summary.last_solve_id, summary.last_solve_state) == (solve_id, SolveState.DONE)
    assert summary.figures["placed"] == 2
    assert summary.figures["objective"] == summary.figures["bound"]
    assert summary.figures["gap"] == 0.0
    assert summary.first_offers_by_state == {ProposalState.PROPOSED: 2}
    assert page.total == 2
    assert {line.rank for line in page.lines} == {1}
    assert page.lines[0].code == f"P-{solve_id:04d}-000001"
    assert without.total == 1
    assert without.lines[0].reason == "outcompeted"


def test_pool_is_offered_plus_without_offer(sqlite_session_factory: Sessions) -> None:
    """For a random register everybody of the pool stands in exactly one of the two."""
    with sqlite_session_factory.begin() as session:
        fill_random(session, 11, people=150, vacancies=8)
        code = open_round(session, ACTOR, COUNTY, POLICY_DATE, {}, now=NOW).code
        taken = take_snapshot(session, ACTOR, code, now=NOW)
        solved_round(session, code)
        page = proposals_page(session, ACTOR, code, ProposalFilter(rank=1), limit=1000)
        without = non_offers_page(session, ACTOR, code, limit=1000)
        by_reason = non_offers_by_reason(session, ACTOR, code)
    offered = {line.person_id for line in page.lines}
    not_offered = {line.person_id for line in without.lines}
    assert not offered & not_offered
    assert len(offered) + len(not_offered) == taken.counts["pool"]
    assert sum(by_reason.values()) == without.total == len(not_offered)


def test_pages_are_cut_and_narrowed_by_sql(sqlite_session_factory: Sessions) -> None:
    """Offset, limit and filters give the rows they name; the total counts all that match."""
    with sqlite_session_factory.begin() as session:
        code = market(session, people=5, seats=4)
        solved_round(session, code)
        first = proposals_page(session, ACTOR, code, offset=0, limit=3)
        second = proposals_page(session, ACTOR, code, offset=3, limit=3)
        elsewhere = proposals_page(
            session, ACTOR, code, ProposalFilter(destination_path="/430000/")
        )
        here = proposals_page(session, ACTOR, code, ProposalFilter(destination_path="/440000/"))
        other_reason = non_offers_page(session, ACTOR, code, NonOfferFilter(reason="none"))
    assert (len(first.lines), len(second.lines), first.total) == (3, 1, 4)
    assert not {line.id for line in first.lines} & {line.id for line in second.lines}
    assert elsewhere.total == 0
    assert here.total == 4
    assert other_reason.total == 0


def test_nothing_of_a_stale_solve_is_kept(sqlite_session_factory: Sessions) -> None:
    """A result for an older snapshot is refused; so is a second one of a cancelled solve."""
    with sqlite_session_factory.begin() as session:
        code = market(session)
        request_solve(session, ACTOR, code, now=NOW)
        claimed = claim(session, ACTOR, "w", now=NOW)
        assert claimed is not None
        given = solve_input(session, ACTOR, claimed.id)
        result = solve_round(given.data, given.settings)
        take_snapshot(session, ACTOR, code, now=NOW)
        with pytest.raises(StaleSnapshotError):
            store_result(session, ACTOR, claimed.id, "w", result, now=NOW)
        request_solve(session, ACTOR, code, now=NOW)
        again = claim(session, ACTOR, "w", now=NOW)
        assert again is not None
        cancel(session, ACTOR, again.id, now=NOW)
        with pytest.raises(SolveLostError):
            store_result(session, ACTOR, again.id, "w", result, now=NOW)
        assert session.scalar(select(func.count()).select_from(Proposal)) == 0
        with pytest.raises(NotSolvedError):
            proposals_page(session, ACTOR, code)


def test_a_result_that_forgets_somebody_is_refused(sqlite_session_factory: Sessions) -> None:
    """A result must speak of everybody in the pool exactly once."""
    with sqlite_session_factory.begin() as session:
        code = market(session)
        solve_id = request_solve(session, ACTOR, code, now=NOW)
        claim(session, ACTOR, "w", now=NOW)
        given = solve_input(session, ACTOR, solve_id)
        result = solve_round(given.data, given.settings)
        short = replace(result, non_offers=[])
        doubled = replace(result, offers=_first_twice(result.offers))
        for wrong in (short, doubled):
            with pytest.raises(IncompleteResultError):
                store_result(session, ACTOR, solve_id, "w", wrong, now=NOW)


def test_an_empty_plan_is_an_answer(sqlite_session_factory: Sessions) -> None:
    """Where no rule lets a pair through, everybody gets a reason and the proof is zero."""
    with sqlite_session_factory.begin() as session:
        add_willing(session)
        add_vacancy(session, certificates=["welding"])
        code = open_round(session, ACTOR, COUNTY, POLICY_DATE, {}, now=NOW).code
        take_snapshot(session, ACTOR, code, now=NOW)
        solved_round(session, code)
        summary = round_summary(session, ACTOR, code)
        without = non_offers_page(session, ACTOR, code)
    assert summary.figures["placed"] == 0
    assert summary.figures["objective"] == summary.figures["bound"] == 0
    assert without.lines[0].reason == "no_vacancy_passes"
    assert without.lines[0].change is not None


def test_all_first_offers_are_decided_at_once(sqlite_session_factory: Sessions) -> None:
    """Without codes every undecided first offer is taken, and nothing else."""
    with sqlite_session_factory.begin() as session:
        code = market(session)
        solved_round(session, code)
        one = proposals_page(session, ACTOR, code).lines[0].code
        returned = decide_proposals(
            session, ACTOR, code, [one], ProposalState.RETURNED, reason="wish", now=NOW
        )
        accepted = decide_proposals(session, ACTOR, code, None, ProposalState.ACCEPTED, now=NOW)
        states = round_summary(session, ACTOR, code).first_offers_by_state
    assert (returned, accepted) == (1, 1)
    assert states == {ProposalState.RETURNED: 1, ProposalState.ACCEPTED: 1}


def test_decisions_follow_the_table(sqlite_session_factory: Sessions) -> None:
    """An accepted offer may be returned with a reason, but nothing goes back to proposed."""
    with sqlite_session_factory.begin() as session:
        code = market(session)
        solved_round(session, code)
        one = [proposals_page(session, ACTOR, code).lines[0].code]
        decide_proposals(session, ACTOR, code, one, ProposalState.ACCEPTED, now=NOW)
        with pytest.raises(NoSuchTransitionError):
            decide_proposals(session, ACTOR, code, one, ProposalState.PROPOSED, now=NOW)
        with pytest.raises(NoSuchTransitionError):
            decide_proposals(session, ACTOR, code, one, ProposalState.ACCEPTED, now=NOW)
        with pytest.raises(ReasonMissingError):
            decide_proposals(session, ACTOR, code, one, ProposalState.RETURNED, now=NOW)
        with pytest.raises(ProposalNotFoundError):
            decide_proposals(
                session, ACTOR, code, ["P-9999-000001"], ProposalState.ACCEPTED, now=NOW
            )


def test_one_wrong_code_changes_nothing(sqlite_session_factory: Sessions) -> None:
    """Codes are decided all together or not at all."""
    with sqlite_session_factory.begin() as session:
        code = market(session)
        solved_round(session, code)
        one = proposals_page(session, ACTOR, code).lines[0].code
        with pytest.raises(ProposalNotFoundError):
            decide_proposals(session, ACTOR, code, [one, "P-0"], ProposalState.ACCEPTED, now=NOW)
        assert round_summary(session, ACTOR, code).first_offers_by_state == {
            ProposalState.PROPOSED: 2
        }


def test_further_offers_cannot_be_accepted(sqlite_session_factory: Sessions) -> None:
    """Only the plan's offers keep every headcount together."""
    with sqlite_session_factory.begin() as session:
        add_vacancy(session)
        code = market(session, people=1)
        solved_round(session, code)
        second = proposals_page(session, ACTOR, code, ProposalFilter(rank=2)).lines[0].code
        with pytest.raises(ProposalNotFoundError):
            decide_proposals(session, ACTOR, code, [second], ProposalState.ACCEPTED, now=NOW)


def test_who_may_decide_and_read(sqlite_session_factory: Sessions) -> None:
    """Another county sees nothing of the result; without the permission nothing is decided."""
    with sqlite_session_factory.begin() as session:
        code = market(session)
        solved_round(session, code)
        with pytest.raises(NotAllowedError):
            proposals_page(session, OTHER_COUNTY, code)
        with pytest.raises(NotAllowedError):
            round_summary(session, OTHER_COUNTY, code)
        reader = actor_for(COUNTY_PATH, without=Permission.PROPOSALS_REVIEW)
        with pytest.raises(NotAllowedError):
            decide_proposals(session, reader, code, None, ProposalState.ACCEPTED, now=NOW)


def test_a_round_without_a_snapshot_cannot_be_solved(sqlite_session_factory: Sessions) -> None:
    """A solve needs a frozen pool; the summary of a fresh round is empty."""
    with sqlite_session_factory.begin() as session:
        code = open_round(session, ACTOR, COUNTY, POLICY_DATE, {}, now=NOW).code
        with pytest.raises(NoSnapshotError):
            request_solve(session, ACTOR, code, now=NOW)
        summary = round_summary(session, ACTOR, code)
    assert summary.counts == {}
    assert summary.figures == {}
    assert summary.last_solve_id is None


def test_the_same_snapshot_gives_the_same_result(sqlite_session_factory: Sessions) -> None:
    """Two solves of one snapshot store the same offers, scores and proof."""
    with sqlite_session_factory.begin() as session:
        fill_random(session, 5, people=80, vacancies=5)
        code = open_round(session, ACTOR, COUNTY, POLICY_DATE, {}, now=NOW).code
        take_snapshot(session, ACTOR, code, now=NOW)
        request_solve(session, ACTOR, code, now=NOW)
        given = solve_input(session, ACTOR, 1)
        first, second = (solve_round(given.data, given.settings) for _ in range(2))
        assert list(first.offers) == list(second.offers)
        assert replace(first, offers=second.offers) == second
        solved_round(session, code)
        assert session.scalar(select(func.count()).select_from(NonOffer)) == len(first.non_offers)
