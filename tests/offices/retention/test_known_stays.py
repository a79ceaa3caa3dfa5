"""Records and placements become one row per stay, as it was known on a day."""

import datetime as dt

import pytest

from matching.market.stays import CAUSES, EARLIER
from models.enums import Channel
from offices.retention.findings import counted
from offices.retention.industries import industry_number
from tests.offices.retention.reads import (
    FAR,
    HOME,
    ON,
    OTHER_TRADE,
    WELDER,
    placement,
    read_of,
    record,
    stays_of,
    told,
)

PAY, FAMILY, SEASON = (
    CAUSES.index(name) + 1 for name in ("pay_and_conditions", "family", "season")
)
UNKNOWN = CAUSES.index("unknown") + 1
OLD = record("2022-01", "2022-03", "02", person_id=99, employer_id=99)
"""An old stay of somebody else: the ledger tells of ends since March 2022."""


def test_an_ended_and_an_open_record() -> None:
    """Months are counted from month to month; an open stay goes on until the ledger came in."""
    known = stays_of(
        read_of([OLD, record("2025-01", "2025-05", "02"), record("2025-11", person_id=2)])
    )
    assert told(known) == [(0, 4, PAY), (0, 4, 0)]
    stays = known.by_outcome["employer"]
    assert stays.person.tolist() == [1, 2]
    assert stays.started_month.tolist() == [2025 * 12, 2025 * 12 + 10]
    assert (stays.employer == 7).all()


def test_who_left_in_the_first_month() -> None:
    """A stay that ended in the month of its start has lasted one."""
    assert told(stays_of(read_of([OLD, record("2025-01", "2025-01", "02")]))) == [(0, 1, PAY)]


def test_an_end_after_the_day_is_not_known() -> None:
    """On a day before the end the stay goes on; on a day before the start there is none."""
    read = read_of([OLD, record("2025-01", "2025-05", "02")])
    assert told(stays_of(read, dt.date(2025, 4, 15), ON)) == [(0, 3, 0)]
    assert told(stays_of(read, dt.date(2025, 4, 14), ON)) == [(0, 2, 0)]
    assert told(stays_of(read, dt.date(2025, 5, 14), ON)) == [(0, 3, 0)]
    assert told(stays_of(read, dt.date(2025, 5, 15), ON)) == [(0, 4, PAY)]
    assert told(stays_of(read, dt.date(2024, 12, 31), ON)) == []


def test_what_came_in_later_is_not_known() -> None:
    """An end and a reason told by a later batch, and a whole later record, are not known before."""
    batches = {1: dt.date(2025, 6, 5), 2: dt.date(2026, 3, 5)}
    read = read_of(
        [
            record("2025-01", "2025-04", "02", person_id=99, employer_id=99),
            record("2025-04", "2025-12", "02", end_batch=2, reason_batch=2),
            record("2025-02", "2025-11", "02", person_id=2, batch_id=2),
        ],
        batches=batches,
    )
    assert told(stays_of(read, dt.date(2026, 1, 10))) == [(0, 1, 0)]
    assert told(stays_of(read, ON))[0] == (0, 8, PAY)
    assert told(stays_of(read, dt.date(2026, 1, 10), ON))[0] == (0, 8, PAY)


def test_a_list_of_people_at_work_observes_from_its_own_month() -> None:
    """Whoever is on it has stayed until then: those months say nothing of leaving."""
    batches = {1: dt.date(2025, 6, 5), 2: dt.date(2026, 3, 5)}
    known = stays_of(
        read_of([record("2025-01", "2025-12", "02", end_batch=2, reason_batch=2)], batches=batches)
    )
    assert told(known) == [(5, 11, PAY)]


def test_lists_of_one_day_observe_together() -> None:
    """Those who left stand on a list of their own; it came in with the list of those at work."""
    batches = {1: ON, 2: ON}
    known = stays_of(
        read_of(
            [
                record("2025-06"),
                record("2024-12", "2025-03", "02", person_id=2, batch_id=2),
                record("2025-02", "2025-04", "08", person_id=3, batch_id=2),
            ],
            batches=batches,
        )
    )
    assert told(known) == [(0, 9, 0), (1, 2, FAMILY)]
    assert counted(known.findings)["not_observed"] == 1


