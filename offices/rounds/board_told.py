"""Shortage, board, envy and questions as plain values: ids, codes and counts, ready for JSON."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from matching.columns.market_data import MarketData
from matching.explain.board import PriceBoard
from matching.explain.board_forecast import Forecaster
from matching.explain.board_trainees import Trainees
from matching.explain.board_training import NO_OCCUPATION, Training
from matching.explain.envy import EnvyReport
from matching.explain.envy_price import PriceOfDemand
from matching.explain.shortage import Shortage
from matching.explain.shortage_groups import ShortageGroup
from matching.explain.shortage_rules import RuleInTheWay
from matching.explain.worth_asking import Asked, AskFirst
from matching.pairs.market import Market
from models.enums import CertificateKind

Told = dict[str, Any]


def told_shortage(shortage: Shortage) -> Told:
    """Gives a shortage in counts, places and occupations by code."""
    return {
        "people": shortage.people,
        "placed": shortage.placed,
        "barred": shortage.barred,
        "barred_rules": _rules(shortage.barred_rules),
        "deficits": list(shortage.deficits),
        "groups": [
            {
                "people": len(told.group.people),
                "vacancies": len(told.group.vacancies),
                "seats": told.group.seats,
                "employers": told.employers,
                "deficit": told.group.deficit,
                "homes": dict(told.homes),
                "works": dict(told.works),
                "occupations": dict(told.occupations),
                "rules": _rules(told.rules),
            }
            for told in shortage.told
        ],
    }


def told_crowd(data: MarketData, per_seat: int, groups: Sequence[ShortageGroup]) -> Told:
    """Gives who is more than so many to a seat, all groups together."""
    people = [person for group in groups for person in group.people.tolist()]
    return {
        "per_seat": per_seat,
        "people": len(people),
        "vacancies": sum(len(group.vacancies) for group in groups),
        "seats": sum(group.seats for group in groups),
        "homes": _homes(data, people),
    }


def _rules(rules: Sequence[RuleInTheWay]) -> list[Told]:
    return [
        {
            "rule": rule.code,
            "pairs": rule.pairs,
            "people": rule.people,
            "vacancies": len(rule.vacancies),
            "employers": rule.employers,
            "seats": rule.seats,
            "freed": rule.freed,
        }
        for rule in rules
    ]


def told_board(data: MarketData, board: PriceBoard, most: int) -> Told:
    """Gives the dearest lines, employers and places, at most so many of each."""
    posts, codes = data.vacancies, data.context.place_codes
    lines = zip(board.vacancy[:most].tolist(), board.price[:most].tolist(), strict=True)
    return {
        "wanted_lines": len(board.vacancy),
        "lines": [
            {"vacancy": int(posts.key[line]), "seats": int(posts.seats[line]), "price": price}
            for line, price in lines
        ],
        "employers": [
            {"employer": employer, "vacancy": int(posts.key[line]), "price": price}
            for employer, line, price in zip(
                board.employer[:most].tolist(),
                board.employer_vacancy[:most].tolist(),
                board.employer_price[:most].tolist(),
                strict=True,
            )
        ],
        "places": [
            {"place": codes[place], "vacancy": int(posts.key[line]), "price": price}
            for place, line, price in zip(
                board.place[:most].tolist(),
                board.place_vacancy[:most].tolist(),
                board.place_price[:most].tolist(),
                strict=True,
            )
        ],
    }


def told_forecast(forecaster: Forecaster, percent: int) -> Told:
    """Gives what the further seats asked about bring if all of them come."""
    found = forecaster.forecast(forecaster.reach)
    return {
        "percent": percent,
        "seats": int(forecaster.reach.sum()),
        "lines": int((forecaster.reach > 0).sum()),
        "gain": found.expected,
    }


def told_training(data: MarketData, training: Training) -> Told:
    """Gives what a course teaches, by codes."""
    bits = enumerate(CertificateKind)
    occupation = training.occupation
    return {
        "certificates": [kind.value for bit, kind in bits if training.certificates >> bit & 1],
        "occupation": None if occupation == NO_OCCUPATION else data.context.occupations[occupation],
        "level": training.level,
    }


def told_trainees(data: MarketData, found: Trainees) -> Told:
    """Gives what a course brings, and the homes of those chosen."""
    return {
        **told_training(data, found.training),
        "people": len(found.people),
        "homes": _homes(data, found.people.tolist()),
        "gain": found.gain,
        "most": found.most,
        "placed": found.placed,
    }


def told_envy(report: EnvyReport, prices: Sequence[PriceOfDemand], objective: int) -> Told:
    """Gives counts of what is against a plan, and the prices of removing it."""
    return {
        "blocking_pairs": report.blocking_pairs,
        "blocking_people": report.blocking_people,
        "blocking_vacancies": report.blocking_vacancies,
        "pairs_at_free_seats": report.pairs_at_free_seats,
        "envious_pairs": report.envious_pairs,
        "envious_people": report.envious_people,
        "envied_people": report.envied_people,
        "objective": objective,
        "prices": [
            {
                "demand": price.demand.value,
                "loss": price.loss,
                "least_loss": price.least_loss,
                "is_exact": price.loss == price.least_loss,
                "placed": price.placed,
            }
            for price in prices
        ],
    }


def told_questions(data: MarketData, market: Market, found: AskFirst) -> Told:
    """Gives the questions worth asking: over all people, and the first ones by post."""
    return {
        "questions": [
            {
                "question": one.question,
                "effect": one.effect.value,
                "missing": one.missing,
                "people": len(one.person),
                "most": int(one.most.max(initial=0)),
                "total": one.total,
                "homes": _homes(data, one.person.tolist()),
            }
            for one in found.questions
        ],
        "opens": _asked(data, found.opens),
        "breaks": _asked(data, found.breaks),
        "is_proven": found.is_proven,
        "people": market.laborer_count,
    }


def _asked(data: MarketData, asked: Sequence[Asked]) -> list[Told]:
    """Counts the first questions by what is asked and the post concerned."""
    counted: dict[tuple[str, int], list[Asked]] = {}
    for one in asked:
        counted.setdefault((one.question, one.vacancy), []).append(one)
    return [
        {
            "question": question,
            "vacancy": int(data.vacancies.key[vacancy]),
            "people": len(some),
            "worth": max(one.worth for one in some),
            "homes": _homes(data, [one.person for one in some]),
        }
        for (question, vacancy), some in counted.items()
    ]


def _homes(data: MarketData, people: Sequence[int]) -> dict[str, int]:
    """Counts people by the code of their home, most first."""
    at, counts = np.unique(data.people.home[np.array(people, np.int64)], return_counts=True)
    order = np.lexsort((at, -counts))
    codes = data.context.place_codes
    return {codes[at[one]]: int(counts[one]) for one in order.tolist()}
