"""Where the divisions of the past are today."""

import csv
import json
from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tools.regions_sources import member

CURATED = Path(__file__).parent / "region_curated.csv"
SLOT_REUSED = (
    "码位改派"  # the code went to another place; its old holder is followed by other events
)


@dataclass(frozen=True, slots=True)
class Former:
    """A code and name of the past, with today's codes of the same ground."""

    code: str
    name: str
    until: int | None
    path_name: str
    current: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Edge:
    year: int
    code: str


def formers(quhua: Path, current_codes: frozenset[str]) -> list[Former]:
    """Lists every retired code, and every retired name of a living code.

    A retired code follows the events of its last holder. Curated rows override the events.
    """
    events = json.loads(member(quhua, "data/historical_changes_v1.json"))["events"]
    curated = _curated()
    edges = _edges(events)
    found: dict[tuple[str, str], Former] = {}
    for event in sorted(events, key=lambda event: event["year"]):
        old, new = event.get("old") or {}, event.get("new") or {}
        if _code(old) and event["type"] != SLOT_REUSED:
            start = _code(new) or _code(old)
            codes = _followed(start, event["year"], edges, current_codes, curated, frozenset())
            if _code(old) in curated and _code(old) not in current_codes:
                codes = curated[_code(old)][1]
            row = _former(old, event.get("old_path"), event["year"], codes)
            found[row.code, row.name] = row
    for code, (row, _codes) in curated.items():
        known = found.get((code, row.name))
        found[code, row.name] = replace(row, path_name=known.path_name) if known else row
    _add_unexplained(events, current_codes, found)
    return sorted(found.values(), key=lambda row: (row.code, row.until or 0, row.name))


def _add_unexplained(
    events: list[dict[str, Any]],
    current_codes: frozenset[str],
    found: dict[tuple[str, str], Former],
) -> None:
    """Adds codes that only ever appear as a new code and then vanish from the record."""
    known = {code for code, _name in found} | current_codes
    for event in events:
        for side in ("old", "new"):
            place = event.get(side) or {}
            if _code(place) and _code(place) not in known:
                row = _former(place, event.get(f"{side}_path"), None, ())
                found[row.code, row.name] = row


def _former(
    place: dict[str, Any], path: list[str] | None, until: int | None, codes: tuple[str, ...]
) -> Former:
    return Former(_code(place), place["name"], until, "".join(path or [place["name"]]), codes)


def _curated() -> dict[str, tuple[Former, tuple[str, ...]]]:
    with CURATED.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return {
        row["code"]: (
            Former(
                row["code"],
                row["name"],
                int(row["year"]),
                row["name"],
                tuple(row["current"].split()),
            ),
            tuple(row["current"].split()),
        )
        for row in rows
    }


def _edges(events: list[dict[str, Any]]) -> dict[str, list[_Edge]]:
    edges = defaultdict(list)
    for event in events:
        old, new = _code(event.get("old") or {}), _code(event.get("new") or {})
        if old and new and old != new and event["type"] != SLOT_REUSED:
            edges[old].append(_Edge(event["year"], new))
    return edges


def _followed(
    code: str,
    year: int,
    edges: dict[str, list[_Edge]],
    current_codes: frozenset[str],
    curated: dict[str, tuple[Former, tuple[str, ...]]],
    seen: frozenset[str],
) -> tuple[str, ...]:
    """Follows a code from a year on to codes that are in force."""
    if code in current_codes:
        return (code,)
    if code in curated:
        return curated[code][1]
    later = [edge for edge in edges.get(code, []) if edge.year >= year and edge.code not in seen]
    if not later:
        return ()
    first = min(edge.year for edge in later)
    codes: dict[str, None] = {}
    for edge in later:
        if edge.year == first:
            followed = _followed(edge.code, edge.year, edges, current_codes, curated, seen | {code})
            codes.update(dict.fromkeys(followed))
    return tuple(sorted(codes))


def _code(place: dict[str, Any]) -> str:
    return (place.get("code") or "")[:6]
