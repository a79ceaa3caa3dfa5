"""The people of a market with what is known of them beside its columns, and an exchange of it."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

import numpy as np

from matching.auditing.errors import AuditError
from matching.columns.arrays import Bools, Ints
from matching.columns.market_data import MarketData
from matching.market.origins import county_of_places


class Attribute(StrEnum):
    """What is exchanged."""

    SEX = "sex"
    ETHNICITY = "ethnicity"
    ORIGIN = "origin"
    """The home: with somebody of another county, or township where all are of one county."""


@dataclass(frozen=True, slots=True, eq=False)
class Subjects:
    """The people of a market.

    Parameters
    ----------
    data
        The frozen columns.
    ethnicity
        int64 (people): a number for each ethnicity, -1 unknown. No column of the market holds it;
        whoever declares the market gets it handed, so that reading it would show.

    Raises
    ------
    AuditError
        If there is not one number per person.
    """

    data: MarketData
    ethnicity: Ints

    def __post_init__(self) -> None:
        if self.ethnicity.shape != (len(self.data.people),):
            raise AuditError(field="ethnicity", reason="length")


@dataclass(frozen=True, slots=True, eq=False)
class Exchange:
    """People as if an attribute were another, all else as it is.

    Parameters
    ----------
    subjects
        The people after the exchange.
    is_exchanged
        Whose value is another than before.
    """

    subjects: Subjects
    is_exchanged: Bools


def exchanged(subjects: Subjects, attribute: Attribute, people: int | None, seed: int) -> Exchange:
    """Exchanges an attribute among people chosen by lot.

    Sex becomes the other one. Ethnicity and home are dealt anew among the chosen, so that as many
    as can get another one: with the chosen in the order of their values, everybody takes the value
    of whoever stands as many places on as the most frequent value has holders.

    Parameters
    ----------
    subjects
        The people as they are.
    attribute
        What is exchanged.
    people
        How many are chosen; None for all.
    seed
        Of the lots, at least 0.

    Raises
    ------
    AuditError
        If fewer than none, or more people than there are, are to be chosen.
    """
    count = len(subjects.data.people)
    if people is not None and not 0 <= people <= count:
        raise AuditError(field="people", reason="range")
    rng = np.random.default_rng(seed)
    chosen = rng.permutation(count)[:people]
    if attribute is Attribute.SEX:
        before = subjects.data.people.sex.astype(np.int64)
        after = before.copy()
        after[chosen] = 1 - before[chosen]
        return Exchange(_with_column(subjects, "sex", after), after != before)
    if attribute is Attribute.ETHNICITY:
        ethnicity = subjects.ethnicity
        dealt = _dealt(ethnicity, ethnicity, chosen)
        return Exchange(replace(subjects, ethnicity=dealt), dealt != ethnicity)
    home = subjects.data.people.home.astype(np.int64)
    dealt = _dealt(home, origins(subjects.data), chosen)
    return Exchange(_with_column(subjects, "home", dealt), dealt != home)


def origins(data: MarketData) -> Ints:
    """Gives each person's place of origin: the county, or the home where all are of one county."""
    county = county_of_places(data.context)[data.people.home]
    return data.people.home.astype(np.int64) if is_one_county(data) else county


def is_one_county(data: MarketData) -> bool:
    """Tells whether all people are of one county."""
    county = county_of_places(data.context)[data.people.home]
    return len(np.unique(county)) <= 1


def _dealt(values: Ints, kind: Ints, chosen: Ints) -> Ints:
    """Deals values anew among the chosen, to people of another kind as far as there are any."""
    ordered = chosen[np.argsort(kind[chosen], kind="stable")]
    _, holders = np.unique(kind[chosen], return_counts=True)
    dealt = values.copy()
    dealt[ordered] = np.roll(values[ordered], -int(holders.max(initial=0)))
    return dealt


def _with_column(subjects: Subjects, name: str, values: Ints) -> Subjects:
    column: dict[str, Any] = {name: values}
    people = replace(subjects.data.people, **column)
    return replace(subjects, data=replace(subjects.data, people=people))
