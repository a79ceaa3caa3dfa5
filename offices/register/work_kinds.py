"""What kind of work a channel of employment means."""

from dataclasses import dataclass

from models.enums import VacancyKind
from offices.register.clean import is_blank, without_spaces
from offices.register.labels import find_label, unknown_label
from offices.register.parsed import Read
from offices.workbooks.book import CellValue


@dataclass(frozen=True, slots=True)
class WorkKind:
    """The kind of post (None: not at work by this column) and whether it is labor export."""

    kind: VacancyKind | None = None
    is_labor_export: bool = False

    @property
    def is_local(self) -> bool:
        """Whether such posts exist in the home county only."""
        return self.kind in (VacancyKind.WORKSHOP, VacancyKind.PUBLIC_WELFARE)


NO_WORK = WorkKind()
KINDS = {
    "export": WorkKind(VacancyKind.ORDINARY, is_labor_export=True),
    "workshop": WorkKind(VacancyKind.WORKSHOP),
    "public_welfare": WorkKind(VacancyKind.PUBLIC_WELFARE),
    "other": WorkKind(VacancyKind.ORDINARY),
}


def read_work_kind(value: CellValue) -> Read[WorkKind]:
    """Reads 就业渠道."""
    text = without_spaces(value)
    if is_blank(text):
        return NO_WORK
    found = find_label("work_channel", text)
    return unknown_label(text, NO_WORK) if found is None else KINDS[found]
