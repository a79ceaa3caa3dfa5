"""``laowu round``: opens a round, freezes its pool, solves it, decides, shows and proves it."""

import datetime as dt
from typing import Annotated

from typer import Argument, Option

from models.enums import ProposalState
from ui.cli.board import add_board
from ui.cli.console import OUT, say, show_json, words
from ui.cli.options import AsJson, RoundCode, day_of
from ui.cli.proofs import add_proofs
from ui.cli.rooms import Room
from ui.cli.rules import add_rules
from ui.cli.several import add_several
from ui.cli.why import add_why
from ui.settings import current_settings

rounds = Room("round")


@rounds.add("open")
def open_round(
    place: Annotated[str, Argument(help=words().text("cli.round_open.place"))],
    policy_date: Annotated[
        str | None, Option("--policy-date", help=words().text("cli.option.day"))
    ] = None,
    caution: Annotated[
        int | None,
        Option("--caution", metavar="PER_MILLE", help=words().text("cli.round_open.caution")),
    ] = None,
    lots: Annotated[
        int | None,
        Option("--lots", metavar="PER_MILLE", help=words().text("cli.round_open.lots")),
    ] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Opens a round of an origin and prints its code."""
    from offices.rounds import acts
    from offices.rounds.assembling import CAUTION
    from offices.rounds.lots_settings import settings_with_lots
    from offices.rounds.rules_families import usual_settings
    from ui.cli.places import place_code
    from ui.clock import now
    from ui.demo_actor import DEMO_ACTOR
    from ui.transactions import transaction

    code, day, kept = place_code(place), day_of(policy_date), usual_settings()
    if caution is not None:
        kept[CAUTION] = caution
    if lots is not None:
        kept |= settings_with_lots(lots)
    with transaction() as session:
        opened = acts.open_round(session, DEMO_ACTOR, code, day, kept, now=now())
    if as_json:
        show_json({"round": opened.code, "origin": opened.origin_code, "policy_date": day})
    else:
        say("cli.round_open.done", round=opened.code)


@rounds.add("snapshot")
def snapshot(round_code: RoundCode, *, as_json: AsJson = False) -> None:
    """Freezes the pool, the vacancies and the context of a round."""
    from ui.round_steps import freeze

    counts = freeze(current_settings(), round_code)
    if as_json:
        show_json({"round": round_code, **counts})
    else:
        _show_counts(counts)


@rounds.add("solve")
def solve(round_code: RoundCode, *, as_json: AsJson = False) -> None:
    """Solves a round in the worker process and prints the figures."""
    from ui.cli.progress import watched_solve
    from ui.cli.summary import result_of, show_result
    from ui.round_steps import freeze_if_needed

    settings = current_settings()
    freeze_if_needed(settings, round_code)
    watched_solve(settings, round_code)
    result = result_of(settings, round_code)
    if as_json:
        show_json(result)
    else:
        show_result(result)


@rounds.add("stop")
def stop(round_code: RoundCode, *, as_json: AsJson = False) -> None:
    """Has a round that is being solved end with its best plan so far."""
    from offices.queue import acts
    from offices.rounds.acts import round_summary
    from offices.rounds.errors import NotSolvedError
    from ui.clock import now
    from ui.demo_actor import DEMO_ACTOR
    from ui.transactions import transaction

    with transaction() as session:
        solve_id = round_summary(session, DEMO_ACTOR, round_code).last_solve_id
        if solve_id is None:
            raise NotSolvedError(round=round_code)
        acts.stop(session, DEMO_ACTOR, solve_id, now=now())
    if as_json:
        show_json({"round": round_code, "solve": solve_id})
    else:
        say("cli.round_stop.done", solve=solve_id)


@rounds.add("decide")
def decide(
    round_code: RoundCode,
    decision: Annotated[ProposalState, Argument(help=words().text("cli.round_decide.decision"))],
    proposals: Annotated[
        list[str] | None, Argument(help=words().text("cli.round_decide.proposals"))
    ] = None,
    reason: Annotated[str | None, Option(help=words().text("cli.round_decide.reason"))] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Accepts or returns first offers: those named, or all that nobody decided."""
    from offices.rounds.acts import decide_proposals
    from ui.clock import now
    from ui.demo_actor import DEMO_ACTOR
    from ui.transactions import transaction

    with transaction() as session:
        decided = decide_proposals(
            session, DEMO_ACTOR, round_code, proposals, decision, reason=reason, now=now()
        )
    if as_json:
        show_json({"round": round_code, "decision": decision.value, "decided": decided})
    else:
        say("cli.round_decide.done", decided=decided)


@rounds.add("show")
def show(round_code: RoundCode, *, as_json: AsJson = False) -> None:
    """Prints where a round stands."""
    from offices.rounds.acts import round_summary
    from ui.cli.summary import result_of, show_result
    from ui.demo_actor import DEMO_ACTOR
    from ui.transactions import reading

    with reading() as session:
        found = round_summary(session, DEMO_ACTOR, round_code)
    line = found.round
    if as_json:
        show_json(
            {
                "round": line.code,
                "origin": line.origin_code,
                "policy_date": line.policy_date,
                "state": line.state.value,
                "counts": dict(found.counts),
                "figures": dict(found.figures),
            }
        )
        return
    state = words().text(f"round_state.{line.state.value}")
    OUT.print(f"{line.code}  {line.origin_code}  {line.policy_date}  {state}")
    if found.counts:
        _show_counts(dict(found.counts))
    if found.figures:
        show_result(result_of(current_settings(), round_code))


@rounds.add("list")
def list_all(*, as_json: AsJson = False) -> None:
    """Prints the rounds, newest first."""
    from offices.rounds.acts import list_rounds
    from ui.demo_actor import DEMO_ACTOR
    from ui.transactions import reading

    with reading() as session:
        found = list_rounds(session, DEMO_ACTOR)
    if as_json:
        show_json({"rounds": [_line(r.code, r.origin_code, r.policy_date, r.state) for r in found]})
        return
    for line in found:
        state = words().text(f"round_state.{line.state.value}")
        OUT.print(f"{line.code}  {line.origin_code}  {line.policy_date}  {state}")


for add in (add_proofs, add_rules, add_why, add_board, add_several):
    add(rounds)


def _line(code: str, origin: str, policy_date: dt.date, state: str) -> dict[str, object]:
    return {"round": code, "origin": origin, "policy_date": policy_date, "state": str(state)}


def _show_counts(counts: dict[str, object]) -> None:
    for name in ("register", "at_work", "pool", "not_available", "vacancies", "seats"):
        say(f"count.{name}", count=counts[name])
