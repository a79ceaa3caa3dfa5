"""Offers that share seats: whoever declines within the share, everybody who moves on is seated."""

from fractions import Fraction
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.pairs.plain import FORBIDDEN
from matching.solvers.all_pairs.solve import solve_market
from matching.solvers.problem import AssignmentProblem
from matching.solvers.several import layers as several_layers
from matching.solvers.several.errors import SeveralError
from matching.solvers.several.further_offers import OffersParams, counted, further_offers
from matching.solvers.several.layers import ListedLayers, MarketLayers
from matching.solvers.several.shared_offers import SharedOffers, shared_offers
from matching.solvers.solve import solve
from tests.matching.pairs.pair_markets import all_scores
from tests.matching.solvers.several.several_cases import as_listed, drawn_problem, small_market

seeds = st.integers(0, 2**32 - 1)
twelfths = st.integers(1, 12)


def shared(
    seed: int,
    laborers: int,
    vacancies: int,
    declined: tuple[int, int],
    most_offers: int = 3,
) -> tuple[AssignmentProblem, SharedOffers]:
    """Draws a market, plans it, and shares its seats for twelfths declined at least and most."""
    least, most = (Fraction(one, 12) for one in sorted(declined))
    problem = drawn_problem(np.random.default_rng(seed), laborers, vacancies)
    plan = solve(problem).vacancy_of_laborer
    params = OffersParams(most_offers, least)
    return problem, shared_offers(ListedLayers(problem), plan, most, params)


def most_by_trying(offers: SharedOffers, vacancy: int) -> int:
    """Counts who may come to a vacancy by trying every choice of decliners within the share."""
    promised = np.any([further == vacancy for further in offers.further], axis=0)
    choices = []
    for home, most in enumerate(offers.most_declined):
        here = np.flatnonzero(offers.first == home).tolist()
        choices.append([one for k in range(int(most) + 1) for one in combinations(here, k)])
    waiting = int(np.count_nonzero(promised & (offers.first < 0)))
    return max(
        waiting + sum(int(promised[list(some)].sum()) for some in chosen if some)
        for chosen in product(*choices)
    )


@settings(max_examples=40, deadline=None)
@given(seeds, st.tuples(st.integers(0, 12), twelfths), st.integers(2, 4))
def test_the_count_of_who_may_come_is_that_of_every_choice(
    seed: int, declined: tuple[int, int], most_offers: int
) -> None:
    """Every set of decliners is tried: no more come than counted, and seats for all are there."""
    problem, offers = shared(seed, 7, 3, declined, most_offers)
    coming = offers.most_coming()
    assert coming.tolist() == [most_by_trying(offers, at) for at in range(3)]
    assert np.all(coming <= offers.free + offers.freed)
    assert np.all(offers.free + counted(offers.first, 3) == problem.seats)


@settings(max_examples=50, deadline=None)
@given(seeds, st.tuples(st.integers(0, 12), twelfths))
def test_everybody_who_moves_on_has_a_seat(seed: int, declined: tuple[int, int]) -> None:
    """Sets of decliners between both shares, and all a vacancy may lose: nobody is unseated."""
    problem, offers = shared(seed, 40, 6, declined)
    rng = np.random.default_rng(seed)
    ranks = np.array(offers.further)
    for target in (*range(6), None):
        declines = np.zeros(40, np.bool_)
        for home in range(6):
            here = rng.permutation(np.flatnonzero(offers.first == home))
            if target is not None and home != target:
                held = np.any(ranks[:, here] == target, axis=0)
                here = np.concatenate([here[held], here[~held]])
            least, most = int(offers.freed[home]), int(offers.most_declined[home])
            drawn = least if home == target else rng.integers(least, most + 1)
            declines[here[: most if target is not None and home != target else drawn]] = True
        moves = ranks[rng.integers(0, len(ranks), 40), np.arange(40)]
        if target is not None:
            moves = np.where(np.any(ranks == target, axis=0), target, moves)
        stay = np.where(declines, -1, offers.first)
        now = np.where((offers.first < 0) | declines, moves, stay)
        assert np.all(counted(now, 6) <= problem.seats)


@settings(max_examples=40, deadline=None)
@given(seeds, st.tuples(st.integers(0, 12), twelfths))
def test_sharing_is_never_worse_and_never_above_the_bound(
    seed: int, declined: tuple[int, int]
) -> None:
    """Second offers are worth at least those on seats of their own, at most the proven bound."""
    problem, offers = shared(seed, 20, 6, declined)
    params = OffersParams(2, Fraction(min(declined), 12))
    own = further_offers(ListedLayers(problem), offers.first, params)
    assert own.total <= offers.second_value <= offers.bound


