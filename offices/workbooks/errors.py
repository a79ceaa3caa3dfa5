"""Why a file was not opened, each with what it was measured against."""

from models.errors import AppError


class WorkbookError(AppError):
    """A file that is not read, before any of its rows was looked at."""

    code = "workbook.unreadable"


class TooLargeError(WorkbookError):
    """The file itself is over the limit (``megabytes``, ``limit_megabytes``)."""

    code = "workbook.too_large"


class BombError(WorkbookError):
    """Unpacking would exceed a limit (``measure``, ``limit``)."""

    code = "workbook.bomb"


class TooManyCellsError(WorkbookError):
    """A sheet spans more cells than are read (``cells``, ``limit``)."""

    code = "workbook.too_many_cells"


class EncryptedError(WorkbookError):
    """The workbook opens with a password only."""

    code = "workbook.encrypted"


class WrongTypeError(WorkbookError):
    """The content is no .xlsx, no .xls and no text table."""

    code = "workbook.wrong_type"


class DamagedError(WorkbookError):
    """The content begins like a workbook and cannot be read to its end."""

    code = "workbook.damaged"


class EncodingError(WorkbookError):
    """The text is neither UTF-8 nor GB18030."""

    code = "workbook.encoding"


class EmptyWorkbookError(WorkbookError):
    """There is no cell with anything in it."""

    code = "workbook.empty"
