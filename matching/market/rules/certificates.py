"""Certificates that the post asks for by law or by trade.

Domain row 17: health certificate, special work permits. All are needed, valid on the policy date.
"""

import numpy as np

from matching.columns.arrays import Ints
from matching.columns.market_data import MarketData
from matching.market.rule import Change, Rule
from matching.pairs.forms import Test, Threshold
from models.enums import CertificateKind


def tests(data: MarketData) -> tuple[Test, ...]:
    """Forbids vacancies that ask for a certificate the person lacks, kind by kind."""
    held, wanted = data.people.certificates, data.vacancies.certificates
    asked = int(np.bitwise_or.reduce(wanted, initial=0))
    bits = (bit for bit in range(asked.bit_length()) if asked >> bit & 1)
    return tuple(Threshold(held >> bit & 1, wanted >> bit & 1) for bit in bits)


def change(data: MarketData, person: int, vacancies: Ints) -> Change:
    """The fewest further certificates that open a vacancy; of several, those that open most."""
    missing = data.vacancies.certificates[vacancies] & ~data.people.certificates[person]
    opened = {int(mask): (missing & ~mask) == 0 for mask in np.unique(missing)}
    wanted = min(opened, key=lambda mask: (mask.bit_count(), -int(opened[mask].sum()), mask))
    kinds = [kind.value for bit, kind in enumerate(CertificateKind) if wanted >> bit & 1]
    return Change({"certificates": kinds}, vacancies[opened[wanted]])


RULE = Rule("rule.certificates", tests, change)
