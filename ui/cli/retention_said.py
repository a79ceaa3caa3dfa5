"""Says what was learnt from stays: each figure with its definition, cases, day and version."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from matching.columns.stays import MONTHS_A_YEAR
from offices.placements.schedule import Schedule, next_visit
from offices.retention.acts_risk import RiskBoard, RiskLine
from ui.cli.console import OUT, say, words
from ui.i18n.formats import percent_text

Told = Mapping[str, Any]


def say_fit(told: Told, names: Mapping[int, str]) -> None:
    """Says what was fitted, to what, and what the records contradict."""
    say("retention.fit.basis", cut_off=told["cut_off"], told_by=told["told_by"])
    for kind, model in told["models"].items():
        outcome = words().text(f"retention.outcome.{kind}")
        stored = words().text(f"retention.fit.{'new' if model['is_new'] else 'stored'}")
        say("retention.fit.model", outcome=outcome, stored=stored, **_of(model, MODEL))
        if model["is_prior"]:
            say("retention.fit.prior")
        for at in model["stayed"]:
            say("retention.fit.stayed", month=at["month"], **_shares(at))
        _say_employers(model["employers"], names)
    _say_findings(told["findings"])


MODEL = ("version", "cases", "leavings", "months_at_risk")


def _say_employers(employers: Sequence[Told], names: Mapping[int, str]) -> None:
    if employers:
        say("retention.fit.employers")
    for one in employers:
        say("retention.fit.employer", **{**one, "employer": names[one["employer"]]})


def _say_findings(findings: Mapping[str, int]) -> None:
    say("retention.fit.findings" if findings else "retention.fit.no_findings")
    for code, cases in findings.items():
        say("retention.fit.finding", cases=cases, finding=words().text(f"retention.finding.{code}"))


def say_replay(told: Sequence[Told], on: object, *, is_as_imported: bool) -> None:
    """Says what models of past days were worth."""
    say("retention.replay.basis", on=on)
    say("retention.replay.as_imported" if is_as_imported else "retention.replay.as_told")
    for one in told:
        say("retention.replay.cut_off", **_of(one, CUT_OFF))
        line = one["calibration"]
        if line is None:
            say("retention.replay.nothing")
            continue
        say("retention.replay.slope", **line["slope"])
        say("retention.replay.large", **line["in_the_large"])
        for score in one["skill"]:
            say("retention.replay.skill", **{**score, "gain": percent_text(score["gain"])})
        if one["concordance"] is not None:
            say("retention.replay.concordance", concordance=one["concordance"])
        _say_drift(one["drift"])


CUT_OFF = ("cut_off", "version", "cases", "new", "going_on", "leavings")


def _say_drift(months: Sequence[Told]) -> None:
    outside = [month for month in months if month["is_outside"]]
    say("retention.replay.drift", months=len(months), outside=len(outside))
    for month in outside:
        shown = {**month, "month": month_text(month["month"])}
        say("retention.replay.drift_month", **_of(shown, DRIFT))


DRIFT = ("month", "at_risk", "observed", "expected", "low", "high")


def risk_told(board: RiskBoard, schedule: Schedule) -> dict[str, Any]:
    """Gives a board as plain values: by office, and everybody with the next visit."""
    by_office: defaultdict[str, list[RiskLine]] = defaultdict(list)
    for line in board.lines:
        by_office[line.office].append(line)
    offices = [
        {"office": office, "people": len(lines), **_expected(lines)}
        for office, lines in sorted(by_office.items())
    ]
    return {
        "on": board.on,
        "version": board.version,
        "cut_off": board.cut_off,
        "cases": board.cases,
        "at_work": len(board.lines),
        **_expected(board.lines),
        "offices": sorted(offices, key=lambda office: -float(office["days_90"])),
        "people": [
            {
                "person": line.person,
                "office": line.office,
                "since": line.since,
                "seen": month_text(line.seen),
                "days_30": line.leaves[0],
                "days_60": line.leaves[1],
                "days_90": line.leaves[2],
                "cause": line.cause,
                "share": line.share,
                "measure": line.measure,
                "visit": next_visit(line.since, board.on, schedule),
            }
            for line in board.lines
        ],
    }


def say_risk(told: Told, first: int) -> None:
    """Says how many may leave soon by office, and who by number."""
    say("retention.risk.basis", **_of(told, ("on", "version", "cut_off", "cases")))
    say("retention.risk.all", **_of(told, ("at_work", *DAYS)))
    for office in told["offices"]:
        say("retention.risk.office", **{**office, "office": office_text(office["office"])})
    if first and told["people"]:
        say("retention.risk.people", first=min(first, len(told["people"])))
    for one in told["people"][:first]:
        OUT.print(words().text("retention.risk.person", **person_texts(one)))
    say("retention.risk.note")


DAYS = ("days_30", "days_60", "days_90")


def person_texts(one: Told) -> dict[str, Any]:
    """Gives the figures of one person as they are read."""
    return {
        **one,
        **{name: percent_text(one[name]) for name in (*DAYS, "share")},
        "office": office_text(one["office"]),
        "cause": words().text(f"retention.cause.{one['cause']}"),
        "measure": words().text(f"retention.measure.{one['measure']}"),
    }


def office_text(office: str) -> str:
    """Gives the name of an office, or says that there is none."""
    return office or words().text("retention.risk.no_office")


def month_text(month: int) -> str:
    """Writes a month since the year 0 as 2025-03."""
    return f"{month // MONTHS_A_YEAR}-{month % MONTHS_A_YEAR + 1:02d}"


def _expected(lines: Sequence[RiskLine]) -> dict[str, float]:
    """Gives how many are expected to leave: the sum of their chances."""
    return {name: sum(line.leaves[at] for line in lines) for at, name in enumerate(DAYS)}


def _shares(at: Told) -> dict[str, str]:
    return {name: percent_text(at[name]) for name in ("share", "low", "high", "model")}


def _of(told: Told, names: Sequence[str]) -> dict[str, Any]:
    return {name: told[name] for name in names}
