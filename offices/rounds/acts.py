"""The acts of rounds, from opening to decision, under one name."""

from offices.rounds.acts_decisions import decide_proposals
from offices.rounds.acts_opening import RoundLine, list_rounds, open_round
from offices.rounds.acts_pages import (
    Flow,
    NonOfferFilter,
    NonOfferLine,
    NonOffersPage,
    ProposalFilter,
    ProposalLine,
    ProposalsPage,
    non_offers_by_reason,
    non_offers_page,
    offer_flows,
    proposals_page,
    vacancy_titles,
)
from offices.rounds.acts_rules import RoundRules, round_rules, set_rules
from offices.rounds.acts_snapshot import (
    SnapshotTaken,
    snapshot_at_work,
    snapshot_columns,
    take_snapshot,
)
from offices.rounds.acts_solves import (
    SolveInput,
    refuse_rules,
    request_solve,
    solve_input,
    store_result,
    stored_lots,
)
from offices.rounds.acts_summary import RoundSummary, round_summary

__all__ = [
    "Flow",
    "NonOfferFilter",
    "NonOfferLine",
    "NonOffersPage",
    "ProposalFilter",
    "ProposalLine",
    "ProposalsPage",
    "RoundLine",
    "RoundRules",
    "RoundSummary",
    "SnapshotTaken",
    "SolveInput",
    "decide_proposals",
    "list_rounds",
    "non_offers_by_reason",
    "non_offers_page",
    "offer_flows",
    "open_round",
    "proposals_page",
    "refuse_rules",
    "request_solve",
    "round_rules",
    "round_summary",
    "set_rules",
    "snapshot_at_work",
    "snapshot_columns",
    "solve_input",
    "store_result",
    "stored_lots",
    "take_snapshot",
    "vacancy_titles",
]
