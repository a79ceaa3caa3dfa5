"""Dictionaries from spellings to places."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property

from regions.formers import Former
from regions.gazetteer import Gazetteer
from regions.places import Level, Place
from regions.spellings import loose_spellings

DIVISIONS = (Level.PROVINCE, Level.PREFECTURE, Level.COUNTY)
TOWNSHIPS = (Level.TOWNSHIP,)
LATELY = 2016
"""Names retired since this year can be meant even where another place bears them today."""


class NameIndex:
    """Looks a text up as a name that may have names of higher levels before it."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def official(self, text: str) -> Iterator[Place]:
        """Finds provinces, prefectures and counties by their official names."""
        return self._found(text, self._official)

    def loose(self, text: str) -> Iterator[Place]:
        """Finds provinces, prefectures and counties by their other spellings."""
        return self._found(text, self._loose)

    def official_townships(self, text: str) -> Iterator[Place]:
        """Finds townships by their official names."""
        return self._found(text, self._official_townships)

    def townships_below(self, text: str) -> Iterator[Place]:
        """Finds townships by their other spellings, written after the name of a place above."""
        return self._found(text, self._loose_townships, first=1)

    def loose_townships(self, text: str) -> Iterator[Place]:
        """Finds townships by their other spellings."""
        return self._found(text, self._loose_townships)

    def retired(self, text: str) -> Iterator[Place]:
        """Finds today's places of retired official names."""
        return self._found_formers(text, self._retired)

    def lately_retired(self, text: str) -> Iterator[Place]:
        """Finds today's places of official names that records of the last years still use."""
        return self._found_formers(text, self._lately_retired)

    def retired_short(self, text: str) -> Iterator[Place]:
        """Finds today's places of retired short names."""
        return self._found_formers(text, self._retired_short)

    def _found(self, text: str, index: dict[str, list[Place]], first: int = 0) -> Iterator[Place]:
        for start in range(first, len(text)):
            for place in index.get(text[start:], ()):
                if self._explained(text[:start], place):
                    yield place

    def _found_formers(self, text: str, index: dict[str, list[Former]]) -> Iterator[Place]:
        for start in range(len(text)):
            for former in index.get(text[start:], ()):
                for code in former.current_codes:
                    place = self._gazetteer.place(code)
                    if self._was_explained(text, start, former) or self._explained(
                        text[:start], place
                    ):
                        yield place

    def _was_explained(self, text: str, start: int, former: Former) -> bool:
        """Tells whether the text before a retired name is made of the names then above it."""
        prefixes = (f"{former.code[:2]}0000", f"{former.code[:4]}00")
        above = [
            self._gazetteer.place(code)
            for prefix in prefixes
            for code in self._gazetteer.current_codes(prefix)
        ]
        return former.path_name.endswith(text) or self._made_of(text[:start], above)

    def _explained(self, before: str, place: Place) -> bool:
        """Tells whether the text before a name is made of names above it, from wide to narrow."""
        above = [self._gazetteer.place(code) for code in place.codes[:-1]]
        return self._made_of(before, above)

    def _made_of(self, before: str, above: list[Place]) -> bool:
        if not before:
            return True
        for count in range(len(above), 0, -1):
            for spelling in self._spellings[above[count - 1].code]:
                rest = before.removesuffix(spelling)
                # A level may be named twice: the code tables repeat a municipality's name.
                if rest != before and self._made_of(rest, above[:count]):
                    return True
        return False

    @cached_property
    def _spellings(self) -> dict[str, tuple[str, ...]]:
        return {
            place.code: (place.name, *loose_spellings(place))
            for place in self._gazetteer.all_places(DIVISIONS)
        }

    @cached_property
    def _official(self) -> dict[str, list[Place]]:
        return _by_name(self._gazetteer.all_places(DIVISIONS))

    @cached_property
    def _loose(self) -> dict[str, list[Place]]:
        return _by_loose_spelling(self._gazetteer.all_places(DIVISIONS))

    @cached_property
    def _official_townships(self) -> dict[str, list[Place]]:
        return _by_name(self._gazetteer.all_places(TOWNSHIPS))

    @cached_property
    def _loose_townships(self) -> dict[str, list[Place]]:
        return _by_loose_spelling(self._gazetteer.all_places(TOWNSHIPS))

    @cached_property
    def _retired(self) -> dict[str, list[Former]]:
        return _by_former_name((former.name, former) for former in self._gazetteer.formers)

    @cached_property
    def _lately_retired(self) -> dict[str, list[Former]]:
        return _by_former_name(
            (former.name, former)
            for former in self._gazetteer.formers
            if (former.until or 0) >= LATELY
        )

    @cached_property
    def _retired_short(self) -> dict[str, list[Former]]:
        return _by_former_name((former.short_name, former) for former in self._gazetteer.formers)


def _by_name(places: Iterable[Place]) -> dict[str, list[Place]]:
    index: dict[str, list[Place]] = defaultdict(list)
    for place in places:
        index[place.name].append(place)
    return dict(index)


def _by_loose_spelling(places: Iterable[Place]) -> dict[str, list[Place]]:
    index: dict[str, list[Place]] = defaultdict(list)
    for place in places:
        for spelling in loose_spellings(place):
            index[spelling].append(place)
    return dict(index)


def _by_former_name(named: Iterable[tuple[str, Former]]) -> dict[str, list[Former]]:
    index: dict[str, list[Former]] = defaultdict(list)
    for name, former in named:
        index[name].append(former)
    return dict(index)
