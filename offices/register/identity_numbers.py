"""Identity numbers (GB 11643), disability-card numbers and what damages them.

Only the check digit, the birth date and the characters decide. The region prefix is where the
number was first given, possibly under a code long retired: one that was never used is a warning.
"""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from operator import mul

from models.enums import Sex
from offices.register.clean import without_spaces
from offices.register.parsed import Flawed, Read
from offices.workbooks.book import CellValue

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_CHARACTERS = "10X98765432"
OLDEST_YEARS = 120
EXACT_INTEGERS = 2**53
"""Above it a spreadsheet's number has lost digits."""
SCIENTIFIC = re.compile(r"^\d(\.\d+)?E\+?\d{1,2}$", re.IGNORECASE)
NUMBER = re.compile(r"^(\d{17}[\dX])(\d{2}(?:[\dB]\d)?)?$")
"""Eighteen characters; a disability card adds kind and grade, and two more when issued again."""
OLD_NUMBER = re.compile(r"^\d{15}$")
LENGTHS = (15, 18, 20, 22)


@dataclass(frozen=True, slots=True)
class IdentityNumber:
    """A number that holds: eighteen characters, what a disability card adds, what it tells."""

    number: str
    card_tail: str
    birth_date: dt.date
    sex: Sex


def check_character(first_seventeen: str) -> str:
    """Computes the last character: weighted sum modulo 11, looked up."""
    total = sum(map(mul, WEIGHTS, map(int, first_seventeen)))
    return CHECK_CHARACTERS[total % 11]


@dataclass(frozen=True, slots=True)
class IdentityNumbers:
    """Reads identity numbers as of a day.

    Parameters
    ----------
    today
        Birth dates after it are impossible.
    is_ever_code
        Tells whether six digits were a division's code at any time.
    """

    today: dt.date
    is_ever_code: Callable[[str], bool]

    def read(self, value: CellValue) -> Read[IdentityNumber | None]:
        """Reads one cell."""
        if isinstance(value, int | float) and abs(value) >= EXACT_INTEGERS:
            return Flawed(None, "id.precision_lost")
        text = without_spaces(value).upper()
        if not text:
            return Flawed(None, "id.missing")
        if SCIENTIFIC.match(text):
            return Flawed(None, "id.precision_lost")
        if len(text) not in LENGTHS:
            return Flawed(None, "id.length", {"length": len(text)})
        if OLD_NUMBER.match(text):
            text = f"{text[:6]}19{text[6:]}"
            result = self._judge(text + check_character(text), "")
            return (
                Flawed(result, "id.fifteen_digits")
                if isinstance(result, IdentityNumber)
                else result
            )
        matched = NUMBER.match(text)
        if matched is None:
            return Flawed(None, "id.characters")
        if check_character(matched[1][:17]) != matched[1][17]:
            return Flawed(None, "id.checksum")
        return self._judge(matched[1], matched[2] or "")

    def _judge(self, number: str, tail: str) -> Read[IdentityNumber | None]:
        birth_date = self._birth_date(number[6:14])
        if birth_date is None:
            return Flawed(None, "id.birth_date")
        sex = Sex.MALE if int(number[16]) % 2 else Sex.FEMALE
        identity = IdentityNumber(number, tail, birth_date, sex)
        if not self.is_ever_code(number[:6]):
            return Flawed(identity, "id.region_unknown", {"region": number[:6]})
        return identity

    def _birth_date(self, digits: str) -> dt.date | None:
        try:
            birth_date = dt.date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
        except ValueError:
            return None
        is_past = birth_date <= self.today
        return birth_date if is_past and self.today.year - birth_date.year <= OLDEST_YEARS else None
