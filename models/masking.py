"""What a person may see of personal data unless more is asked for and logged."""

ID_HEAD, ID_TAIL = 6, 4
PHONE_HEAD, PHONE_TAIL = 3, 4


def masked_id(id_number: str) -> str:
    """Hides the birth date and sequence of an identity number: ``433124********0017``."""
    return _masked(id_number, ID_HEAD, ID_TAIL)


def masked_phone(phone: str) -> str:
    """Hides the middle of a phone number: ``138****0017``."""
    return _masked(phone, PHONE_HEAD, PHONE_TAIL)


def _masked(text: str, head: int, tail: int) -> str:
    hidden = len(text) - head - tail
    return text[:head] + "*" * hidden + text[-tail:] if hidden > 0 else "*" * len(text)
