"""Encryption of identity numbers and phones in their columns, and the keyed hash that finds them.

A stored value reads ``a<key id>:<base64 of nonce and ciphertext>``: the letter names the algorithm
(a = AES-256-GCM), so another one can be added beside it and keys can be changed value by value.
"""

import base64
import hashlib
import hmac
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import String
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from models.errors import AppError

NONCE_BYTES = 12
"""Length that NIST SP 800-38D recommends for GCM."""

KEY_BYTES = 32


class KeyMissingError(AppError):
    """No key is installed, or the one a value names is not known."""

    code = "encryption.key_missing"


class WrongKeyError(AppError):
    """A value cannot be opened with the key it names."""

    code = "encryption.wrong_key"


@dataclass(frozen=True, slots=True)
class Keyring:
    """The keys of one installation.

    Parameters
    ----------
    keys
        32 random bytes by key number.
    current
        The key that new values are sealed with.
    index_key
        32 random bytes for the keyed hash; it never changes, or nobody would be found again.
    """

    keys: Mapping[int, bytes]
    current: int
    index_key: bytes

    def seal(self, text: str) -> str:
        """Encrypts a text under the current key."""
        nonce = os.urandom(NONCE_BYTES)
        sealed = AESGCM(self.keys[self.current]).encrypt(nonce, text.encode(), None)
        return f"a{self.current}:{base64.b64encode(nonce + sealed).decode()}"

    def open(self, stored: str) -> str:
        """Decrypts a stored value.

        Raises
        ------
        KeyMissingError
            If the value names a key that is not in the ring.
        WrongKeyError
            If the key does not fit the value.
        """
        head, _, body = stored.partition(":")
        key = self.keys.get(int(head[1:])) if head[1:].isdigit() else None
        if key is None:
            raise KeyMissingError(key=head)
        raw = base64.b64decode(body)
        try:
            return AESGCM(key).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], None).decode()
        except InvalidTag as error:
            raise WrongKeyError(key=head) from error

    def index(self, text: str) -> str:
        """Hashes a text under the index key: 32 hexadecimal digits, equal for equal texts."""
        return hmac.new(self.index_key, text.encode(), hashlib.sha256).hexdigest()[:32]


_installed: list[Keyring] = []


def install_keyring(keyring: Keyring) -> None:
    """Sets the keys of this process; the database opens them once, at its start."""
    _installed[:] = [keyring]


def keyring() -> Keyring:
    """Gives the installed keys.

    Raises
    ------
    KeyMissingError
        If none were installed.
    """
    if not _installed:
        raise KeyMissingError(key="")
    return _installed[0]


def keyed_hash(text: str) -> str:
    """Finds equal identity numbers and phones without opening them."""
    return keyring().index(text)


def read_or_create_keys(path: Path) -> Keyring:
    """Reads the installation's key file, or makes one that only its owner can read.

    The file holds two lines of hexadecimal digits: the first key and the index key.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(f"{os.urandom(KEY_BYTES).hex()}\n{os.urandom(KEY_BYTES).hex()}\n")
    first, index = path.read_text(encoding="ascii").split()
    return Keyring({1: bytes.fromhex(first)}, 1, bytes.fromhex(index))


class EncryptedText(TypeDecorator[str]):
    """A text column whose values are sealed on the way in and opened on the way out."""

    impl = String
    cache_ok = True

    def __init__(self, length: int | None = None) -> None:
        super().__init__(length)
        self.length = length

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002 (SQLAlchemy's signature)
        """Seals a value."""
        return None if value is None else keyring().seal(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002 (SQLAlchemy's signature)
        """Opens a value."""
        return None if value is None else keyring().open(value)
