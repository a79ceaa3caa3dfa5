"""The check says optimal, how much may be missing, or what is wrong; whoever wrote the file."""

from contextlib import suppress
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from matching.columns.arrow import instance_of, ipc_bytes, table_from_ipc, table_of
from matching.columns.market_data import MarketData
from matching.market.weights import Weights
from matching.pairs.plain import FORBIDDEN
from matching.proof.check import check_proof
from matching.proof.columns import LaborerColumns
from matching.proof.errors import ProofMalformedError
from matching.proof.files import PARTS, proof_bytes, read_proof
from matching.proof.optimality import OptimalityProof
from matching.solvers.solution import NOBODY, Status
from tests.matching.market_strategies import markets
from tests.matching.proof.proof_cases import (
    all_scores,
    parts_of,
    proven,
    resealed,
    small_data,
    with_header,
)

PROOF = proven(small_data())
CONTENT = proof_bytes(PROOF)
TAMPERED = settings(max_examples=50, deadline=None)


def claimed(proof: OptimalityProof, **changed: Any) -> OptimalityProof:
    """Writes a proof with other claims to a file and reads it back."""
    other = replace(proof, solution=replace(proof.solution, **changed))
    return read_proof(proof_bytes(other))


def codes(proof: OptimalityProof) -> list[str]:
    """Gives what is wrong; nothing wrong may be called optimal."""
    found = check_proof(proof)
    assert not (found.findings and found.is_optimal)
    return [one.code for one in found.findings]


def moved(values: np.ndarray, index: int, change: int) -> np.ndarray:
    """Copies an array with one entry changed by an amount."""
    copy = values.copy()
    copy[index] += change
    return copy


def best_value(proof: OptimalityProof) -> int:
    """Finds the optimum of a proof's own columns in another way."""
    return proven(proof.data).solution.objective


@settings(max_examples=40, deadline=None)
@given(markets())
def test_every_proof_is_accepted(data: MarketData) -> None:
    """What a solve proves passes from its file alone; empty markets too."""
    found = check_proof(read_proof(proof_bytes(proven(data))))
    assert found.is_optimal
    assert found.findings == ()


@TAMPERED
@given(markets(min_people=1, min_vacancies=1, chances=(0.05, 0.2)), st.data())
def test_no_plan_below_the_optimum_passes_for_optimal(
    data: MarketData, draw: st.DataObject
) -> None:
    """Any other plan, its value claimed truly or as the bound, is found out."""
    proof = proven(data)
    scores = all_scores(data)
    plan = np.array(
        draw.draw(
            st.lists(
                st.integers(NOBODY, len(data.vacancies) - 1),
                min_size=len(data.people),
                max_size=len(data.people),
            )
        )
    )
    placed = np.flatnonzero(plan != NOBODY)
    worth = scores[placed, plan[placed]]
    taken = np.bincount(plan[placed], minlength=len(data.vacancies))
    value = int(np.maximum(worth, 0).sum())
    bound = proof.solution.bound
    is_allowed = not np.any(worth == FORBIDDEN) and not np.any(taken > data.vacancies.seats)
    assume(not (is_allowed and value == bound))
    for objective in (value, bound):
        found = codes(claimed(proof, vacancy_of_laborer=plan, objective=objective))
        assert found
        assert ("pair_forbidden" in found) == bool(np.any(worth == FORBIDDEN))
        assert ("seats_exceeded" in found) == bool(np.any(taken > data.vacancies.seats))


def test_an_over_full_post_is_named() -> None:
    """One person more than seats is found, with the post's position."""
    seats, scores = PROOF.data.vacancies.seats, all_scores(PROOF.data)
    open_to = (scores != FORBIDDEN).sum(axis=0)
    post = int(np.flatnonzero((open_to > seats) & (seats > 0))[0])
    plan = np.full(len(PROOF.data.people), NOBODY)
    plan[np.flatnonzero(scores[:, post] != FORBIDDEN)[: seats[post] + 1]] = post
    found = check_proof(claimed(PROOF, vacancy_of_laborer=plan)).findings
    assert (found[0].code, found[0].index) == ("seats_exceeded", post)


def test_a_forbidden_pair_is_named() -> None:
    """A pair that a rule forbids is found, with the person's position."""
    person, post = np.argwhere(all_scores(PROOF.data) == FORBIDDEN)[0].tolist()
    plan = np.full(len(PROOF.data.people), NOBODY)
    plan[person] = post
    found = check_proof(claimed(PROOF, vacancy_of_laborer=plan)).findings
    assert (found[0].code, found[0].index) == ("pair_forbidden", person)


@pytest.mark.parametrize("vacancy", [-2, len(PROOF.data.vacancies), 2**62, -(2**63)])
def test_a_vacancy_that_is_none_is_found(vacancy: int) -> None:
    """A plan speaks of vacancies of the market only."""
    plan = PROOF.solution.vacancy_of_laborer.copy()
    plan[3] = vacancy
    found = check_proof(claimed(PROOF, vacancy_of_laborer=plan)).findings
    assert (found[0].code, found[0].index) == ("vacancy_out_of_range", 3)


@pytest.mark.parametrize("change", [1, -1, 10**6, -(10**6), 2**62])
@pytest.mark.parametrize("person", range(len(PROOF.data.people)))
def test_no_surplus_can_be_changed(person: int, change: int) -> None:
    """A surplus more breaks the sum, one less an inequality or the sum."""
    surplus = moved(PROOF.solution.laborer_surplus, person, change)
    assert "bound_differs" in codes(claimed(PROOF, laborer_surplus=surplus))


