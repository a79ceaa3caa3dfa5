"""Unified social credit codes that are valid in form and nobody's."""

import numpy as np

from offices.sample.draws import Integers, Texts

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""GB 32100-2015: digits and capitals without I, O, S, V, Z."""

WEIGHTS = np.array([pow(3, power, 31) for power in range(17)])
"""GB 32100-2015: 3^i mod 31."""

ORGANISATION_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
"""GB 11714-1997."""

ORGANISATION_WEIGHTS = np.array([3, 7, 9, 10, 5, 8, 4, 2])
"""GB 11714-1997."""

SAMPLE_LETTERS = "YX"
"""Begin the organisation part; codes really given out begin with MA or a digit."""


def credit_codes(county_codes: Texts, numbers: Integers) -> Texts:
    """Makes 18-character codes of enterprises (91), one per number below 1,000,000."""
    organisation = np.strings.add(SAMPLE_LETTERS, np.strings.zfill(numbers.astype("U6"), 6))
    total = _values(organisation, ORGANISATION_ALPHABET) @ ORGANISATION_WEIGHTS
    check = np.array(list("0123456789X"))[(11 - total % 11) % 11]
    body = np.strings.add(np.strings.add("91", county_codes), np.strings.add(organisation, check))
    last = (31 - _values(body, ALPHABET) @ WEIGHTS % 31) % 31
    return np.strings.add(body, np.array(list(ALPHABET))[last])


def _values(texts: Texts, alphabet: str) -> Integers:
    width = texts.dtype.itemsize // 4
    points = np.ascontiguousarray(texts).view(np.uint32).reshape(len(texts), width)
    table = np.zeros(128, dtype=np.int64)
    table[[ord(letter) for letter in alphabet]] = np.arange(len(alphabet))
    return np.asarray(table[points])
