"""Telephone numbers."""

import re
from functools import lru_cache

import phonenumbers

from offices.register.clean import is_blank, without_spaces
from offices.register.parsed import Flawed, Read
from offices.workbooks.book import CellValue

REGION = "CN"
MOBILE = re.compile(r"^1\d{10}$")
PREFIX_DIGITS = 5
"""The numbering plan tells mobile numbers apart by these many digits at most."""
SEPARATORS = re.compile(r"[-().]")
SEVERAL = re.compile(r"[/、,;]")


def read_phone(value: CellValue) -> Read[str | None]:
    """Reads a mobile or landline number as digits; of several in one cell the first."""
    text = without_spaces(value)
    if MOBILE.match(text) and _is_mobile_prefix(text[:PREFIX_DIGITS]):
        return text
    if is_blank(text):
        return None
    text = SEVERAL.split(text)[0].removeprefix("+86").removeprefix("0086")
    digits = SEPARATORS.sub("", text)
    if digits.startswith("86") and MOBILE.match(digits[2:]):
        digits = digits[2:]
    if not digits.isdigit() or not _is_valid(digits):
        return Flawed(None, "phone.invalid")
    return digits


def _is_valid(digits: str) -> bool:
    if MOBILE.match(digits):
        return _is_mobile_prefix(digits[:PREFIX_DIGITS])
    return _is_valid_number(digits)


@lru_cache(maxsize=4096)
def _is_mobile_prefix(prefix: str) -> bool:
    return _is_valid_number(prefix + "0" * (11 - PREFIX_DIGITS))


def _is_valid_number(digits: str) -> bool:
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(digits, REGION))
    except phonenumbers.NumberParseException:
        return False
