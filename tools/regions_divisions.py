"""The rows of today's divisions and townships."""

import csv
import io
import json
from dataclasses import dataclass
from pathlib import Path

from tools.regions_names import WORDS, pinyin, short_name
from tools.regions_sources import member

CITIES_WITHOUT_COUNTIES = ("441900", "442000", "460400", "620200")


@dataclass(frozen=True, slots=True)
class Row:
    """One division as it is written to the data file."""

    code: str
    name: str
    short_name: str
    pinyin: str
    level: str
    parent: str


def division_rows(quhua: Path) -> list[Row]:
    """Lists provinces, prefectures and counties in code order.

    A city without counties is one row of level county under its province.
    """
    provinces = json.loads(member(quhua, "data/divisions_v1.json"))["provinces"]
    rows = []
    for province_name, province in provinces.items():
        province_code = province["code"][:6]
        rows.append(_row(province_code, province_name, "province", ""))
        for city_name, city in province["cities"].items():
            parent = province_code
            if city["code"]:
                parent = city["code"][:6]
                level = "county" if parent in CITIES_WITHOUT_COUNTIES else "prefecture"
                rows.append(_row(parent, city_name, level, province_code))
            for county_name, code in city["counties"].items():
                rows.append(_row(code[:6], county_name, "county", parent))
    return sorted(rows, key=lambda row: row.code)


def township_rows(quhua: Path, china_division: Path) -> list[Row]:
    """Lists townships in code order, without those marked as abolished."""
    counties = json.loads(member(quhua, "data/townships_v1.json"))
    rows = [
        _row(code, name, "township", county[:6])
        for county, listed in counties.items()
        for name, code in listed["townships"].items()
        if WORDS["abolished_mark"] not in name
    ]
    streets = member(china_division, "package/dist/streets.csv").decode()
    for street in csv.DictReader(io.StringIO(streets)):
        city = f"{street['cityCode']}00"
        if city in CITIES_WITHOUT_COUNTIES:
            rows.append(_row(f"{street['code']}000", street["name"], "township", city))
    return sorted(rows, key=lambda row: row.code)


def _row(code: str, name: str, level: str, parent: str) -> Row:
    short = short_name(code, name, level)
    return Row(code, name, short, pinyin(short), level, parent)
