"""When somebody whose proposal was accepted is expected at work."""

import datetime as dt


def expected_on(
    policy_date: dt.date, available_from: dt.date | None, works_from: dt.date | None
) -> dt.date:
    """Gives the first day on which the round has begun, the person can come and the work begins."""
    return max(policy_date, available_from or policy_date, works_from or policy_date)
