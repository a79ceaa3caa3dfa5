"""A value that was read with a fault."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeAlias, TypeVar

from offices.register.findings import NOTHING

Value = TypeVar("Value", covariant=True)
Taken = TypeVar("Taken")


@dataclass(frozen=True, slots=True)
class Flawed(Generic[Value]):
    """What could be taken from a cell, and what is wrong with it."""

    value: Value
    code: str
    params: Mapping[str, object] = field(default_factory=lambda: NOTHING)


Read: TypeAlias = Taken | Flawed[Taken]
"""What reading a cell gives: the value, or the value and what is wrong with it."""
