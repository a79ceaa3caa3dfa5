"""The divisions are complete, and the past leads to today."""

import hashlib
import re
import tomllib
from pathlib import Path

import pytest

from regions.gazetteer import load_gazetteer
from regions.places import Level, Place, UnknownDivisionError

ROOT = Path(__file__).parents[2]
GAZETTEER = load_gazetteer()
CITIES_WITHOUT_COUNTIES = ("441900", "442000", "460400", "620200")


def test_counts_are_those_of_2026() -> None:
    """Every province, prefecture and county of the ministry's list is there."""
    counties = GAZETTEER.counties()
    assert len(GAZETTEER.all_places((Level.PROVINCE,))) == 34
    assert len(GAZETTEER.all_places((Level.PREFECTURE,))) == 333 - len(CITIES_WITHOUT_COUNTIES)
    assert len(counties) == 2847 + len(CITIES_WITHOUT_COUNTIES)
    assert sum(place.code.startswith("43") for place in counties) == 122
    assert sum(place.code.startswith("44") for place in counties) == 124


def test_townships_have_codes_of_their_own_and_their_county_point() -> None:
    """Townships are listed under their county, with its coordinates."""
    county = GAZETTEER.place("433124")
    townships = GAZETTEER.townships("433124")
    assert townships == GAZETTEER.children("433124")
    assert len(townships) == 12
    assert {len(place.code) for place in townships} == {12}
    assert {(place.longitude, place.latitude) for place in townships} == {
        (county.longitude, county.latitude)
    }


@pytest.mark.parametrize("code", CITIES_WITHOUT_COUNTIES)
def test_cities_without_counties_are_places_with_townships(code: str) -> None:
    """The city stands once in the path, and its townships directly under it."""
    city = GAZETTEER.place(code)
    assert city.level is Level.COUNTY
    assert city.path == f"/{code[:2]}0000/{code}/"
    assert all(place.path.startswith(city.path) for place in GAZETTEER.townships(code))
    assert GAZETTEER.townships(code)


def test_paths_end_in_the_place_and_start_with_the_parent() -> None:
    """A scope is a path prefix: each path extends its parent's by the place's own code."""
    for place in GAZETTEER.all_places():
        parent = GAZETTEER.place(place.parent_code).path if place.parent_code else "/"
        assert place.path == f"{parent}{place.code}/"


def test_every_hunan_code_ever_used_reaches_a_county_of_today() -> None:
    """No retired county code of Hunan is lost."""
    counties = {place.code for place in GAZETTEER.counties()}
    codes = {
        former.code
        for former in GAZETTEER.formers
        if former.code.startswith("43") and not former.code.endswith("00")
    }
    retired = codes - counties
    assert len(retired) == 130
    for code in retired:
        assert GAZETTEER.is_ever_code(code)
        assert GAZETTEER.current_codes(code)
        assert set(GAZETTEER.current_codes(code)) <= counties


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("433124", ("433124",)),
        ("433129", ("430822",)),
        ("433102", ("430802", "430811")),
        ("433128", ("430802", "430811")),
        ("431121", ("431181",)),
        ("430225", ("430225",)),
        ("432623", ("430581",)),
        ("532331", ("532302",)),
        ("520522", ("520581",)),
        ("460322", ("460303",)),
        ("433000", ("431200",)),
        ("433124100000", ("433124100000",)),
        ("433124999000", ("433124",)),
        ("999999", ()),
        ("", ()),
    ],
)
def test_current_codes(code: str, expected: tuple[str, ...]) -> None:
    """Codes of today are themselves, retired ones lead on, unknown ones nowhere."""
    assert GAZETTEER.current_codes(code) == expected


def test_current_codes_are_always_of_today() -> None:
    """No former code leads to a code that is itself retired."""
    for former in GAZETTEER.formers:
        assert all(GAZETTEER.get(code) for code in former.current_codes)


def test_unknown_code_is_an_error_that_names_it() -> None:
    """Asking for a place that does not exist is refused, and a short code is not stretched."""
    with pytest.raises(UnknownDivisionError) as refused:
        GAZETTEER.place("999999")
    assert refused.value.params == {"division": "999999"}
    assert GAZETTEER.get("43312") is None
    assert not GAZETTEER.is_ever_code("999999")


def test_name_path_is_the_full_name() -> None:
    """Names are joined from the province down."""
    assert GAZETTEER.name_path("433124") == "湖南省湘西土家族苗族自治州花垣县"
    assert GAZETTEER.name_path("441900") == "广东省东莞市"


def test_short_names_and_pinyin() -> None:
    """The names in daily use drop the kind of division and the nationalities."""
    place: Place = GAZETTEER.place("433100")
    assert (place.short_name, place.pinyin) == ("湘西", "xiangxi")
    assert GAZETTEER.place("431124").short_name == "道县"
    assert GAZETTEER.place("431229").short_name == "靖州"
    assert GAZETTEER.place("420528").pinyin == "changyang"


def test_files_are_those_of_the_recorded_hashes() -> None:
    """Derived files, pins and the notice agree."""
    data = ROOT / "regions" / "data"
    lines = [line.split() for line in (data / "SOURCES").read_text("utf-8").splitlines()]
    recorded = {name: digest for digest, name in lines}
    derived = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in data.glob("*.gz")
    }
    pins = tomllib.loads((ROOT / "tools" / "sources.toml").read_text("utf-8")).values()
    assert recorded == derived | {pin["file"]: pin["sha256"] for pin in pins}
    noticed = re.findall(r"\b[0-9a-f]{64}\b", (ROOT / "NOTICE").read_text("utf-8"))
    assert {pin["sha256"] for pin in pins} <= set(noticed)
