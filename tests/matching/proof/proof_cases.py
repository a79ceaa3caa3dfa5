"""Proofs of made-up markets, and ways to change one without breaking its seal."""

import json
from collections.abc import Mapping
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import numpy as np

from matching.columns.market_data import MarketData
from matching.market.declared import market_of
from matching.market.weights import DEFAULT_WEIGHTS
from matching.pairs.plain import FORBIDDEN, scores_of_block
from matching.proof.container import packed
from matching.proof.optimality import OptimalityProof, nameless_proof
from matching.solvers.problem import AssignmentProblem
from matching.solvers.solve import solve
from tests.matching.market_strategies import Filler, made_market

ROUND, SNAPSHOT = "R-2026-01", "ab" * 32


def proven(data: MarketData) -> OptimalityProof:
    """Solves a market with every feasible pair listed, and makes its proof."""
    market = market_of(data, DEFAULT_WEIGHTS)
    scores = all_scores(data)
    laborer, vacancy = np.nonzero(scores != FORBIDDEN)
    problem = AssignmentProblem(
        market.laborer_count, market.seats, laborer, vacancy, scores[laborer, vacancy]
    )
    return nameless_proof(ROUND, SNAPSHOT, data, DEFAULT_WEIGHTS, solve(problem))


def all_scores(data: MarketData) -> np.ndarray:
    """Scores every pair of a market."""
    market = market_of(data, DEFAULT_WEIGHTS)
    return scores_of_block(market, np.arange(market.laborer_count), np.arange(market.vacancy_count))


def small_data(people: int = 12, vacancies: int = 6, seed: int = 7) -> MarketData:
    """Makes a market in which seats are scarce and some pairs are forbidden."""
    return made_market(people, vacancies, Filler(seed, 0.15))


def parts_of(content: bytes) -> dict[str, bytes]:
    """Opens a proof's file as any program would."""
    with ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def resealed(content: bytes, changed: Mapping[str, bytes]) -> bytes:
    """Puts other parts into a file and seals it again, as somebody who cheats would."""
    return packed(parts_of(content) | changed)


def with_header(content: bytes, **changed: Any) -> bytes:
    """Changes fields of the header and seals the file again; ``...`` takes a field away."""
    header = json.loads(parts_of(content)["proof.json"]) | changed
    kept = {name: value for name, value in header.items() if value is not ...}
    return resealed(content, {"proof.json": json.dumps(kept).encode()})