@settings(max_examples=40, deadline=None)
@given(seeds, st.tuples(st.integers(0, 12), twelfths), st.integers(2, 4))
def test_offers_are_feasible_and_fall(
    seed: int, declined: tuple[int, int], most_offers: int
) -> None:
    """Nobody is offered a vacancy twice or one that is not feasible; the best comes first."""
    problem, offers = shared(seed, 12, 5, declined, most_offers)
    table = ListedLayers(problem).scores()
    assert len(offers.further) == most_offers - 1
    for person in range(12):
        held = [int(further[person]) for further in offers.further]
        real = [at for at in held if at >= 0]
        assert held == real + [-1] * (len(held) - len(real))
        assert len({*real, int(offers.first[person])}) == len(real) + 1
        scores = [int(table[person, at]) for at in real]
        assert min(scores, default=0) >= 0
        assert scores == sorted(scores, reverse=True)
    people = np.flatnonzero(offers.further[0] >= 0)
    assert offers.second_value == table[people, offers.further[0][people]].sum()


def brute_force_second(problem: AssignmentProblem, offers: SharedOffers) -> int:
    """Finds the best second offers that hold together by trying all."""
    table = ListedLayers(problem).scores()
    options = [
        [-1, *(at for at in range(problem.vacancy_count) if table[i, at] >= 0 and at != first)]
        for i, first in enumerate(offers.first.tolist())
    ]
    best = 0
    for chosen in product(*options):
        second = np.array(chosen)
        tried = SharedOffers(
            offers.first, (second,), offers.free, offers.freed, offers.most_declined, 0, 0
        )
        if np.all(tried.most_coming() <= offers.free + offers.freed):
            people = np.flatnonzero(second >= 0)
            best = max(best, int(table[people, second[people]].sum()))
    return best


@settings(max_examples=15, deadline=None)
@given(seeds, st.tuples(st.integers(0, 12), twelfths))
def test_the_bound_holds_for_every_choice_of_second_offers(
    seed: int, declined: tuple[int, int]
) -> None:
    """All second offers that hold together are tried: none is worth more than the bound."""
    problem, offers = shared(seed, 5, 3, declined, 2)
    best = brute_force_second(problem, offers)
    assert offers.second_value <= best <= offers.bound


@settings(max_examples=20, deadline=None)
@given(seeds, st.integers(0, 9), st.integers(1, 7))
def test_all_pairs_and_listed_pairs_agree(seed: int, laborers: int, vacancies: int) -> None:
    """Over all pairs of a market scores are those of the declaration, and so are the offers."""
    market = small_market(seed, laborers, vacancies)
    plan = solve_market(market).vacancy_of_laborer
    scores = MarketLayers(market).scores()
    assert np.array_equal(np.where(scores < 0, FORBIDDEN, scores), all_scores(market))
    params = OffersParams(2, Fraction(1, 10))
    found = shared_offers(MarketLayers(market), plan, Fraction(1, 4), params)
    listed = shared_offers(ListedLayers(as_listed(market)), plan, Fraction(1, 4), params)
    assert found.bound == listed.bound
    assert np.all(found.most_coming() <= found.free + found.freed)


def test_ten_people_share_one_seat() -> None:
    """Ten at one vacancy, a tenth of whom declines: all are promised the one seat elsewhere."""
    laborer = np.concatenate([np.arange(10), np.arange(10)])
    problem = AssignmentProblem(10, [10, 1], laborer, [0] * 10 + [1] * 10, [9] * 10 + [5] * 10)
    params = OffersParams(2, Fraction(0))
    offers = shared_offers(ListedLayers(problem), np.zeros(10, np.int64), Fraction(1, 10), params)
    assert offers.further[0].tolist() == [1] * 10
    assert offers.second_value == offers.bound == 50
    assert offers.most_coming().tolist() == [0, 1]


@pytest.mark.parametrize(("least", "most"), [(0, 0), (0, 2), (Fraction(1, 2), Fraction(1, 4))])
def test_shares_that_cannot_be_are_refused(least: Fraction, most: Fraction) -> None:
    """The most declined is above 0, at most all, and no less than the least."""
    problem = AssignmentProblem(1, [1], [0], [0], [5])
    with pytest.raises(SeveralError):
        shared_offers(
            ListedLayers(problem),
            np.zeros(1, np.int64),
            Fraction(most),
            OffersParams(2, Fraction(least)),
        )


def test_scores_that_do_not_fit_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """More pairs than memory is meant for are not written out."""
    monkeypatch.setattr(several_layers, "MOST_CELLS", 5)
    problem = drawn_problem(np.random.default_rng(1), 3, 2)
    with pytest.raises(SeveralError):
        ListedLayers(problem).scores()
