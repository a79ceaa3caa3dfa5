"""Numbers for industries, which sheets name in free text."""

from hashlib import sha256

UNKNOWN = -1

DIGITS = 3
"""Bytes of the hash that make the number: sixteen million, for some hundred industries."""


def industry_number(label: str | None) -> int:
    """Gives a number that is the same for a label everywhere and always; -1 without a label."""
    if not label:
        return UNKNOWN
    return int.from_bytes(sha256(label.encode()).digest()[:DIGITS], "big")
