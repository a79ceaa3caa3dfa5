"""Sealed values open again, and only with their key."""

import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.encryption import (
    KeyMissingError,
    Keyring,
    WrongKeyError,
    read_or_create_keys,
)
from models.masking import masked_id, masked_phone

KEYS = Keyring({1: b"a" * 32, 2: b"b" * 32}, 2, b"i" * 32)


@given(st.text())
def test_what_is_sealed_opens_again(text: str) -> None:
    """Sealing loses nothing and never shows the text."""
    sealed = KEYS.seal(text)
    assert KEYS.open(sealed) == text
    assert len(text) < 4 or text not in sealed


def test_equal_texts_are_sealed_differently_but_found_by_one_hash() -> None:
    """Equal numbers cannot be seen to be equal, yet the keyed hash finds them."""
    assert KEYS.seal("433124199001019803") != KEYS.seal("433124199001019803")
    assert KEYS.index("433124199001019803") == KEYS.index("433124199001019803")
    assert KEYS.index("433124199001019803") != KEYS.index("433124199001019811")


def test_old_values_open_after_a_change_of_keys() -> None:
    """A value names its key, so a new current key leaves old values readable."""
    old = Keyring({1: b"a" * 32}, 1, b"i" * 32).seal("13800000000")
    assert KEYS.open(old) == "13800000000"


def test_wrong_and_missing_keys_are_told_apart() -> None:
    """A foreign key is refused; it never yields garbage."""
    sealed = KEYS.seal("x")
    with pytest.raises(WrongKeyError):
        Keyring({2: b"c" * 32}, 2, b"i" * 32).open(sealed)
    with pytest.raises(KeyMissingError):
        Keyring({7: b"c" * 32}, 7, b"i" * 32).open(sealed)


def test_key_file_is_made_once_and_private(tmp_path: Path) -> None:
    """The key file survives, and nobody else can read it."""
    path = tmp_path / "folder" / "keys"
    first = read_or_create_keys(path)
    assert read_or_create_keys(path) == first
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_masks_hide_the_middle() -> None:
    """Birth date and sequence stay hidden; too short texts are hidden whole."""
    assert masked_id("433124199001019803") == "433124********9803"
    assert masked_phone("13812340017") == "138****0017"
    assert masked_phone("12345") == "*****"
