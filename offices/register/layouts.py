"""The layouts that offices hand in, as data."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from models.enums import ImportKind
from offices.register.datafiles import read_data


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One column of a layout; see the head of ``data/layouts.toml``."""

    key: str
    heading: str
    synonyms: tuple[str, ...] = ()
    group: str = ""
    is_mandatory: bool = False
    is_kept: bool = False
    is_filled_down: bool = False
    missing: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """One layout: its official columns in their order, then columns that newer exports add."""

    name: str
    kind: ImportKind
    fields: tuple[FieldSpec, ...]
    optional: tuple[FieldSpec, ...]
    fills_blanks: bool

    @property
    def all_fields(self) -> tuple[FieldSpec, ...]:
        """Lists official and added columns."""
        return self.fields + self.optional

    @property
    def headings(self) -> tuple[str, ...]:
        """Lists the official headings in their order."""
        return tuple(spec.heading for spec in self.fields)

    def field(self, key: str) -> FieldSpec:
        """Gives the column of this key."""
        return next(spec for spec in self.all_fields if spec.key == key)


@lru_cache(maxsize=1)
def layouts() -> Mapping[str, Layout]:
    """Gives every layout by its name."""
    return {name: _layout(name, table) for name, table in read_data("layouts").items()}


def _layout(name: str, table: Mapping[str, Any]) -> Layout:
    return Layout(
        name=name,
        kind=ImportKind(str(table["kind"])),
        fields=tuple(map(_field, table["fields"])),
        optional=tuple(map(_field, table.get("optional", ()))),
        fills_blanks=bool(table.get("fills_blanks", False)),
    )


def _field(table: Mapping[str, Any]) -> FieldSpec:
    return FieldSpec(
        key=str(table["key"]),
        heading=str(table["heading"]),
        synonyms=tuple(table.get("synonyms", ())),
        group=str(table.get("group", "")),
        is_mandatory=bool(table.get("mandatory", False)),
        is_kept=bool(table.get("kept", False)),
        is_filled_down=bool(table.get("fill_down", False)),
        missing=str(table.get("missing", "")),
    )
