"""Says shortage, board, money, envy and questions in sentences, from codes and counts."""

from collections.abc import Iterable, Mapping
from typing import Any

from matching.occupations.classification import load_classification
from regions.gazetteer import load_gazetteer
from ui.cli.console import say, words
from ui.i18n.formats import percent_text, yuan_text

MOST_NAMES = 3
"""Places that a sentence names; the ones with most come first."""

Told = Mapping[str, Any]
Titles = Mapping[int, str]


def say_shortage(told: Told) -> None:
    """Says who competes for too few posts, and what rules have to do with it."""
    say("shortage.all", people=told["people"], placed=told["placed"], barred=told["barred"])
    _say_rules("shortage.barred_rule", told["barred_rules"])
    for group in told["groups"]:
        say("shortage.group", **{**group, "homes": _places(group["homes"])})
        say("shortage.works", works=_places(group["works"]), jobs=_jobs(group["occupations"]))
        _say_rules("shortage.rule", group["rules"])
    others = told["deficits"][len(told["groups"]) :]
    if others:
        say("shortage.others", groups=len(others), deficit=sum(others))
    if not told["deficits"]:
        say("shortage.none")
    for crowd in told["crowds"]:
        say("shortage.crowd", **{**crowd, "homes": _places(crowd["homes"])})


def _say_rules(code: str, rules: Iterable[Told]) -> None:
    for rule in rules:
        say(code, **{**rule, "rule": words().text(rule["rule"])})


def say_board(told: Told, titles: Titles) -> None:
    """Says what one more seat, a few more everywhere, and courses bring."""
    _say_basis(told)
    if not told["lines"]:
        say("board.none")
        return
    say("board.lines", lines=told["wanted_lines"])
    for line in told["lines"]:
        say("board.line", **{**line, "post": titles[line["vacancy"]]})
    say("board.employers")
    for line in told["employers"]:
        say("board.employer", price=line["price"], post=titles[line["vacancy"]])
    say("board.places")
    for line in told["places"]:
        place = load_gazetteer().place(line["place"]).name
        say("board.place", price=line["price"], place=place)
    say("board.forecast", **told["forecast"])
    for course in told["courses"]:
        said = {**course, "course": _course(course), "homes": _places(course["homes"])}
        say("board.course" if course["people"] else "board.course_nobody", **said)


def say_portfolio(told: Told) -> None:
    """Says which packages to pay for, and how far others could be better."""
    _say_basis(told)
    for package in told["packages"]:
        code = "portfolio.chosen" if package["is_chosen"] else "portfolio.left"
        say(code, **{**package, "cost": yuan_text(package["cost_fen"])})
    say(
        "portfolio.best" if told["is_best"] else "portfolio.bounded",
        budget=yuan_text(told["budget_fen"]),
        cost=yuan_text(told["cost_fen"]),
        gain=told["gain"],
        most=told["most"],
    )


def say_envy(told: Told) -> None:
    """Says how many pairs block the plan, who envies whom, and what removing it costs."""
    say("envy.blocking", **told)
    say("envy.envious", **told)
    _say_basis(told)
    for price in told["prices"]:
        kind = "exact" if price["is_exact"] else "between"
        share = percent_text(price["loss"] / told["objective"] if told["objective"] else 0.0, 2)
        say(f"envy.{price['demand']}_{kind}", **{**price, "share": share})


def say_questions(told: Told, titles: Titles) -> None:
    """Says which missing facts are worth asking for first."""
    _say_basis(told)
    for one in told["questions"]:
        fact = words().text(f"ask_first.fact.{one['question']}")
        code = f"ask_first.{one['effect']}" if one["people"] else "ask_first.nothing"
        say(code, **{**one, "fact": fact, "homes": _places(one["homes"])})
    for effect in ("opens", "breaks"):
        for one in told[effect]:
            fact = words().text(f"ask_first.fact.{one['question']}")
            post = titles[one["vacancy"]]
            homes = _places(one["homes"])
            say(f"ask_first.first_{effect}", **{**one, "fact": fact, "post": post, "homes": homes})
    say("ask_first.proven" if told["is_proven"] else "ask_first.not_proven")


def _say_basis(told: Told) -> None:
    """Says so where figures are those of another plan than the round's."""
    if told["is_anew"]:
        say("board.anew")


def _course(course: Told) -> str:
    named = [words().text(f"certificate_kind.{kind}") for kind in course["certificates"]]
    if course["occupation"] is not None:
        name = load_classification().name(course["occupation"])
        level = words().text(f"list.level.{course['level']}")
        named.append(words().text("board.taught", occupation=name, level=level))
    return words().text("app.comma").join(named)


def _places(counts: Mapping[str, int]) -> str:
    return _named((load_gazetteer().place(code).name, count) for code, count in _most(counts))


def _jobs(counts: Mapping[str, int]) -> str:
    return _named((load_classification().name(code), count) for code, count in _most(counts))


def _most(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    return list(counts.items())[:MOST_NAMES]


def _named(named: Iterable[tuple[str, int]]) -> str:
    texts = [words().text("board.counted", name=name, count=count) for name, count in named]
    return words().text("app.comma").join(texts)