def test_an_open_record_is_followed_until_it_was_last_told() -> None:
    """Nobody has said anything of the stay since the ledger came in."""
    known = stays_of(read_of([OLD, record("2025-01")], batches={1: dt.date(2025, 8, 20)}))
    assert told(known) == [(0, 7, 0)]
    assert known.at_work.left.tolist() == [14]
    assert known.at_work_on["until"].to_list() == [2025 * 12 + 7]


def test_a_placement_counts_days() -> None:
    """It lasts whole months from its first day, and goes on until the last follow-up."""
    read = read_of(
        placements=[
            placement("2025-01-20", "2025-03-10", "02"),
            placement("2025-01-20", "2025-03-20", "02", placement_id=2, person_id=2),
            placement("2025-01-20", placement_id=3, person_id=3),
            placement("2025-01-20", placement_id=4, person_id=4),
        ],
        visits=[
            {"placement_id": 3, "visited": dt.date(2025, 4, 19)},
            {"placement_id": 3, "visited": dt.date(2025, 2, 27)},
            {"placement_id": 3, "visited": dt.date(2026, 4, 1)},
        ],
    )
    known = stays_of(read)
    assert told(known) == [(0, 2, PAY), (0, 3, PAY), (0, 2, 0)]
    stays = known.by_outcome["employer"]
    assert set(stays.channel.tolist()) == {list(Channel).index(Channel.ORGANISED)}
    assert set(stays.post.tolist()) == {5}
    assert set(stays.round.tolist()) == {3}
    assert counted(known.findings) == {"not_observed": 1}


def test_a_stay_told_twice_is_one() -> None:
    """A placement and a record of the same person and employer about the same months."""
    read = read_of(
        [OLD, record("2025-02", wage_fen=420_000, channel="self")],
        [placement("2025-01-20", "2026-03-25", "02", wage_fen=None)],
    )
    known = stays_of(read, dt.date(2026, 4, 30))
    assert told(known) == [(0, 15, PAY)]
    stays = known.by_outcome["employer"]
    assert (stays.wage_fen.tolist(), stays.post.tolist()) == ([420_000], [5])


def test_a_planned_break_stops_the_clock() -> None:
    """Leaving for the harvest and coming back to the same employer is one stay without the gap."""
    parts = [record("2024-01", "2024-09", "12"), record("2024-11", "2025-03", "02")]
    assert told(stays_of(read_of([OLD, *parts]))) == [(0, 12, PAY)]
    assert told(stays_of(read_of([OLD, parts[0], parts[1] | {"employer_id": 8}]))) == [
        (0, 8, SEASON),
        (0, 4, PAY),
    ]
    late = record("2025-02", "2025-03", "02")
    assert told(stays_of(read_of([OLD, parts[0], late]))) == [(0, 8, SEASON), (0, 1, PAY)]
    other = record("2024-01", "2024-09", "08")
    assert told(stays_of(read_of([OLD, other, parts[1]]))) == [(0, 8, FAMILY), (0, 4, PAY)]


def test_a_break_that_may_still_end_is_no_end() -> None:
    """Soon after the Spring Festival nobody knows who returns; months later one does."""
    read = read_of([OLD, record("2025-06", "2026-01", "13")])
    known = stays_of(read)
    assert told(known) == [(0, 7, 0)]
    assert len(known.at_work) == 0
    assert told(stays_of(read, dt.date(2026, 5, 1))) == [(0, 7, SEASON)]


def test_two_jobs_at_once() -> None:
    """The later one counts; the earlier is followed until then, and its end is not believed."""
    read = read_of(
        [OLD, record("2025-01", "2025-09", "02"), record("2025-04", "2025-10", "08", employer_id=8)]
    )
    known = stays_of(read)
    assert told(known) == [(0, 3, 0), (0, 6, FAMILY)]
    assert counted(known.findings)["overlap"] == 1


def test_changing_jobs_within_a_month_is_no_overlap() -> None:
    """One ends in the month in which the next begins."""
    read = read_of([OLD, record("2025-01", "2025-04", "02"), record("2025-04", employer_id=8)])
    known = stays_of(read)
    assert told(known) == [(0, 3, PAY), (0, 11, 0)]
    assert "overlap" not in counted(known.findings)


def test_at_work_anywhere() -> None:
    """Jobs that follow within a month are one stretch; a longer gap ends it."""
    jobs = [
        record("2025-01", "2025-04", "02"),
        record("2025-05", "2025-08", "08", employer_id=8),
        record("2025-11", employer_id=9),
    ]
    assert told(stays_of(read_of([OLD, *jobs])), "work") == [(0, 7, FAMILY), (0, 4, 0)]


