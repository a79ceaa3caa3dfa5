"""Certificates that the post asks for by law or by trade.

Domain row 17: health certificate, special work permits. All are needed, valid on the policy date.
"""

import numpy as np

from matching.columns.arrays import Bools, Ints
from matching.columns.market_data import MarketData
from matching.market.rule import Change, Rule
from models.enums import CertificateKind


def person_class(data: MarketData) -> Ints:
    """Gives the certificates held."""
    return data.people.certificates


def blocks(data: MarketData, rows: Ints) -> Bools:
    """Forbids vacancies that ask for a certificate the person lacks."""
    held = data.people.certificates[rows][:, None]
    found: Bools = (data.vacancies.certificates[None, :] & ~held) != 0
    return found


def change(data: MarketData, person: int, vacancies: Ints) -> Change:
    """The fewest further certificates that open a vacancy; of several, those that open most."""
    missing = data.vacancies.certificates[vacancies] & ~data.people.certificates[person]
    opened = {int(mask): (missing & ~mask) == 0 for mask in np.unique(missing)}
    wanted = min(opened, key=lambda mask: (mask.bit_count(), -int(opened[mask].sum()), mask))
    kinds = [kind.value for bit, kind in enumerate(CertificateKind) if wanted >> bit & 1]
    return Change({"certificates": kinds}, vacancies[opened[wanted]])


RULE = Rule("rule.certificates", person_class, blocks, change)
