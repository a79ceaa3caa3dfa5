"""Effects of nested groups, each drawn to its parent by as much as its cases are few.

For a group g under a parent whose total effect is P, with count O of leavings and E expected ones
without the chain, the deviation is the mode of the posterior under v = e^u ~ Gamma(a, a):

    e^u = (O + a) / (E e^P + a)

(conjugacy: Clayton and Kaldor, Biometrics 43, 1987). Putting this into the likelihood of P leaves
w (O - E e^P) with w = a / (E e^P + a): a child counts for its parent with the weight w, which is
small for a large group, as it says most about itself. So counts go up the chain by w, effects down.
"""

from dataclasses import dataclass

import numpy as np

from matching.retention.effects import EFFECT_LIMIT, STEPS
from matching.retention.forests import ROOT, Forest
from matching.retention.gammas import Doubles, log_likelihoods, trigamma
from matching.retention.settings import RetentionParams

PASSES = 3
"""Ways up and down at a time; the weights hang on the effects."""

LIMIT = EFFECT_LIMIT / STEPS

STRENGTHS_PER_OCTAVE = 4
STRENGTH_SPREAD = float(np.log(4.0))
"""Standard deviation of the logarithm of a level's strength before any case is seen. A choice."""


@dataclass(frozen=True, slots=True, eq=False)
class Shrunk:
    """Effects of one chain.

    Parameters
    ----------
    effect, total
        Deviation of each node from its parent, and with all its parents' and the root's shift,
        float64 (nodes,).
    shift
        What the baseline moves by.
    strength
        Per level, float64 (levels,).
    count, expected
        Counts that went up to each node, and expected ones without the chain, float64 (nodes,).
    weight
        Of each node for its parent, float64 (nodes,).
    root_expected
        Expected leavings by which the root is known.
    dispersion
        Variance of leavings over their expectation: so much surer is a count than a Poisson count,
        and so much less does a strength weigh against it.
    """

    effect: Doubles
    total: Doubles
    shift: float
    strength: Doubles
    count: Doubles
    expected: Doubles
    weight: Doubles
    root_expected: float
    dispersion: float


def no_effects(forest: Forest, params: RetentionParams) -> Shrunk:
    """Gives the state before the first pass."""
    zeros = np.zeros(len(forest))
    usual = np.clip(params.strength_usual, params.strength_least, params.strength_most)
    strength = np.full(len(forest.names), usual)
    return Shrunk(zeros, zeros, 0.0, strength, zeros, zeros, np.ones(len(forest)), 0.0, 1.0)


@dataclass(frozen=True, slots=True, eq=False)
class Counted:
    """Counts at nodes, with the rows that are in no group last, and the prior's at the root.

    Parameters
    ----------
    count, expected
        Leavings, and expected ones without the chain's effects, float64 (nodes + 1,).
    """

    count: Doubles
    expected: Doubles


def shrunk(
    forest: Forest,
    counted: Counted,
    before: Shrunk,
    params: RetentionParams,
    dispersion: float,
    *,
    learns: bool,
) -> Shrunk:
    """Draws the groups of a chain, given all else.

    Parameters
    ----------
    forest, counted, before
        The chain, its counts, and the effects to begin at.
    params, dispersion
        Bounds of the strengths; variance of leavings over their expectation.
    learns
        Whether strengths are estimated anew.
    """
    strength, total, shift = before.strength, before.total, 0.0
    state = before
    for _ in range(PASSES):
        state = _up_and_down(forest, counted, total, shift, strength, dispersion)
        total, shift = state.total, state.shift
        if learns:
            strength = _strengths(forest, state, params)
    return state


def _up_and_down(
    forest: Forest,
    counted: Counted,
    total: Doubles,
    shift: float,
    strength: Doubles,
    dispersion: float,
) -> Shrunk:
    nodes = len(forest)
    count, expected = counted.count.copy(), counted.expected.copy()
    above = np.append(total, shift)[forest.parent]
    weight = np.empty(nodes)
    against = strength * dispersion
    for level, a in enumerate(against):
        at = forest.level(level)
        weight[at] = a / (a + expected[at] * np.exp(above[at]))
        up = forest.parent[at]
        count += np.bincount(up % (nodes + 1), weight[at] * count[at], nodes + 1)
        expected += np.bincount(up % (nodes + 1), weight[at] * expected[at], nodes + 1)
    shift = float(np.log(count[ROOT] / expected[ROOT]))
    effect, total = np.zeros(nodes), np.append(np.zeros(nodes), shift)
    for level, a in reversed(list(enumerate(against))):
        at = forest.level(level)
        above = total[forest.parent[at]]
        drawn = np.log((count[at] + a) / (expected[at] * np.exp(above) + a))
        effect[at] = np.clip(drawn, -LIMIT, LIMIT)
        total[at] = above + effect[at]
    root = float(expected[ROOT] * np.exp(shift))
    return Shrunk(
        effect, total[:-1], shift, strength, count[:-1], expected[:-1], weight, root, dispersion
    )


def _strengths(forest: Forest, state: Shrunk, params: RetentionParams) -> Doubles:
    """Gives each level's strength: the mode over a grid, with a wide prior around the usual one."""
    least, most = np.log2(params.strength_least), np.log2(params.strength_most)
    tried = np.exp2(np.linspace(least, most, 1 + round((most - least) * STRENGTHS_PER_OCTAVE)))
    prior = -0.5 * (np.log(tried / params.strength_usual) / STRENGTH_SPREAD) ** 2
    above = np.append(state.total, state.shift)[forest.parent]
    expected = state.expected * np.exp(above) / state.dispersion
    count = state.count / state.dispersion
    found = np.empty(len(forest.names))
    for level in range(len(found)):
        at = forest.level(level)
        likely = log_likelihoods(count[at], expected[at], tried)
        found[level] = tried[np.argmax(likely + prior)]
    return found


def variances(forest: Forest, state: Shrunk, known: float) -> tuple[Doubles, Doubles]:
    """Gives the posterior variance of each node's total, and by level what an unknown group adds.

    A deviation has the variance of log v, v ~ Gamma(O + a); an error of the parent's total is
    carried on by w, as the rest of it is made up by the group's own cases.

    Parameters
    ----------
    forest, state
        The chain as fitted.
    known
        Expected leavings of all rows: by these the root is known where all groups are alike.
    """
    root = 1.0 / state.root_expected - 1.0 / max(known, state.root_expected)
    root *= state.dispersion
    found = np.append(np.zeros(len(forest)), root)
    unknown = trigamma(np.maximum(state.strength, 1.0))
    for level, a in reversed(list(enumerate(state.strength))):
        at = forest.level(level)
        parents = found[forest.parent[at]]
        found[at] = (
            trigamma(state.count[at] / state.dispersion + a) + state.weight[at] ** 2 * parents
        )
    unknown[-1] += root
    return found[:-1], unknown
