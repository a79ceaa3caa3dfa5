"""Training as a change of the columns: who has it afterwards, and the market that follows."""

from dataclasses import dataclass, replace

import numpy as np

from matching.columns.arrays import Ints
from matching.columns.market_data import MarketData
from matching.columns.people import PeopleColumns
from matching.columns.ragged import Ragged
from matching.market.declared import market_of
from matching.market.weights import Weights, weights_of
from matching.pairs.market import Market

NO_OCCUPATION = -1
"""Stands for a training that teaches no occupation."""


@dataclass(frozen=True, slots=True)
class Training:
    """What people know after a course that they did not before.

    Parameters
    ----------
    certificates
        Certificates that they gain, bits in the order of ``CertificateKind``.
    occupation
        An occupation that they can do afterwards, a position among the context's.
    level
        At which level, 0 to 5.
    """

    certificates: int = 0
    occupation: int = NO_OCCUPATION
    level: int = 0


def trained(data: MarketData, people: Ints, training: Training) -> MarketData:
    """Gives the columns after some people were trained; nobody else's facts change.

    Parameters
    ----------
    data
        The columns.
    people
        Positions of the people, each once.
    training
        What they gain. What they knew before they keep.
    """
    columns = data.people
    certificates = columns.certificates.copy()
    certificates[people] |= training.certificates
    changed = replace(columns, certificates=certificates)
    if training.occupation != NO_OCCUPATION:
        changed = _with_skill(changed, people, training)
    return replace(data, people=changed)


def _with_skill(columns: PeopleColumns, people: Ints, training: Training) -> PeopleColumns:
    skills = columns.skill_occupation
    counts = skills.counts()
    counts[people] += 1
    ends = skills.offsets[np.sort(people) + 1]
    return replace(
        columns,
        skill_occupation=Ragged(
            np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
            np.insert(skills.values, ends, training.occupation),
        ),
        skill_level=np.insert(columns.skill_level, ends, training.level),
    )


def declared_again(data: MarketData, market: Market) -> Market:
    """Declares changed columns with the weights of a market declared before."""
    return market_of(data, weights_in_force(market))


def weights_in_force(market: Market) -> Weights:
    """Gives the weights that a market was declared with."""
    return weights_of({part.name: part.weight for part in market.parts})


def trainings_wanted(data: MarketData, price: Ints) -> tuple[Training, ...]:
    """Lists the trainings that lines with a price ask for, those of the dearest seats first.

    Each certificate, and each occupation at the highest level that its lines ask for, 1 at least.

    Parameters
    ----------
    data
        The columns.
    price
        p_j of each vacancy.
    """
    posts = data.vacancies
    pull: dict[Training, int] = {}
    wanted = np.flatnonzero(price * np.maximum(posts.seats, 1))
    levels: dict[int, int] = {}
    for vacancy in wanted.tolist():
        occupation, level = int(posts.occupation[vacancy]), int(posts.skill_level_min[vacancy])
        levels[occupation] = max(levels.get(occupation, 1), level)
    for vacancy in wanted.tolist():
        worth = int(price[vacancy]) * max(1, int(posts.seats[vacancy]))
        asked, occupation = int(posts.certificates[vacancy]), int(posts.occupation[vacancy])
        bits = (1 << bit for bit in range(asked.bit_length()) if asked >> bit & 1)
        taught = Training(occupation=occupation, level=levels[occupation])
        for training in (taught, *map(Training, bits)):
            pull[training] = pull.get(training, 0) + worth
    return tuple(sorted(pull, key=lambda one: (-pull[one], one.certificates, one.occupation)))
