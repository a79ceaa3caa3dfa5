"""Notes what went wrong without saying about whom.

An unexpected error gets a reference that the user sees. The file ``errors.log`` in the var folder
holds under that reference the error's type and the lines of code it passed; its message may quote
data and is left out.
"""

import datetime as dt
import secrets
import traceback
from pathlib import Path

from models.errors import AppError

LOG_NAME = "errors.log"
REFERENCE_BYTES = 4


def record_incident(error: BaseException, folder: Path, *, now: dt.datetime) -> str:
    """Writes one line about an unexpected error and gives its reference."""
    reference = f"E-{now:%Y%m%d}-{secrets.token_hex(REFERENCE_BYTES)}"
    frames = traceback.extract_tb(error.__traceback__)
    passed = " < ".join(f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in reversed(frames))
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOG_NAME).open("a", encoding="utf-8") as log:
        log.write(f"{now.isoformat()} {reference} {_kind(error)} {passed}\n")
    return reference


def _kind(error: BaseException) -> str:
    """Names the error's type; our own errors carry no personal data and are told whole."""
    return str(error) if isinstance(error, AppError) else type(error).__qualname__
