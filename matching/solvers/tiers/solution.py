"""A plan by priorities, and a proof of each tier's figure."""

from dataclasses import dataclass

from matching.solvers.integers import IntArray
from matching.solvers.solution import Status
from matching.solvers.tiers.bound import Bonuses


@dataclass(frozen=True, slots=True)
class TierValues:
    """What a plan achieves, the first figure counting most.

    Parameters
    ----------
    households
        H, households lifted: somebody of a household that counts is placed.
    placed
        n, people placed.
    score
        Sum of the scores of the plan.
    """

    households: int
    placed: int
    score: int


@dataclass(frozen=True, slots=True, eq=False)
class TierProof:
    """Prices and what they prove.

    Parameters
    ----------
    vacancy_price
        p_j >= 0; 0 or 1 where households or people are counted.
    bound
        No plan achieves more of this tier, among those that achieve as much of the tiers before.
    """

    vacancy_price: IntArray
    bound: int


@dataclass(frozen=True, slots=True, eq=False)
class TieredSolution:
    """A plan with one proof per tier.

    Parameters
    ----------
    vacancy_of_laborer
        The vacancy of each laborer, -1 for nobody.
    tier_values
        What the plan achieves.
    households_proof, placed_proof, score_proof
        The proof of each figure. That of the score goes with `bonuses`; the other two hold
        against every plan, whatever it achieves elsewhere.
    bonuses
        C1 and C2: at `score_proof.vacancy_price` they make up for any household or person less.
    """

    vacancy_of_laborer: IntArray
    tier_values: TierValues
    households_proof: TierProof
    placed_proof: TierProof
    score_proof: TierProof
    bonuses: Bonuses

    @property
    def objective(self) -> int:
        """The score, the last tier."""
        return self.tier_values.score

    @property
    def bounds(self) -> TierValues:
        """What is proven not to be exceeded."""
        return TierValues(
            households=self.households_proof.bound,
            placed=self.placed_proof.bound,
            score=self.score_proof.bound,
        )

    @property
    def status(self) -> Status:
        """Optimal if every figure reaches its bound."""
        return Status.OPTIMAL if self.tier_values == self.bounds else Status.FEASIBLE
