"""What an eligibility rule is: a code, tests on pairs, and what would open what they forbid."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from matching.columns.arrays import Bools, Ints
from matching.columns.market_data import MarketData
from matching.pairs.forms import Test, Threshold

ASKS_NOTHING = -(2**62)
"""A vacancy's level in a threshold that every laborer reaches."""

REACHES_ALL = 2**62
"""A laborer's level in a threshold that passes every vacancy."""

Facts = Mapping[str, object]
"""Codes and figures that can stand in JSON."""


@dataclass(frozen=True, slots=True)
class RuleStatus:
    """Whether a rule is in force for the whole market.

    Parameters
    ----------
    is_active
        False if the rule can forbid nothing because its table is empty.
    reason
        Empty, or ``no_rows``: the rule's table lacks rows for some or all places.
    vacancies
        How many vacancies the rule is silent about.
    places
        Codes of the places without a row, sorted.
    """

    is_active: bool = True
    reason: str = ""
    vacancies: int = 0
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """The nearest change to what a rule forbids one person.

    Parameters
    ----------
    facts
        The figure that would have to change, as codes and numbers.
    opens
        Vacancies (positions) that the person may take once it is so.
    """

    facts: Facts
    opens: Ints


def always_active(data: MarketData) -> RuleStatus:  # noqa: ARG001  # the signature of a status
    """States that a rule is in force everywhere."""
    return RuleStatus()


def change_of_vacancy(data: MarketData, person: int, vacancies: Ints) -> Change:  # noqa: ARG001  # the signature of a change
    """States that only the employer can change the matter, vacancy by vacancy."""
    return Change({}, vacancies)


@dataclass(frozen=True, slots=True)
class Rule:
    """One eligibility rule. It forbids pairs and never scores them.

    Parameters
    ----------
    code
        Stable reason code, ``rule.`` and the file's name.
    tests
        Declares what it forbids: a pair is forbidden if any of the tests forbids it. The kernel,
        the explanation and the reason code all read this.
    change
        Takes a person and the vacancies that this rule alone forbids to the person; gives the
        nearest change and what it opens.
    status
        Says whether the rule's tables are filled.
    is_personal
        Whether the matter is the person's: its change touches nobody else. Otherwise it is the
        employer's, and its change lets others in as well.
    """

    code: str
    tests: Callable[[MarketData], tuple[Test, ...]]
    change: Callable[[MarketData, int, Ints], Change] = field(default=change_of_vacancy)
    status: Callable[[MarketData], RuleStatus] = field(default=always_active)
    is_personal: bool = True


def to_everybody(data: MarketData, is_forbidden: Bools) -> Threshold:
    """Forbids vacancies to all people alike.

    Parameters
    ----------
    data
        The market.
    is_forbidden
        Truth value per vacancy.
    """
    return Threshold(np.zeros(len(data.people), np.int64), is_forbidden.astype(np.int64))
