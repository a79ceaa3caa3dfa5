"""The columns that say who a row is about: identity number and name."""

import re
from collections.abc import Sequence

from offices.register.clean import clean_name
from offices.register.context import CheckContext
from offices.register.identity_numbers import IdentityNumber, IdentityNumbers
from offices.register.parsed import Flawed, Read
from offices.register.reading import Reading
from offices.workbooks.book import CellValue

ODD_NAME = re.compile(r"[0-9?*#]|^.$")
LONGEST_NAME = 60


def read_identities(reading: Reading, context: CheckContext) -> list[IdentityNumber | None]:
    """Reads the identity numbers of a table."""
    numbers = IdentityNumbers(context.today, context.gazetteer.is_ever_code)
    return reading.read("id_number", numbers.read)


def read_names(reading: Reading) -> list[str]:
    """Reads the names of a table."""
    return reading.read_mandatory("name", read_name)


def read_name(value: CellValue) -> Read[str]:
    """Reads one name; digits or a single character are suspicious, not wrong."""
    name = clean_name(value)[:LONGEST_NAME]
    return Flawed(name, "name.suspicious") if ODD_NAME.search(name) else name


def note_duplicates(reading: Reading, identities: Sequence[IdentityNumber | None]) -> None:
    """Refuses every later row of a person whose earlier row is taken."""
    first_row: dict[str, int] = {}
    for at, identity in enumerate(identities):
        if identity is None or at in reading.refused:
            continue
        earlier = first_row.setdefault(identity.number, at)
        if earlier != at:
            reading.note_repeat(at, "id_number", "id.duplicate", earlier)
