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
        In characters; the sum decides how small a list is printed.
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


def _number(name: str, *, is_summed: bool = True, width: float = 7) -> Column:
    return Column(name, plain(name), width, ColumnKind.NUMBER, is_summed)


def _date(name: str) -> Column:
    return Column(name, day(name), 9.5, ColumnKind.DATE)


PERSON = (
    Column("name", plain("name"), 7),
    Column("id_number", plain("id_number"), 16),
    Column("phone", plain("phone"), 10.5),
    Column("sex", coded("sex", "list.sex"), 4),
    _number("age", is_summed=False, width=4.5),
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
        Column("done", share("done_per_mille"), 7),
        _date("due_on"),
        Column("leader", plain("leader"), 8),
    ),
    Layer.NAMES: (
        Column("township", plain("township"), 8),
        Column("village", plain("village"), 8),
        *PERSON,
        Column("category", coded("category", "list.category"), 7),
        Column("education", coded("education", "list.education"), 6),
        Column("skills", skills, 8),
        Column("wished_titles", joined("wished_titles"), 9),
        Column("wished_places", joined("wished_places"), 8),
        Column("wage_floor", wage_floor, 8),
        _date("available_from"),
        Column("companions", plain("companions"), 5),
        Column("offer_1", offer(1), 14),
        Column("offer_2", offer(2), 14),
        Column("offer_3", offer(3), 14),
        _date("proposed_on"),
        Column("reason", reason, 15),
        Column("interview", blank, 6),
        Column("returned_reason", plain("returned_reason"), 7),
        Column("outcome", coded("outcome", "list.outcome"), 6),
        Column("officer", plain("officer"), 7),
    ),
    Layer.STABILITY: (
        *PERSON,
        Column("township", plain("township"), 8),
        Column("channel", coded("channel", "list.channel"), 7),
        Column("employer", plain("employer"), 14),
        Column("credit_code", plain("credit_code"), 11),
        Column("title", plain("title"), 8),
        Column("place", plain("place"), 7),
        _date("started_on"),
        Column("contract", contract, 6),
        Column("insured", truth("insured"), 4.5),
        Column("wage", wage, 9),
        Column("housing", coded("housing", "list.housing"), 7),
        _date("last_visit_on"),
        Column("visit_way", blank, 6),
        Column("state", coded("state", "list.state"), 7),
        Column("risk", blank, 6),
        Column("risk_reason", blank, 8),
        _date("next_visit_on"),
        Column("transfers", blank, 6),
        _date("left_on"),
        Column("leave_reason", blank, 7),
        Column("officer", plain("officer"), 7),
    ),
    Layer.DUTY: (
        Column("link", coded("link", "list.link"), 5),
        Column("duty", coded("duty", "list.duty"), 22),
        Column("office", plain("office"), 16),
        Column("partners", partners, 16),
        Column("officer", plain("officer"), 7),
        _date("due_on"),
        Column("measure", coded("measure", "list.measure"), 18),
        _number("target", is_summed=False),
        _number("current", is_summed=False),
        Column("status", coded("status", "list.status"), 7),
        Column("evidence", blank, 10),
        Column("basis", plain("basis"), 24),
    ),
}
"""The columns proposed for the lists; empty ones are for entries by hand on paper."""
