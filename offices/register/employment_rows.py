"""Rows of a work-record ledger to checked records."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from models.enums import Channel, VacancyKind
from offices.register.amounts import read_one_wage
from offices.register.clean import clean_text, is_blank, without_spaces
from offices.register.context import CheckContext
from offices.register.datafiles import read_words
from offices.register.dates import read_month
from offices.register.employer_names import employer_key
from offices.register.identity_numbers import IdentityNumber
from offices.register.labels import label_reader, read_yes_no
from offices.register.parsed import Flawed, Read
from offices.register.people import read_identities, read_names
from offices.register.places import PlaceReader, are_far_apart, lies_outside
from offices.register.reading import Reading
from offices.register.records import EmploymentRow
from offices.register.text_columns import read_compact, read_text
from offices.register.work_kinds import WorkKind, read_work_kind
from offices.workbooks.book import CellValue
from regions.gazetteer import Gazetteer
from regions.places import Place

WORK_PLACE_KEYS = ("province", "prefecture", "work_county")


@dataclass(frozen=True, slots=True)
class EmploymentColumns:
    """Values by column, all of one length, in the file's order."""

    identities: Sequence[IdentityNumber | None]
    names: Sequence[str]
    homes: Sequence[Place | None]
    employers: Sequence[str]
    titles: Sequence[str]
    places: Sequence[Place | None]
    starts: Sequence[dt.date | None]
    ends: Sequence[dt.date | None]
    wages: Sequence[int | None]
    channels: Sequence[Channel | None]
    kinds: Sequence[WorkKind]
    industries: Sequence[str]
    introducers: Sequence[str]
    leave_reasons: Sequence[str]
    contracts: Sequence[bool | None]
    insurances: Sequence[bool | None]


def check_employment(reading: Reading, context: CheckContext) -> tuple[EmploymentRow, ...]:
    """Reads and checks a table; gives the rows that are taken."""
    columns = _columns(reading, context)
    _check_months(reading, columns, context.today)
    _check_posts(reading, columns)
    _check_same_person(reading, columns)
    return _records(reading, columns)


def read_record_month(value: CellValue) -> Read[dt.date | None]:
    """Reads a month that a record stands on: what cannot be read refuses the row."""
    if without_spaces(value) in read_words("date", "open_end"):
        return None
    read = read_month(value)
    if isinstance(read, Flawed) and read.value is None:
        return Flawed(None, "employment.month_unreadable")
    return read


def _columns(reading: Reading, context: CheckContext) -> EmploymentColumns:
    homes = reading.read("county", PlaceReader(context.gazetteer).read)
    return EmploymentColumns(
        identities=read_identities(reading, context),
        names=read_names(reading),
        homes=homes,
        employers=reading.read("employer", read_text(120)),
        titles=reading.read("title", read_compact(80)),
        places=_work_places(reading, context.gazetteer),
        starts=reading.read("started", read_record_month),
        ends=reading.read("ended", read_record_month),
        wages=reading.read("wage", read_one_wage),
        channels=reading.read("channel", label_reader("channel", Channel)),
        kinds=reading.read("work_channel", read_work_kind),
        industries=reading.read("industry", read_compact(60)),
        introducers=reading.read("introducer", read_compact(60)),
        leave_reasons=reading.read("leave_reason", read_compact(40)),
        contracts=reading.read("has_contract", read_yes_no),
        insurances=reading.read("has_social_insurance", read_yes_no),
    )


def _work_places(reading: Reading, gazetteer: Gazetteer) -> list[Place | None]:
    """Reads province, prefecture and county of the work together, each combination once."""
    reader = PlaceReader(gazetteer, prefix="employment.place_")
    columns = [reading.read(key, read_compact(60)) for key in WORK_PLACE_KEYS]
    rows = list(zip(*columns, strict=True))
    known = {names: reader.read_joined(names) for names in set(rows)}
    places: list[Place | None] = []
    for at, names in enumerate(rows):
        result = known[names]
        if result is None:
            result = Flawed(None, "employment.place_missing")
        if isinstance(result, Flawed):
            reading.note(at, "work_county", result.code, result.params)
            result = result.value
        places.append(result)
    return places


def _check_months(reading: Reading, columns: EmploymentColumns, today: dt.date) -> None:
    said = reading.table.cells["started"]
    for at, (start, end) in enumerate(zip(columns.starts, columns.ends, strict=True)):
        if start is None and is_blank(clean_text(said[at])):
            reading.note(at, "started", "employment.start_missing")
        if start is not None and start > today:
            reading.note(at, "started", "employment.future_month")
        if end is not None and end > today:
            reading.note(at, "ended", "employment.future_month")
        if start is not None and end is not None and end < start:
            reading.note(at, "ended", "employment.end_before_start")


def _check_posts(reading: Reading, columns: EmploymentColumns) -> None:
    for at, kind in enumerate(columns.kinds):
        if kind.is_local and lies_outside(columns.places[at], columns.homes[at]):
            reading.note(at, "work_county", "work.local_post_outside")
        if kind.is_labor_export and not (columns.employers[at] and columns.industries[at]):
            key = "industry" if columns.employers[at] else "employer"
            reading.note(at, key, "work.export_without_employer")


def _check_same_person(reading: Reading, columns: EmploymentColumns) -> None:
    """Refuses a record given twice; notes months spent in two places far apart."""
    records: dict[str, list[int]] = defaultdict(list)
    for at, identity in enumerate(columns.identities):
        if identity is None or at in reading.refused:
            continue
        earlier = records[identity.number]
        twin = next((other for other in earlier if _is_same(columns, at, other)), None)
        if twin is not None:
            reading.note_repeat(at, "started", "employment.duplicate", twin)
            continue
        clash = next((other for other in earlier if _is_clash(columns, at, other)), None)
        if clash is not None:
            reading.note_repeat(at, "work_county", "employment.overlap_far", clash)
        earlier.append(at)


def _is_same(columns: EmploymentColumns, one: int, other: int) -> bool:
    return columns.starts[one] == columns.starts[other] and employer_key(
        columns.employers[one]
    ) == employer_key(columns.employers[other])


def _is_clash(columns: EmploymentColumns, one: int, other: int) -> bool:
    """Whether two records share a month other than the one in which the post was changed."""
    ends = [columns.ends[at] or dt.date.max for at in (one, other)]
    starts = [columns.starts[at] or dt.date.min for at in (one, other)]
    is_overlapping = max(starts) < min(ends)
    return is_overlapping and are_far_apart(columns.places[one], columns.places[other])


def _records(reading: Reading, columns: EmploymentColumns) -> tuple[EmploymentRow, ...]:
    records = []
    for at in range(reading.count):
        identity, place, start = columns.identities[at], columns.places[at], columns.starts[at]
        if at in reading.refused or identity is None or place is None or start is None:
            continue
        kind = columns.kinds[at]
        records.append(
            EmploymentRow(
                sheet=reading.table.sheets[at],
                source_row=reading.table.rows[at],
                id_number=identity.number,
                name=columns.names[at],
                employer=columns.employers[at],
                title=columns.titles[at],
                place=place,
                started_month=start,
                ended_month=columns.ends[at],
                wage_fen_per_month=columns.wages[at],
                channel=columns.channels[at],
                kind=kind.kind or VacancyKind.ORDINARY,
                is_labor_export=kind.is_labor_export,
                industry=columns.industries[at],
                introducer=columns.introducers[at],
                leave_reason=columns.leave_reasons[at],
                has_contract=columns.contracts[at],
                has_social_insurance=columns.insurances[at],
            )
        )
    return tuple(records)
