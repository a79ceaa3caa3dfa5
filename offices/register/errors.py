"""Why a workbook that could be opened is not read."""

from models.errors import AppError


class UnknownLayoutError(AppError):
    """No sheet has the headings of a known layout.

    ``kind`` is the kind that came nearest, ``missing`` its headings that were not found.
    """

    code = "register.unknown_layout"


class NoRowsError(AppError):
    """The headings are there and no row below them (``sheet``)."""

    code = "register.no_rows"
