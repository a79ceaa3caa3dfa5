"""Why this offer, why none, and what would change it: one sentence each, from codes and figures."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from matching.columns.people import LATEST_DAY
from matching.occupations.classification import load_classification
from regions.gazetteer import load_gazetteer
from ui.i18n.formats import date_text, distance_text, percent_text, wage_text
from ui.i18n.words import Words

PER_MILLE = 1000
HUNDREDTHS = 100
MOST_RULES = 3
"""Rules that a sentence names; the ones that forbid most come first."""

EPOCH = dt.date(1970, 1, 1)

Facts = Mapping[str, Any]


def offer_sentence(facts: Facts, words: Words) -> str:
    """Says why a post is offered."""
    return words.text(
        "offer.sentence",
        relation=_relation(facts["skill"], words),
        distance=distance_text(words, facts["distance_km"]),
        wage=wage_text(words, facts["wage_min_fen"], facts["wage_max_fen"]),
        retention=_retention(facts["retention"], words),
    )


def non_offer_sentence(reason: str, facts: Facts, words: Words) -> str:
    """Says why somebody has no offer."""
    rules = list(facts.get("blocked_by", ()))[:MOST_RULES]
    params = {**facts, "rules": _listed([words.text(rule) for rule in rules], words)}
    return words.text(f"non_offer_sentence.{reason}", **params)


def change_sentence(change: Facts | None, titles: Mapping[int, str], words: Words) -> str:
    """Says what would bring an offer nearest.

    Parameters
    ----------
    change
        As ``matching.explain`` gives it, None for nothing.
    titles
        Names of the vacancies that the change may speak of, by id.
    words
        The reader's.
    """
    if change is None:
        return words.text("change.none")
    if change["code"] == "more_seats":
        code = "change.more_seats_one" if change["seats"] == 1 else "change.more_seats"
        return words.text(code, vacancy=titles[change["vacancy"]], seats=change["seats"])
    rules: Sequence[str] = change["rules"]
    if len(rules) > 1:
        named = _listed([words.text(rule) for rule in rules], words)
        said = words.text("change.several_rules", rules=named, opens=change["opens"])
    else:
        figures = figures_of_change(rules[0], change["facts"], titles, words)
        said = words.text(f"change.{rules[0]}", opens=change["opens"], **figures)
    return said + words.text("change.places") if change["places"] else said


def vacancies_in(change: Facts | None) -> list[int]:
    """Lists the ids of the vacancies that a change speaks of by name."""
    if change is None:
        return []
    if change["code"] == "more_seats":
        return [change["vacancy"]]
    named = change["facts"].get("vacancy")
    return [] if named is None else [named]


def _relation(skill: Facts, words: Words) -> str:
    occupation = skill["occupation"]
    name = "" if occupation is None else load_classification().name(occupation)
    return words.text(f"relation.{skill['relation']}", occupation=name)


def _retention(retention: Facts, words: Words) -> str:
    share = percent_text(retention["per_mille"] / PER_MILLE, 0)
    if "months" not in retention:
        return words.text("offer.retention_before", share=share)
    kind = (
        "prior"
        if retention["is_prior"]
        else "employer"
        if retention["employer_cases"]
        else "unknown"
    )
    months = {name: f"{retention[name] / HUNDREDTHS:.1f}" for name in ("months", "low", "high")}
    return words.text(f"offer.retention_{kind}", **{**retention, **months, "share": share})


def figures_of_change(
    rule: str, facts: Facts, titles: Mapping[int, str], words: Words
) -> dict[str, object]:
    """Writes the figures of a change for people; ``wanted`` means something else in each rule."""
    writers: Mapping[str, Callable[[Any], object]] = {
        "age": str,
        "vacancy": titles.__getitem__,
        "wage_floor_fen": lambda fen: wage_text(words, fen),
        "occupation": load_classification().name,
        "occupations": lambda codes: _listed(map(load_classification().name, codes), words),
        "places": lambda codes: _listed([load_gazetteer().place(c).name for c in codes], words),
        "certificates": lambda kinds: _listed(
            [words.text(f"certificate_kind.{kind}") for kind in kinds], words
        ),
        "available_from": lambda day: words.text("page.any_day") if day is None else _day(day),
        "available_until": lambda day: (
            words.text("page.no_end") if day == LATEST_DAY else _day(day)
        ),
        "wanted": lambda value: _wanted(rule, value, words),
    }
    return {name: writers[name](value) for name, value in facts.items() if name in writers}


def _wanted(rule: str, value: Any, words: Words) -> object:  # a code or a number, by rule
    match rule:
        case "rule.wage_floor" | "rule.minimum_wage":
            return wage_text(words, value)
        case "rule.skill_level":
            return words.text(f"list.level.{value}")
        case "rule.education":
            return words.text(f"list.education.{value}")
        case _:
            return value


def _day(number: int) -> str:
    return date_text(EPOCH + dt.timedelta(days=number))


def _listed(names: Iterable[str], words: Words) -> str:
    return words.text("app.comma").join(names)
