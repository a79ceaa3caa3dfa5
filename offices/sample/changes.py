"""The computed changes by which faults are made: what clerks and programs do to numbers."""

from collections.abc import Callable, Mapping

import numpy as np

from offices.sample.identity_numbers import CHECKS, WEIGHTS
from offices.sample.words import word
from offices.workbooks.book import CellValue

Values = Mapping[str, CellValue]
Change = Callable[[Values, Values], Values]
"""Takes a row and the row of an earlier victim, gives what to put into which field."""

UNUSED_REGION = "438899"
"""Six digits that were never a division's code."""

OTHER_REGIONS = ("520628", "520622")
"""Counties of Guizhou: no prefix of the sample's people, who are of Hunan."""


def check_digit(first_seventeen: str) -> str:
    """Computes the last character of an identity number (GB 11643)."""
    digits = np.array([int(digit) for digit in first_seventeen])
    return str(CHECKS[int(digits @ WEIGHTS) % 11])


def _number(row: Values) -> str:
    return str(row["id_number"])[:18]


def _scientific(row: Values, _: Values) -> Values:
    return {"id_number": float(_number(row)[:17] + "0")}


def _shorten(row: Values, _: Values) -> Values:
    return {"id_number": _number(row)[:17]}


def _letter(row: Values, _: Values) -> Values:
    number = _number(row)
    return {"id_number": f"{number[:12]}O{number[13:]}"}


def _wrong_check(row: Values, _: Values) -> Values:
    number = _number(row)
    wrong = "1" if number[17] != "1" else "2"
    return {"id_number": number[:17] + wrong}


def _thirteenth_month(row: Values, _: Values) -> Values:
    number = _number(row)
    body = f"{number[:10]}13{number[12:17]}"
    return {"id_number": body + check_digit(body)}


def _unknown_region(row: Values, _: Values) -> Values:
    body = UNUSED_REGION + _number(row)[6:17]
    return {"id_number": body + check_digit(body)}


def _unregistered(row: Values, _: Values) -> Values:
    number = _number(row)
    region = next(code for code in OTHER_REGIONS if code != number[:6])
    body = region + number[6:17]
    return {"id_number": body + check_digit(body)}


def _other_name(row: Values, _: Values) -> Values:
    return {"name": f"{row['name']}{word('other', 'name_tail')}"}


def _fifteen(row: Values, _: Values) -> Values:
    number = _number(row)
    return {"id_number": number[:6] + number[8:17]}


def _other_sex(row: Values, _: Values) -> Values:
    male, female = word("sex", "male"), word("sex", "female")
    return {"sex": female if row["sex"] == male else male}


def _shared_phone(_: Values, earlier: Values) -> Values:
    return {"member_phone": earlier["member_phone"]}


def _same_line(row: Values, _: Values) -> Values:
    return {"number": row["number"]}


CHANGES: Mapping[str, Change] = {
    "scientific": _scientific,
    "shorten": _shorten,
    "letter": _letter,
    "wrong_check": _wrong_check,
    "thirteenth_month": _thirteenth_month,
    "unknown_region": _unknown_region,
    "unregistered": _unregistered,
    "other_name": _other_name,
    "fifteen": _fifteen,
    "other_sex": _other_sex,
    "shared_phone": _shared_phone,
    "same_line": _same_line,
}
"""By the name that the faults' data file uses."""
