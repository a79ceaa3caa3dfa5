"""Effects as fitted, as tables of steps with the cases behind them."""

import numpy as np

from matching.retention.effects import Effects, Steps, in_steps
from matching.retention.fixed import starts_of
from matching.retention.forests import Forest
from matching.retention.gammas import Doubles
from matching.retention.settings import RetentionParams
from matching.retention.shrinking import Shrunk, variances
from matching.retention.spells import Spells


def fixed_tables(
    spells: Spells, params: RetentionParams, fixed: Doubles, covariance: Doubles
) -> dict[str, Effects]:
    """Gives the tables of factors by name."""
    starts, tables = starts_of(params.structure), {}
    variance = np.diag(covariance)
    for name, categories in params.structure.factors.items():
        at = slice(starts[name], starts[name] + categories - 1)
        code = spells.factors[name].astype(np.int64)
        code = np.where((code >= 0) & (code < categories), code, 0)
        tables[name] = Effects(
            np.arange(categories),
            in_steps(np.append(0.0, fixed[at])),
            np.bincount(code, minlength=categories),
            np.bincount(code[spells.cause > 0], minlength=categories),
            np.append(0.0, variance[at]),
        )
    return tables


def group_tables(spells: Spells, forest: Forest, chain: Shrunk, known: float) -> dict[str, Effects]:
    """Gives the tables of a chain's levels by name.

    The totals are rounded, and a level's steps are what its total has more than its parent's, so
    that rounding errors do not add up along a chain.
    """
    variance, unknown = variances(forest, chain, known)
    steps = _steps(forest, chain.total)
    tables = {}
    for level, name in enumerate(forest.names):
        at = forest.level(level)
        groups = at.stop - at.start
        node = forest.row_nodes[level]
        cases, leaves = node >= 0, (node >= 0) & (spells.cause > 0)
        tables[name] = Effects(
            forest.ids[level],
            steps[at],
            np.bincount(node[cases] - at.start, minlength=groups),
            np.bincount(node[leaves] - at.start, minlength=groups),
            variance[at],
            float(chain.strength[level]),
            float(unknown[level]),
        )
    return tables


def _steps(forest: Forest, total: Doubles) -> Steps:
    rounded = np.append(in_steps(total), np.int16(0))
    found: Steps = (rounded[:-1] - rounded[forest.parent]).astype(np.int16)
    return found