@pytest.mark.parametrize("change", [1, -1, 10**6, -(10**6), 2**62])
@pytest.mark.parametrize("post", np.flatnonzero(PROOF.data.vacancies.seats).tolist())
def test_no_price_can_be_changed(post: int, change: int) -> None:
    """A price more breaks the sum, one less an inequality or the sum."""
    price = moved(PROOF.solution.vacancy_price, post, change)
    assert "bound_differs" in codes(claimed(PROOF, vacancy_price=price))


@settings(max_examples=60, deadline=None)
@given(markets(min_people=1, min_vacancies=1, chances=(0.05, 0.2)), st.data())
def test_a_lowered_bound_breaks_an_inequality(data: MarketData, draw: st.DataObject) -> None:
    """With sum and claim made to fit, a surplus or price too low is still found."""
    proof = proven(data)
    solution = proof.solution
    people = np.flatnonzero(solution.laborer_surplus).tolist()
    posts = np.flatnonzero((solution.vacancy_price > 0) & (data.vacancies.seats > 0)).tolist()
    assume(people or posts)
    if people and (not posts or draw.draw(st.booleans())):
        surplus = moved(solution.laborer_surplus, draw.draw(st.sampled_from(people)), -1)
        other = claimed(proof, laborer_surplus=surplus, bound=solution.bound - 1)
    else:
        post = draw.draw(st.sampled_from(posts))
        price = moved(solution.vacancy_price, post, -1)
        bound = solution.bound - int(data.vacancies.seats[post])
        other = claimed(proof, vacancy_price=price, bound=bound)
    assert "surplus_too_small" in codes(other)


@pytest.mark.parametrize("name", ["objective", "bound"])
@pytest.mark.parametrize("change", [1, -1, 2**70])
def test_no_claim_can_be_changed(name: str, change: int) -> None:
    """The figures claimed are those found."""
    value = getattr(PROOF.solution, name) + change
    assert f"{name}_differs" in codes(claimed(PROOF, **{name: value}))


def test_a_gap_is_told_and_not_called_wrong() -> None:
    """A plan with somebody left out is valid, and short by what they are worth; not as optimal."""
    person = int(np.flatnonzero(PROOF.solution.vacancy_of_laborer != NOBODY)[0])
    plan = PROOF.solution.vacancy_of_laborer.copy()
    score = int(all_scores(PROOF.data)[person, plan[person]])
    plan[person] = NOBODY
    lower = {"vacancy_of_laborer": plan, "objective": PROOF.solution.objective - score}
    honest = claimed(PROOF, status=Status.FEASIBLE, **lower)
    found = check_proof(honest)
    assert (found.is_feasible, found.is_optimal, found.findings) == (True, False, ())
    assert honest.solution.bound - honest.solution.objective == score
    assert codes(claimed(PROOF, **lower)) == ["optimality_not_proven"]


def test_lengths_are_those_of_the_columns() -> None:
    """A line too few in the plan, the surpluses or the prices is found."""
    short = claimed(
        PROOF,
        vacancy_of_laborer=PROOF.solution.vacancy_of_laborer[:-1],
        laborer_surplus=PROOF.solution.laborer_surplus[:-1],
        vacancy_price=PROOF.solution.vacancy_price[:-1],
    )
    wrong = {"plan_wrong_length", "price_wrong_length", "surplus_wrong_length"}
    assert wrong <= set(codes(short))


def test_other_weights_are_another_market() -> None:
    """The weights are part of what is proven."""
    weights = {"skill": 0, "distance": 1000, "wage": 0, "retention": 0, "wish": 0}
    other = read_proof(with_header(CONTENT, weights=weights))
    assert other.weights == Weights(**weights)
    assert codes(other)


@TAMPERED
@given(st.data())
def test_columns_cannot_be_bent_to_fit(draw: st.DataObject) -> None:
    """Whatever figure of the columns is changed: what passes for optimal then is optimal there."""
    name = draw.draw(st.sampled_from(PARTS[1:4]))
    table = table_from_ipc(parts_of(CONTENT)[name])
    other = bytearray(parts_of(CONTENT)[name])
    for place in draw.draw(st.lists(st.integers(0, len(other) - 1), min_size=1, max_size=4)):
        other[place] ^= draw.draw(st.integers(1, 255))
    assume(bytes(other) != ipc_bytes(table))
    with suppress(ProofMalformedError), np.errstate(all="ignore"):
        read = read_proof(resealed(CONTENT, {name: bytes(other)}))
        if check_proof(read).is_optimal:
            assert read.solution.objective == best_value(read)


@settings(max_examples=60, deadline=None)
@given(markets(min_people=2, min_vacancies=1), st.data())
def test_plans_of_other_people_do_not_pass(data: MarketData, draw: st.DataObject) -> None:
    """Lines of plan and surpluses in another order pass only if they prove the optimum too."""
    proof = proven(data)
    order = draw.draw(st.permutations(range(len(data.people))))
    content = proof_bytes(proof)
    lines = table_from_ipc(parts_of(content)["laborers.arrow"]).take(order)
    settled = table_of(instance_of(LaborerColumns, lines))
    read = read_proof(resealed(content, {"laborers.arrow": ipc_bytes(settled)}))
    found = check_proof(read)
    if found.is_optimal:
        plan = read.solution.vacancy_of_laborer
        placed = np.flatnonzero(plan != NOBODY)
        assert all_scores(data)[placed, plan[placed]].sum() == proof.solution.objective
