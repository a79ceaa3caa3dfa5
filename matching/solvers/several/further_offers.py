"""Further offers that hold together: no two people are promised the same seat.

Of vacancy k let f_k be the seats that the first offers leave free and n_k the first offers there. A
stated share r of first offers is expected to be declined, e_k = floor(r n_k) of them at k. Further
offers promise a vacancy at most f_k + e_k times, second and third ones together.

**What holds.** Let anybody decline whatever first offers, and everybody who declined, and everybody
who waits without a first offer, move to any one of the further offers they have. At a vacancy where
at least e_k first offers are declined, everybody has a seat: of h_k seats at most n_k - e_k stay
taken, and no more than f_k + e_k = h_k - (n_k - e_k) people were promised one. Nothing is asked of
other vacancies. So with r = 0 nobody ever stands without a seat, whoever declines; and where no
more are promised than free, neither do they with any r. The condition is also needed: were k
promised once more, and e_k people there and all who hold a promise of k decline, one has no seat.

The offers of one rank are an assignment problem of their own, on the seats that earlier ranks left
to promise, and are the best there are for it, with prices: p_k is what one more promise at k would
add to their total score.
"""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from matching.columns.arrays import Bools
from matching.solvers.errors import SolverFailedError
from matching.solvers.integers import IntArray, frozen
from matching.solvers.several.errors import SeveralError
from matching.solvers.several.layers import Layers
from matching.solvers.solution import NOBODY, Solution, Status

MOST_OFFERS = 5
"""Of one person, the first among them."""


@dataclass(frozen=True, slots=True)
class OffersParams:
    """What to offer beside the plan.

    Parameters
    ----------
    offers
        How many offers a person has at most, the first one counted: 2 to ``MOST_OFFERS``.
    declined_share
        r: the share of the first offers at each vacancy that is expected to be declined, 0 to 1.
    is_waiting_asked
        Whether people without a first offer get further ones, too.
    seed
        Of the lots between offers of equal total score; the order of the rows decides without.
    """

    offers: int = 3
    declined_share: Fraction = Fraction(1, 10)
    is_waiting_asked: bool = True
    seed: int | None = None

    def __post_init__(self) -> None:
        if not 2 <= self.offers <= MOST_OFFERS:
            raise SeveralError(reason="offers", value=self.offers)
        if not 0 <= self.declined_share <= 1:
            raise SeveralError(reason="share", value=str(self.declined_share))


@dataclass(frozen=True, slots=True, eq=False)
class FurtherOffers:
    """Offers by rank that hold together.

    Parameters
    ----------
    first
        The plan: the vacancy of each laborer's first offer, -1 for nobody.
    layers
        The second offers, the third and so on, each rank proven the best on the seats left to it.
    free, freed
        f_k and e_k of each vacancy.
    """

    first: IntArray
    layers: tuple[Solution, ...]
    free: IntArray
    freed: IntArray

    @property
    def total(self) -> int:
        """The total score of all further offers."""
        return sum(layer.objective for layer in self.layers)

    @property
    def promised(self) -> IntArray:
        """How often further offers promise each vacancy."""
        count = np.zeros(len(self.free), np.int64)
        for layer in self.layers:
            count += counted(layer.vacancy_of_laborer, len(count))
        return count

    @property
    def is_certain(self) -> Bools:
        """Whether everybody promised a vacancy has a seat there whoever declines."""
        return np.asarray(self.promised <= self.free)


def further_offers(
    layers: Layers, plan: IntArray, params: OffersParams = OffersParams()
) -> FurtherOffers:
    """Finds further offers of the greatest total score, rank by rank, that hold together.

    Parameters
    ----------
    layers
        Laborers, vacancies and what pairs are worth.
    plan
        The vacancy of each laborer's first offer, -1 for nobody; within the seats.
    params
        How many offers, and what is expected to come free.

    Raises
    ------
    SeveralError
        ``seats`` if the plan takes more seats of a vacancy than there are; the value says which.
    SolverFailedError
        If a rank was not solved to its proof.
    """
    free, freed = seats_to_promise(layers.seats, plan, params.declined_share)
    left, earlier = free + freed, [plan]
    is_asked = np.full(len(plan), fill_value=True) if params.is_waiting_asked else plan != NOBODY
    found: list[Solution] = []
    for _ in range(1, params.offers):
        solution = layers.layer(left, earlier, is_asked, params.seed)
        if solution.status != Status.OPTIMAL:
            raise SolverFailedError(step="further_offers", status=solution.status)
        found.append(solution)
        earlier.append(solution.vacancy_of_laborer)
        is_asked = solution.vacancy_of_laborer != NOBODY
        left = left - counted(solution.vacancy_of_laborer, len(left))
    return FurtherOffers(frozen(plan.copy()), tuple(found), free, freed)


def seats_to_promise(seats: IntArray, plan: IntArray, share: Fraction) -> tuple[IntArray, IntArray]:
    """Gives the seats of each vacancy that are free and those expected to come free.

    Parameters
    ----------
    seats
        h_k.
    plan
        The vacancy of each laborer, -1 for nobody.
    share
        r, rounded down at each vacancy.

    Raises
    ------
    SeveralError
        ``seats`` if the plan takes more seats of a vacancy than there are; the value says which.
    """
    taken = counted(plan, len(seats))
    over = np.flatnonzero(taken > seats)
    if over.size:
        raise SeveralError(reason="seats", value=int(over[0]))
    return seats - taken, taken * share.numerator // share.denominator


def counted(plan: IntArray, vacancies: int) -> IntArray:
    """Counts the people of a plan at each vacancy."""
    return np.bincount(plan[plan != NOBODY], minlength=vacancies).astype(np.int64)
