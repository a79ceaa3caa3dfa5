"""The life of a proposal until its lists are published."""

from models.enums import ProposalState

TRANSITIONS: dict[ProposalState, frozenset[ProposalState]] = {
    ProposalState.PROPOSED: frozenset({ProposalState.ACCEPTED, ProposalState.RETURNED}),
    ProposalState.ACCEPTED: frozenset({ProposalState.RETURNED}),
    ProposalState.RETURNED: frozenset({ProposalState.ACCEPTED}),
}
"""Where a proposal may go from each state. Once it is a placement it goes nowhere any more."""

NEEDS_REASON = frozenset({ProposalState.RETURNED})
"""States that nobody reaches without a reason."""


def may_go(before: ProposalState, after: ProposalState) -> bool:
    """Says whether a proposal may change from one state to another."""
    return after in TRANSITIONS[before]