def test_a_better_job_elsewhere_is_no_end_of_work() -> None:
    """Nothing was seen of the new job: at work as far as known, though not with the employer."""
    known = stays_of(read_of([OLD, record("2025-01", "2025-04", "20")]))
    assert told(known) == [(0, 3, CAUSES.index("better_job") + 1)]
    assert told(known, "work") == [(0, 3, 0)]


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ([], "none_known"),
        ([("2024-01", "2024-07", "02")], "stayed"),
        ([("2024-01", "2024-04", "02")], "left_for_pay"),
        ([("2024-01", "2024-02", "08")], "left_for_family"),
        ([("2024-01", "2024-02", "16")], "left_otherwise"),
        ([("2024-01", "2024-02", "19")], "none_known"),
        ([("2024-01", "2024-06", "02")], "none_known"),
        ([("2023-01", "2023-02", "08"), ("2024-01", "2024-04", "02")], "left_for_pay"),
        ([("2023-01", "2023-02", "08"), ("2024-01", "2024-06", "02")], "left_for_family"),
        ([("2023-01", "2023-02", "08"), ("2024-01", "2025-02", "16")], "stayed"),
    ],
)
def test_the_class_of_earlier_stays(before: list[tuple[str, str, str]], expected: str) -> None:
    """The last earlier stay that tells a class; leaving early for a better job tells none."""
    earlier = [
        record(start, end, reason, employer_id=20 + number)
        for number, (start, end, reason) in enumerate(before)
    ]
    known = stays_of(read_of([OLD, *earlier, record("2025-06")]))
    assert EARLIER[known.by_outcome["employer"].earlier[-1]] == expected
    assert EARLIER[known.by_outcome["work"].earlier[-1]] == expected


def test_nobody_is_judged_by_what_comes_later() -> None:
    """Leaving early after the stay began is not in its class, but in the person's class by now."""
    known = stays_of(
        read_of([OLD, record("2024-01", "2024-09", "02"), record("2025-06", "2025-08", "02")])
    )
    assert [EARLIER[code] for code in known.by_outcome["employer"].earlier] == [
        "none_known",
        "stayed",
    ]
    assert EARLIER[known.earlier[1]] == "left_for_pay"


def test_what_is_known_about_post_and_person() -> None:
    """Places, occupation, skills, wages, language and industry stand as the model reads them."""
    people = [
        {
            "person_id": 1,
            "home_code": HOME,
            "village": "村",
            "speaks_mandarin": False,
            "wage_floor_fen": 300_000,
            "surveyed_on": dt.date(2025, 5, 20),
        }
    ]
    skills = [{"person_id": 1, "occupation_code": code} for code in (OTHER_TRADE, WELDER)]
    row = record("2025-06", occupation_code=WELDER, wage_fen=450_000, industry="电子")
    known = stays_of(read_of([OLD, row], people=people, skills=skills))
    stays = known.by_outcome["employer"]
    assert known.places[stays.home[0]].endswith(f"/{HOME}/")
    assert known.places[stays.work_place[0]].endswith(f"/{FAR}/")
    assert known.occupations[stays.occupation[0]] == WELDER
    assert stays.fit_per_mille.tolist() == [1000]
    assert (stays.wage_fen[0], stays.wage_floor_fen[0]) == (450_000, 300_000)
    assert stays.speaks_mandarin.tolist() == [0]
    assert stays.industry.tolist() == [industry_number("电子")]
    assert stays.channel.tolist() == [-1]


def test_what_was_told_after_the_start_does_not_count() -> None:
    """Wishes and skills of a survey that asked those who had come home say nothing of the stay."""
    people = [
        {"person_id": 1, "home_code": HOME, "wage_floor_fen": 1, "surveyed_on": dt.date(2026, 2, 1)}
    ]
    skills = [{"person_id": 1, "occupation_code": WELDER, "batch_id": 2}]
    rows = [OLD, record("2025-06", occupation_code=WELDER)]
    batches = {1: ON, 2: dt.date(2025, 7, 1)}
    known = stays_of(read_of(rows, people=people, skills=skills, batches=batches))
    assert known.by_outcome["employer"].fit_per_mille.tolist() == [-1]
    assert known.by_outcome["employer"].wage_floor_fen.tolist() == [-1]
    batches[2] = dt.date(2025, 6, 30)
    known = stays_of(read_of(rows, people=people, skills=skills, batches=batches))
    assert known.by_outcome["employer"].fit_per_mille.tolist() == [1000]


