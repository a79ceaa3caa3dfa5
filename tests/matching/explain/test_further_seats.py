"""The number of further seats, by cases small enough to count on the fingers."""

import numpy as np

from matching.explain.further_seats import further_seats
from matching.market.arcs import CandidateArcs, candidate_arcs
from matching.solvers.problem import AssignmentProblem
from matching.solvers.solution import NOBODY
from matching.solvers.solve import solve
from tests.matching.market_strategies import Filler, made_market


def _seats(scores: list[list[int]], seats: list[int]) -> dict[int, tuple[int, int]]:
    """Vacancy and further seats by person, for a full table of scores (-1: no arc)."""
    table = np.array(scores)
    laborer, vacancy = np.nonzero(table >= 0)
    score = table[laborer, vacancy]
    people, vacancies = table.shape
    problem = AssignmentProblem(people, seats, laborer, vacancy, score)
    solution = solve(problem)
    empty = candidate_arcs(made_market(0, 0, Filler(0, 0.0)))
    arcs = CandidateArcs(
        arc_laborer=laborer.astype(np.int32),
        arc_vacancy=vacancy.astype(np.int32),
        arc_score=score.astype(np.int64),
        arcs_of_laborer=np.bincount(laborer, minlength=people),
        arcs_of_vacancy=np.bincount(vacancy, minlength=vacancies),
        blocked_by_rule={},
        status_by_rule={},
        data=empty.data,
        market=empty.market,
    )
    is_asked = (solution.vacancy_of_laborer == NOBODY) & (arcs.arcs_of_laborer > 0)
    found = further_seats(arcs, solution, problem.seats, is_asked)
    rows = zip(found.person.tolist(), found.vacancy.tolist(), found.seats.tolist(), strict=True)
    return {person: (post, needed) for person, post, needed in rows}


def test_a_queue_at_one_post() -> None:
    """The next in score needs one seat, the one after two, equals the same number each."""
    assert _seats([[9], [7], [5]], [1]) == {1: (0, 1), 2: (0, 2)}
    assert _seats([[9], [7], [7], [5]], [1]) == {1: (0, 1), 2: (0, 1), 3: (0, 3)}
    assert _seats([[9], [7], [6], [5]], [1]) == {1: (0, 1), 2: (0, 2), 3: (0, 3)}


def test_the_post_with_the_shorter_queue_is_named() -> None:
    """Of two full posts the one where fewer stand before the person."""
    scores = [[9, -1], [8, -1], [7, -1], [-1, 9], [3, 2]]
    assert _seats(scores, [1, 1])[4] == (1, 1)


def test_people_well_placed_elsewhere_do_not_stand_in_the_queue() -> None:
    """Whoever gains more at the present post does not want the seat at the person's score."""
    scores = [[9, 20], [8, -1], [4, -1], [3, -1]]
    assert _seats(scores, [1, 1]) == {2: (0, 1), 3: (0, 2)}


def test_queues_at_several_posts_are_counted_apart() -> None:
    """The second in line at each of two posts needs two seats there."""
    scores = [[9, -1], [7, -1], [5, -1], [-1, 8], [-1, 6], [-1, 4]]
    assert _seats(scores, [1, 1]) == {1: (0, 1), 2: (0, 2), 4: (1, 1), 5: (1, 2)}


def test_nobody_asked_nothing_found() -> None:
    """Without people who go empty-handed there is nothing to name."""
    assert _seats([[5], [5]], [2]) == {}
