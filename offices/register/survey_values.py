"""Readers of cells in which people's wishes and skills stand."""

import datetime as dt
import re
from collections.abc import Callable, Sequence

from matching.occupations.levels import parse_level
from models.enums import CertificateKind
from offices.register.clean import clean_text, is_blank, without_spaces
from offices.register.datafiles import read_words
from offices.register.dates import read_date
from offices.register.labels import PARTS, find_label, read_parts, unknown_label
from offices.register.parsed import Flawed, Read
from offices.register.places import PlaceReader
from offices.register.titles import LONGEST_TITLE
from offices.workbooks.book import CellValue
from regions.gazetteer import Gazetteer
from regions.places import Place

DAY_IN_TITLE = re.compile(r"\d{4}[-./年]\d{1,2}[-./月]\d{1,2}日?")


def read_titles(value: CellValue) -> tuple[str, ...]:
    """Reads several titles from one cell."""
    return tuple(part[:LONGEST_TITLE] for part in read_parts(value))


def read_skill_level(value: CellValue) -> Read[int]:
    """Reads a certified level, 0 for none."""
    text = clean_text(value)
    if is_blank(text):
        return 0
    level = parse_level(text)
    return unknown_label(text, 0) if level is None else int(level)


def read_certificates(value: CellValue) -> tuple[CertificateKind, ...]:
    """Reads certificates; those that no vacancy asks for by law are others."""
    kinds = {
        CertificateKind(find_label("certificate", part) or "other") for part in read_parts(value)
    }
    return tuple(sorted(kinds))


def read_reach(value: CellValue) -> Read[str | None]:
    """Reads how far the person will go: within county, prefecture or province, or anywhere."""
    text = without_spaces(value)
    if is_blank(text):
        return None
    found = find_label("reach", text)
    if found is None:
        return unknown_label(text, None)
    return None if found == "anywhere" else found


def read_start(value: CellValue) -> Read[dt.date | None]:
    """Reads the first day somebody can leave; any time is no limit."""
    if without_spaces(value) in read_words("date", "anytime"):
        return None
    return read_date(value)


def places_reader(gazetteer: Gazetteer) -> Callable[[CellValue], Read[tuple[Place, ...]]]:
    """Makes a reader of several places in one cell; provinces and prefectures are places too."""
    reader = PlaceReader(gazetteer)

    def read(value: CellValue) -> Read[tuple[Place, ...]]:
        text = without_spaces(value)
        if is_blank(text) or find_label("reach", text):
            return ()
        found: list[Place] = []
        flaw: Flawed[Place | None] | None = None
        for part in PARTS.split(text):
            result = reader.read(part)
            if isinstance(result, Flawed):
                flaw = flaw if result.code == "place.not_county" else result
                result = result.value
            if result is not None and result not in found:
                found.append(result)
        return Flawed(tuple(found), flaw.code, flaw.params) if flaw else tuple(found)

    return read


def day_in_titles(texts: Sequence[str]) -> dt.date | None:
    """Finds the day in the lines above the headings."""
    for text in texts:
        matched = DAY_IN_TITLE.search(text.replace(" ", ""))
        if matched:
            read = read_date(matched[0])
            if isinstance(read, dt.date):
                return read
    return None