def test_a_ledger_of_last_and_present_jobs_teaches_no_class() -> None:
    """If nearly nobody leaves who stayed somewhere before, the second ends are missing."""
    short = [record("2024-01", "2024-03", "02", person_id=p, employer_id=8) for p in range(1, 41)]
    present = [record("2024-06", person_id=person) for person in range(1, 41)]
    once = [record("2024-01", "2024-06", "02", person_id=p) for p in range(50, 90)]
    known = stays_of(read_of([OLD, *short, *present, *once]))
    assert set(known.by_outcome["employer"].earlier.tolist()) == {0}
    assert counted(known.findings)["history_cut"] == 40
    second = [
        row | {"ended": dt.date(2025, 2, 1), "leave_reason": "02", "end_batch": 1}
        for row in present
    ]
    known = stays_of(read_of([OLD, *short, *second, *once]))
    assert EARLIER.index("left_for_pay") in known.by_outcome["employer"].earlier
    assert "history_cut" not in counted(known.findings)


def test_wages_typed_in_bulk_count_half() -> None:
    """2,500 yuan for nearly everybody of a ledger: one finding, and half the weight for those."""
    rows = [record("2025-06", person_id=n, wage_fen=250_000) for n in range(1, 22)]
    other = record("2025-06", person_id=50, wage_fen=410_000)
    known = stays_of(read_of([OLD, *rows, other]))
    weights = known.by_outcome["employer"].weight_per_mille
    assert weights.tolist() == [500] * 21 + [1000]
    assert counted(known.findings)["wage_in_bulk"] == 21
    assert (known.findings["code"] == "wage_in_bulk").sum() == 1
    few = stays_of(read_of([OLD, *rows[:19]]))
    assert set(few.by_outcome["employer"].weight_per_mille.tolist()) == {1000}


@pytest.mark.parametrize(
    ("row", "code", "stays"),
    [
        (record("2026-05"), "starts_later", []),
        (record("2025-05", "2025-03", "02"), "ends_before_start", []),
        (record("2025-05", "2026-04", "02"), "ends_later", [(0, 10, 0)]),
        (record("2025-05", None, "02"), "reason_without_end", [(0, 10, 0)]),
        (record("2025-05", "2025-07"), "end_without_reason", [(0, 2, UNKNOWN)]),
        (record("2025-05", "2025-07", "心情"), "reason_unknown", [(0, 2, UNKNOWN)]),
        (record("2025-05", employer_id=None), "employer_unknown", [(0, 10, 0)]),
        (record("2025-05", wage_fen=-1), "wage_not_positive", [(0, 10, 0)]),
    ],
)
def test_contradictions_are_findings(
    row: dict[str, object], code: str, stays: list[tuple[int, int, int]]
) -> None:
    """Nothing breaks; the finding names batch and row of the ledger."""
    known = stays_of(read_of([OLD, row | {"row": 12}]))
    assert told(known) == stays
    (finding,) = known.findings.filter(known.findings["code"] == code).iter_rows(named=True)
    assert (finding["batch_id"], finding["row"], finding["record_id"]) == (1, 12, 2)


def test_two_records_without_employer_are_two_stays() -> None:
    """Who is not named is not the same one."""
    parts = [
        record("2024-01", "2024-09", "12", employer_id=None),
        record("2024-10", "2025-03", "02", employer_id=None),
    ]
    assert told(stays_of(read_of([OLD, *parts]))) == [(0, 8, SEASON), (0, 5, PAY)]


def test_nothing_known_gives_no_stays() -> None:
    """An office without records has columns without rows."""
    known = stays_of(read_of())
    assert told(known) == told(known, "work") == []
    assert (len(known.at_work), known.places, known.earlier) == (0, (), {})


def test_who_is_at_work_since_when() -> None:
    """Where only the month is known its middle stands for the day; a placement has its day."""
    known = stays_of(
        read_of([OLD, record("2025-06")], [placement("2025-09-08", person_id=2, employer_id=8)])
    )
    assert known.at_work.person.tolist() == [1, 2]
    assert known.at_work_on["since"].to_list() == [dt.date(2025, 6, 15), dt.date(2025, 9, 8)]
    assert known.at_work.left.tolist() == [9, 6]
