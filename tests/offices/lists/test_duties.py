"""The rules of the responsibility list."""

import datetime as dt
from pathlib import Path

import pytest

from offices.lists.duties import BadDutyError, Link, Measure, Side, duties_in_force
from offices.lists.measures import COUNTERS

DAY = dt.date(2026, 3, 2)


def test_every_duty_cites_its_item() -> None:
    """Each duty names the document and the item it comes from."""
    assert all(
        "(二十)" in duty.basis and "2017-09-30" in duty.basis for duty in duties_in_force(DAY)
    )


def test_each_side_and_each_link_has_duties() -> None:
    """Origin, townships, destinations and liaison offices owe something, along four links."""
    duties = duties_in_force(DAY)
    assert {duty.side for duty in duties} == set(Side)
    assert {duty.link for duty in duties} == set(Link)


def test_codes_are_unique_and_all_measures_counted() -> None:
    """No duty stands twice, and nothing is measured that nobody counts."""
    codes = [duty.code for duty in duties_in_force(DAY)]
    assert len(codes) == len(set(codes))
    assert set(COUNTERS) == set(Measure)


def test_duties_begin_on_their_day() -> None:
    """The day before the opinion there are none, on its day all."""
    assert duties_in_force(dt.date(2017, 9, 29)) == ()
    assert len(duties_in_force(dt.date(2017, 9, 30))) == len(duties_in_force(DAY))


@pytest.mark.parametrize(
    ("day", "quarter_end"),
    [("2026-01-01", "2026-03-31"), ("2026-06-30", "2026-06-30"), ("2026-11-05", "2026-12-31")],
)
def test_quarters_end_on_their_last_day(day: str, quarter_end: str) -> None:
    """A duty due at the quarter's end is due on the last day of the policy date's quarter."""
    duty = next(duty for duty in duties_in_force(DAY) if duty.ends == "quarter")
    assert duty.due_on(dt.date.fromisoformat(day)).isoformat() == quarter_end


@pytest.mark.parametrize("change", [("link", "none"), ("days", None), ("measure", "x")])
def test_a_wrong_entry_is_named(tmp_path: Path, change: tuple[str, str | None]) -> None:
    """An unknown code or a missing date is refused with the entry's number."""
    entry = {
        "code": '"a"',
        "link": '"service"',
        "side": '"origin"',
        "partners": "[]",
        "measure": '"offered"',
        "days": "3",
        "item": '"x"',
        "valid_from": "2017-09-30",
    }
    name, value = change
    entry[name] = f'"{value}"'
    if value is None:
        del entry[name]
    path = tmp_path / "duties.toml"
    lines = [f"{key} = {text}" for key, text in entry.items()]
    path.write_text('document = "d"\n[[duty]]\n' + "\n".join(lines), encoding="utf-8")
    with pytest.raises(BadDutyError) as refused:
        duties_in_force(DAY, path)
    assert refused.value.params["entry"] == 1
