"""Says an audit of equal treatment in sentences, from codes, counts and shares."""

from collections.abc import Iterable, Mapping
from typing import Any

from regions.gazetteer import load_gazetteer
from ui.cli.console import say, words
from ui.i18n.formats import percent_text

Told = Mapping[str, Any]

NO_RATE = "-"
PLACED = "placed"
"""The measure whose cases are people; all others' are stays."""

LEAST_CHANCE = 0.0001
"""Smaller chances are not told apart."""


def say_audit(told: Told) -> None:
    """Says what exchanging changes, who reads what, rates by group and proxies."""
    say("audit.plain")
    if told["is_one_county"]:
        say("audit.one_county")
    for one in told["influence"]:
        _say_influence(one)
    if told["with_floors"]:
        say("audit.with_floors")
        for one in told["with_floors"]:
            _say_influence(one)
    _say_inputs(told)
    _say_rates(told)
    _say_differences(told["parity"])
    _say_proxies(told)


def _say_influence(one: Told) -> None:
    attribute = _attribute(one["attribute"])
    say("audit.exchanged", **{**one, "attribute": attribute})
    if one["before"] == one["after"]:
        say("audit.same_problem", hash=one["before"])
        return
    for reader in one["readers"]:
        said = {**reader, "reader": _reader(reader["name"]), "attribute": attribute}
        if reader["is_lawful"]:
            basis = words().text(f"audit.basis.{one['attribute']}.{_short(reader['name'])}")
            say("audit.lawful_reader", **{**said, "basis": basis})
        else:
            say("audit.leak", **said)
    if one["together"]:
        say("audit.together", changes=one["together"])
    say("audit.unexplained" if one["unexplained"] else "audit.all_explained", **one)
    if not one["is_least"]:
        say("audit.not_least")


def _say_inputs(told: Told) -> None:
    say("audit.inputs", people=told["shuffled"])
    unread = [one for one in told["inputs"] if one["is_told"] and not one["readers"]]
    untold = [one for one in told["inputs"] if not one["is_told"]]
    for one in told["inputs"]:
        if one["readers"]:
            say(
                "audit.read",
                column=_column(one["column"]),
                readers=_listed(map(_reader, one["readers"])),
            )
        for name in one["leaks"]:
            say("audit.column_leak", column=_column(one["column"]), reader=_reader(name))
    for code, some in (("audit.unread", unread), ("audit.untold", untold)):
        if some:
            say(code, columns=_listed(_column(one["column"]) for one in some))


def _say_rates(told: Told) -> None:
    """Says the rates of each group, of all measures together."""
    say("audit.rates", people=told["people"], placed=told["placed"], stays=told["stays"])
    rates: dict[str, dict[str, dict[str, Told]]] = {}
    for one in told["parity"]:
        for row in one["groups"]:
            rates.setdefault(one["by"], {}).setdefault(row["group"], {})[one["measure"]] = row
    for by, groups in rates.items():
        say("audit.by", by=_attribute(by))
        for group, measures in groups.items():
            for measure, row in measures.items():
                code = "audit.small_rate" if row["is_small"] else "audit.rate"
                named = {"group": _group(by, group), "measure": _measure(measure)}
                cases = words().text(_counted(measure), cases=row["cases"])
                say(code, **named, cases=cases, rate=_rate(row["rate"]))


def _say_differences(parity: Iterable[Told]) -> None:
    rows = [(one, row) for one in parity for row in one["groups"] if row["difference"] is not None]
    called = [(one, row) for one, row in rows if row["difference"]["is_called"]]
    say("audit.differences", comparisons=len(rows), called=len(called))
    for one, row in called:
        difference = row["difference"]
        say(
            "audit.difference",
            group=_group(one["by"], row["group"]),
            measure=_measure(one["measure"]),
            chance=_chance(difference["corrected"]),
            **{end: 100 * difference[end] for end in ("value", "low", "high")},
        )


def _say_proxies(told: Told) -> None:
    attributes = dict.fromkeys(one["attribute"] for one in told["proxies"])
    for attribute in attributes:
        found = [one for one in told["proxies"] if one["attribute"] == attribute]
        reported = [one for one in found if one["is_reported"]]
        least = percent_text(told["least_told"], 0)
        named = {"attribute": _attribute(attribute), "features": len(found), "least": least}
        say("audit.proxies", **named, reported=len(reported))
        for one in reported:
            say("audit.proxy", feature=_feature(one["feature"]), told=percent_text(one["told"]))
        if not reported and found:
            first = found[0]
            told_most = percent_text(max(0.0, first["told"]))
            say("audit.strongest", feature=_feature(first["feature"]), told=told_most)


def _rate(rate: Told | None) -> str:
    if rate is None:
        return NO_RATE
    ends = {end: percent_text(rate[end]) for end in ("value", "low", "high")}
    return words().text("audit.interval", **ends)


def _counted(measure: str) -> str:
    return "audit.people" if measure == PLACED else "audit.stays"


def _chance(chance: float) -> str:
    if chance < LEAST_CHANCE:
        return words().text("audit.below", chance=LEAST_CHANCE)
    return f"{chance:.4f}"


def _attribute(name: str) -> str:
    return words().text(f"audit.attribute.{name}")


def _measure(name: str) -> str:
    return words().text(f"audit.measure.{name}")


def _column(name: str) -> str:
    return words().text(f"audit.column.{name}")


def _reader(name: str) -> str:
    """Names a part, which goes by its bare name, or a rule by its code."""
    return words().text(name if "." in name else f"part.{name}")


def _feature(name: str) -> str:
    if name.startswith("part."):
        return words().text("audit.by_part", part=words().text(name))
    return _column(name)


def _group(by: str, group: str) -> str:
    if by == "origin":
        return load_gazetteer().place(group).name
    code = f"audit.group.{group}"
    return words().text(code) if words().knows(code) else group


def _short(name: str) -> str:
    return name.rpartition(".")[2]


def _listed(names: Iterable[str]) -> str:
    return words().text("app.comma").join(names)
