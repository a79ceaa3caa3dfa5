"""What every part and rule makes of every person: digests of rows over all vacancies.

A solver sees nothing of people but these rows. Two markets with the same digests are the same
problem, whatever the columns behind them; and a part or rule whose rows stay the same while a
column changes does not read that column.
"""

from dataclasses import dataclass
from hashlib import blake2b, sha256

import numpy as np
import numpy.typing as npt

from matching.columns.arrays import Bools, Ints
from matching.constraints import decided, groups
from matching.pairs.market import PartColumns
from matching.solvers.joint.forms import Rows
from matching.solvers.joint.problem import JointProblem

ROWS = 256
"""People whose rows are evaluated together; bounds the memory."""

BYTES = 16
"""Of a digest: two different rows share one with a chance of 2^-128."""

Digests = npt.NDArray[np.uint64]
"""uint64 (people, 2)."""


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """Digests of what each reader makes of each person.

    Parameters
    ----------
    by_reader
        By the name of a part or the code of a rule: the digests of its rows.
    frame
        Digest of what is no person's: seats, weights, lots.
    """

    by_reader: dict[str, Digests]
    frame: str

    def differing(self, other: "Seen") -> dict[str, Bools]:
        """Gives, for each reader that differs, of whom it makes something else."""
        is_other = {
            name: (digests != other.by_reader[name]).any(axis=1)
            for name, digests in self.by_reader.items()
        }
        return {name: people for name, people in is_other.items() if people.any()}

    def kinds(self, name: str) -> Ints:
        """Numbers people so that a reader treats those of one number, and only them, alike."""
        _, kinds = np.unique(self.by_reader[name], axis=0, return_inverse=True)
        return np.asarray(kinds, np.int64).ravel()

    def fingerprint(self) -> str:
        """Gives the SHA-256 over everything that a solver sees, in hexadecimal."""
        total = sha256(self.frame.encode())
        for name, digests in self.by_reader.items():
            total.update(name.encode() + b"\0" + digests.tobytes())
        return total.hexdigest()


def seen_in(problem: JointProblem) -> Seen:
    """Takes the digests of a market with its joint rules.

    Parts of weight 0 are left out: no score holds them. Looks at every pair once: about 10^7 pairs
    a second.

    Parameters
    ----------
    problem
        The market as declared.
    """
    market = problem.market
    vacancies = np.arange(market.vacancy_count, dtype=np.int64)
    counting = [part for part in market.parts if part.weight]
    rows: dict[str, list[bytes]] = {
        name: [] for name in [*(one.name for one in counting), *(one.code for one in market.rules)]
    }
    for start in range(0, market.laborer_count, ROWS):
        some = np.arange(start, min(start + ROWS, market.laborer_count), dtype=np.int64)
        for part in counting:
            rows[part.name] += _digests(_figures(part, some, vacancies))
        for rule in market.rules:
            rows[rule.code] += _digests(np.packbits(rule.of_block(some, vacancies), axis=1))
    by_reader = {name: _joined(found) for name, found in rows.items()}
    by_reader |= _of_families(problem)
    by_reader |= _of_people(problem)
    return Seen(by_reader, _frame(problem))


def _figures(part: PartColumns, laborers: Ints, vacancies: Ints) -> npt.NDArray[np.int32]:
    figures = np.zeros((len(laborers), len(vacancies)), np.int32)
    for table in part.tables:
        figures += table.of_block(laborers, vacancies)
    return figures


def _of_families(problem: JointProblem) -> dict[str, Digests]:
    """Digests, by code, the rows that each person's pairs count in, and those rows' limits."""
    by_code: dict[str, list[Rows]] = {}
    for family in problem.families:
        by_code.setdefault(family.code, []).append(family)
    return {code: _joined(_of_rows(families)) for code, families in by_code.items()}


def _of_rows(families: list[Rows]) -> list[bytes]:
    found = []
    for family in families:
        limits = family.least.tobytes() + family.most.tobytes()
        rows, amounts = family.row[:, family.vacancy_class], family.amount[:, family.vacancy_class]
        of_class = [
            _digest(row.tobytes() + amount.tobytes() + limits)
            for row, amount in zip(rows, amounts, strict=True)
        ]
        found.append([of_class[kind] for kind in family.laborer_class.tolist()])
    return [_digest(b"".join(of_person)) for of_person in zip(*found, strict=True)]


def _of_people(problem: JointProblem) -> dict[str, Digests]:
    """Digests who goes with whom, and what is settled about single people."""
    found, patches = {}, problem.patches
    if len(problem.groups):
        kind = np.append(problem.groups.kind, -1)[problem.groups.of_laborer]
        found[groups.CODE] = np.stack([problem.groups.of_laborer, kind], axis=1).view(np.uint64)
    if len(patches.laborer) or len(patches.fixed) or patches.least_score is not None:
        said: list[list[int]] = [[] for _ in range(problem.market.laborer_count)]
        pairs = (patches.laborer, patches.vacancy, patches.score)
        for person, vacancy, score in zip(*(column.tolist() for column in pairs), strict=True):
            said[person] += [vacancy, score]
        for person in patches.fixed.tolist():
            said[person].append(-1)
        if patches.least_score is not None:
            for person, least in enumerate(patches.least_score.tolist()):
                said[person].append(least)
        found[decided.CODE] = _joined([_digest(repr(one).encode()) for one in said])
    return found


def _frame(problem: JointProblem) -> str:
    market, lots = problem.market, problem.lots
    total = sha256(market.seats.tobytes())
    total.update(repr([(part.name, part.weight) for part in market.parts]).encode())
    columns = (lots.lot, lots.family, lots.row, lots.least, lots.most, lots.count)
    for column in (*columns, lots.gain, lots.cost):
        total.update(column.tobytes())
    return total.hexdigest()


def _digests(rows: npt.NDArray[np.generic]) -> list[bytes]:
    return [_digest(row.tobytes()) for row in rows]


def _digest(content: bytes) -> bytes:
    return blake2b(content, digest_size=BYTES).digest()


def _joined(digests: list[bytes]) -> Digests:
    return np.frombuffer(b"".join(digests), np.uint64).reshape(len(digests), 2)
