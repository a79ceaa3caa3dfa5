"""The columns of the three lists, from left to right."""

from collections.abc import Mapping
from dataclasses import dataclass

from offices.lists.line import Layer
from offices.workbooks.content import ColumnKind
from ui.reports.list_cells import (
    Cell,
    blank,
    coded,
    contract,
    day,
    joined,
    offer,
    partners,
    plain,
    reason,
    share,
    skills,
    truth,
    wage,
    wage_floor,
)


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Parameters
    ----------
    name
        Its heading's code under ``list.column``.
    cell
        What it shows of a line.
    width
        In characters.
    kind
        How the workbook writes it.
    is_summed
        Whether the total row adds it up.
    """

    name: str
    cell: Cell
    width: float = 10
    kind: ColumnKind = ColumnKind.TEXT
    is_summed: bool = False


def _number(name: str, *, is_summed: bool = True, width: float = 8) -> Column:
    return Column(name, plain(name), width, ColumnKind.NUMBER, is_summed)


def _date(name: str) -> Column:
    return Column(name, day(name), 11, ColumnKind.DATE)


PERSON = (
    Column("name", plain("name"), 9),
    Column("id_number", plain("id_number"), 20),
    Column("phone", plain("phone"), 13),
    Column("sex", coded("sex", "list.sex"), 6),
    _number("age", is_summed=False, width=6),
)

COLUMNS: Mapping[Layer, tuple[Column, ...]] = {
    Layer.QUOTA: (
        Column("township", plain("township"), 12),
        Column("destination", plain("destination"), 12),
        Column("agreement", plain("agreement"), 20),
        _number("employers", is_summed=False),
        _number("vacancies", is_summed=False),
        _number("quota"),
        _number("supported", width=10),
        _number("surveyed", is_summed=False),
        _number("matched"),
        _number("confirmed"),
        _number("sent"),
        Column("done", share("done_per_mille"), 8),
        _date("due_on"),
        Column("leader", plain("leader"), 10),
    ),
    Layer.NAMES: (
        Column("township", plain("township"), 10),
        Column("village", plain("village"), 10),
        *PERSON,
        Column("category", coded("category", "list.category"), 10),
        Column("education", coded("education", "list.education"), 8),
        Column("skills", skills, 14),
        Column("wished_titles", joined("wished_titles"), 12),
        Column("wished_places", joined("wished_places"), 12),
        Column("wage_floor", wage_floor, 12),
        _date("available_from"),
        Column("companions", plain("companions"), 8),
        Column("offer_1", offer(1), 28),
        Column("offer_2", offer(2), 28),
        Column("offer_3", offer(3), 28),
        _date("proposed_on"),
        Column("reason", reason, 28),
        Column("interview", blank, 9),
        Column("returned_reason", plain("returned_reason"), 12),
        Column("outcome", coded("outcome", "list.outcome"), 9),
        Column("officer", plain("officer"), 9),
    ),
    Layer.STABILITY: (
        *PERSON,
        Column("township", plain("township"), 10),
        Column("channel", coded("channel", "list.channel"), 10),
        Column("employer", plain("employer"), 22),
        Column("credit_code", plain("credit_code"), 20),
        Column("title", plain("title"), 12),
        Column("place", plain("place"), 10),
        _date("started_on"),
        Column("contract", contract, 8),
        Column("insured", truth("insured"), 6),
        Column("wage", wage, 14),
        Column("housing", coded("housing", "list.housing"), 9),
        _date("last_visit_on"),
        Column("visit_way", blank, 8),
        Column("state", coded("state", "list.state"), 9),
        Column("risk", blank, 8),
        Column("risk_reason", blank, 10),
        _date("next_visit_on"),
        Column("transfers", blank, 9),
        _date("left_on"),
        Column("leave_reason", blank, 9),
        Column("officer", plain("officer"), 9),
    ),
    Layer.DUTY: (
        Column("link", coded("link", "list.link"), 8),
        Column("duty", coded("duty", "list.duty"), 34),
        Column("office", plain("office"), 22),
        Column("partners", partners, 20),
        Column("officer", plain("officer"), 10),
        _date("due_on"),
        Column("measure", coded("measure", "list.measure"), 26),
        _number("target", is_summed=False),
        _number("current", is_summed=False),
        Column("status", coded("status", "list.status"), 9),
        Column("evidence", blank, 12),
        Column("basis", plain("basis"), 34),
    ),
}
"""The columns proposed for the lists; empty ones are for entries by hand on paper."""
