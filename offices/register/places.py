"""Places as clerks write them, resolved once per distinct text."""

from collections.abc import Sequence
from dataclasses import dataclass

from offices.register.clean import is_blank, without_spaces
from offices.register.parsed import Flawed, Read
from offices.workbooks.book import CellValue
from regions.gazetteer import COUNTY_DIGITS, Gazetteer
from regions.names import Resolution, resolve
from regions.places import Level, Place

OPTIONS_SHOWN = 5
PREFECTURE_DIGITS = 4


@dataclass(frozen=True, slots=True)
class PlaceReader:
    """Reads places; ambiguous ones come back as a finding with the options, never guessed.

    Parameters
    ----------
    gazetteer
        The divisions to search.
    prefix
        First part of the finding codes: ``place``, ``vacancy.place`` and so on.
    """

    gazetteer: Gazetteer
    prefix: str = "place."

    def read(self, value: CellValue) -> Read[Place | None]:
        """Reads one cell that names a place with or without the names above it."""
        text = without_spaces(value)
        if is_blank(text):
            return None
        return self.judge(resolve(text, self.gazetteer), text)

    def read_joined(self, names: Sequence[str]) -> Read[Place | None]:
        """Reads province, prefecture, county, each in a cell of its own, from the widest down."""
        texts = [name for name in names if not is_blank(name)]
        if not texts:
            return None
        if texts[-1].isdigit():
            return self.judge(resolve(texts[-1], self.gazetteer), texts[-1])
        joined = "".join(texts)
        found = resolve(joined, self.gazetteer)
        if not found.options:
            found = resolve("".join(self._without_fillers(texts)), self.gazetteer)
        return self.judge(found, joined)

    def _without_fillers(self, texts: Sequence[str]) -> list[str]:
        """Drops names that no place bears, as a municipality's 市辖区, but not the narrowest."""
        named = [text for text in texts[:-1] if resolve(text, self.gazetteer).options]
        return [*named, texts[-1]]

    def judge(self, found: Resolution, text: str) -> Read[Place | None]:
        """Turns what was found into a place or a fault."""
        shown = text[:40]
        if found.place is None and found.options:
            options = [
                self.gazetteer.name_path(option.code) for option in found.options[:OPTIONS_SHOWN]
            ]
            return Flawed(None, f"{self.prefix}ambiguous", {"text": shown, "options": options})
        if found.place is None:
            return Flawed(None, f"{self.prefix}unknown", {"text": shown})
        if found.place.level in (Level.PROVINCE, Level.PREFECTURE):
            return Flawed(found.place, "place.not_county", {"text": shown})
        return found.place


def county_of(place: Place | None) -> str:
    """Gives the county's code, empty where the place is wider than a county."""
    if place is None or place.level in (Level.PROVINCE, Level.PREFECTURE):
        return ""
    return place.code[:COUNTY_DIGITS]


def are_far_apart(one: Place | None, other: Place | None) -> bool:
    """Whether nobody can work in both places in one month: different counties and prefectures."""
    if not county_of(one) or not county_of(other):
        return False
    return county_of(one)[:PREFECTURE_DIGITS] != county_of(other)[:PREFECTURE_DIGITS]


def lies_outside(work: Place | None, home: Place | None) -> bool:
    """Whether a place of work is surely not in the home county."""
    if work is None or home is None:
        return False
    if county_of(work):
        return county_of(work) != county_of(home)
    return not home.path.startswith(work.path)
