"""Directory files say what is wrong with them: file, entry and field."""

from pathlib import Path

import pytest

from offices.directory.entries import DirectoryFileError, read_directory, shipped_directory
from regions.gazetteer import load_gazetteer

OFFICE = {
    "code": '"EXPORT-X"',
    "kind": '"export"',
    "name": '"样本"',
    "division": '"433124"',
    "valid_from": "2026-01-01",
    "is_sample": "true",
    "places": '["433124"]',
}
PAIR = {
    "kind": '"east_west"',
    "origin": '"433124"',
    "destination": '"441900"',
    "agreement": '"样本协议"',
    "valid_from": "2026-01-01",
    "is_sample": "true",
}
WAGE = {
    "division": '"441900"',
    "fen_per_month": "208000",
    "valid_from": "2026-01-01",
    "document": '"样本"',
}
ENTRIES = {"office": OFFICE, "pair": PAIR, "minimum_wage": WAGE}
REQUIRED = [(kind, field) for kind, entry in ENTRIES.items() for field in entry]


def written(folder: Path, kind: str, changes: dict[str, str | None]) -> Path:
    """Writes a good entry, then one with some fields changed or left out."""
    path = folder / "directory.toml"
    text = ""
    for entry in (ENTRIES[kind], {**ENTRIES[kind], **changes}):
        lines = [f"{field} = {value}" for field, value in entry.items() if value is not None]
        text += "\n".join((f"[[{kind}]]", *lines, ""))
    path.write_text(text, encoding="utf-8")
    return path


def params_of(path: Path) -> tuple[object, object, object]:
    """Reads a bad file and gives what its error names."""
    with pytest.raises(DirectoryFileError) as caught:
        read_directory([path])
    params = caught.value.params
    return params["file"], params["entry"], params["field"]


@pytest.mark.parametrize(("kind", "field"), REQUIRED)
def test_a_missing_field_is_named(tmp_path: Path, kind: str, field: str) -> None:
    """Every field that an entry needs is asked for by its name."""
    path = written(tmp_path, kind, {field: None})
    assert params_of(path) == ("directory.toml", f"{kind} 2", field)


@pytest.mark.parametrize("kind", ENTRIES)
@pytest.mark.parametrize("value", ['"2026-01-01"', "5", "2026-01-01T08:00:00"])
def test_a_date_that_is_none_is_named(tmp_path: Path, kind: str, value: str) -> None:
    """A date written as a text, a number or a moment is refused before it reaches the tables."""
    for field in ("valid_from", "valid_to"):
        path = written(tmp_path, kind, {field: value})
        assert params_of(path) == ("directory.toml", f"{kind} 2", field)


WRONG = [
    ("office", "kind", '"shop"'),
    ("pair", "kind", '"friends"'),
    ("office", "code", "5"),
    ("office", "name", "[]"),
    ("office", "places", '"433124"'),
    ("office", "places", "[433124]"),
    ("office", "is_sample", '"no"'),
    ("office", "officer", '[{name = "样本"}]'),
    ("office", "officer", '[{name = "样本", is_lead = 1}]'),
    ("pair", "origin", "433124"),
    ("pair", "is_sample", "0"),
    ("pair", "quotas", "{soon = 5}"),
    ("pair", "quotas", '{2026 = "many"}'),
    ("pair", "quotas", "{2026 = -1}"),
    ("minimum_wage", "fen_per_month", '"2080"'),
    ("minimum_wage", "fen_per_month", "2080.5"),
    ("minimum_wage", "fen_per_month", "0"),
    ("minimum_wage", "division", "441900"),
]


@pytest.mark.parametrize(("kind", "field", "value"), WRONG)
def test_a_wrong_value_is_named(tmp_path: Path, kind: str, field: str, value: str) -> None:
    """A value of the wrong kind or size is refused with its field, an officer's with the part."""
    named = "officer.is_lead" if field == "officer" else field
    path = written(tmp_path, kind, {field: value})
    assert params_of(path) == ("directory.toml", f"{kind} 2", named)


@pytest.mark.parametrize("kind", ENTRIES)
def test_dates_must_not_run_backwards(tmp_path: Path, kind: str) -> None:
    """An end before the beginning is refused; an end on the first day is one day in force."""
    path = written(tmp_path, kind, {"valid_to": "2025-12-31"})
    assert params_of(path) == ("directory.toml", f"{kind} 2", "valid_to")
    read_directory([written(tmp_path, kind, {"valid_to": "2026-01-01"})])


def test_a_file_that_is_no_toml_is_named(tmp_path: Path) -> None:
    """A file that cannot be read as TOML is one clear error too."""
    path = tmp_path / "directory.toml"
    path.write_text("[[office]\n", encoding="utf-8")
    assert params_of(path)[0] == "directory.toml"


def test_shipped_files_name_places_of_today() -> None:
    """Five liaison offices and the expired pairs stand on published divisions, none a sample."""
    directory, gazetteer = shipped_directory(), load_gazetteer()
    assert len(directory.offices) == 5
    for office in directory.offices:
        for code in (office.division, *office.places):
            gazetteer.place(code)
    for pair in directory.pairs:
        gazetteer.place(pair.origin)
        gazetteer.place(pair.destination)
        assert pair.valid_to is not None
    assert not any(office.is_sample for office in directory.offices)
    assert not any(pair.is_sample for pair in directory.pairs)
    assert directory.minimum_wages == ()
