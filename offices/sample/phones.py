"""Telephone numbers of the right form; a family often shares one."""

import numpy as np

from offices.sample.draws import Flags, Floats, Integers, Texts

PREFIXES = (
    "1320000",
    "1330000",
    "1520000",
    "1530000",
    "1550000",
    "1730000",
    "1770000",
    "1820000",
    "1890000",
    "1990000",
)
"""Numbers of the form 1XX 0000 NNNN up to 1XX 0009 NNNN: valid in form, chosen to look made up."""

BLOCKS = 10

OWN_SHARE = 0.86
"""Share of grown-ups between 18 and 65 with a number of their own."""


def phone_numbers(places: Integers) -> Texts:
    """Gives the number at each place of one fixed order; after a million they repeat."""
    mixed = (places * 7919 + 13) % (len(PREFIXES) * BLOCKS * 10_000)
    prefix = np.array([int(text) for text in PREFIXES])[mixed % len(PREFIXES)]
    rest = mixed // len(PREFIXES)
    return ((prefix * 10_000) + rest).astype("U11")


def draw_phones(rng: np.random.Generator, is_head: Flags, age: Floats, is_at_work: Flags) -> Texts:
    """Gives people from 14 years on a number: their own or their household head's.

    Households stand together, each beginning with its head. Whoever is at work away has a number
    of their own.
    """
    own = ((rng.random(len(age)) < OWN_SHARE) & (age >= 18) & (age < 65)) | is_at_work
    starts = np.flatnonzero(is_head)
    head_place = starts[np.cumsum(is_head) - 1]
    numbers = phone_numbers(np.where(own, np.arange(len(age)), head_place))
    return np.where(age >= 14, numbers, "").astype("U11")
