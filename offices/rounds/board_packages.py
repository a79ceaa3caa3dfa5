"""Reads an office's file of packages: what each costs and buys, by ids and codes."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from matching.columns.market_data import MarketData
from matching.explain.board_trainees import best_trainees
from matching.explain.board_training import NO_OCCUPATION, Training
from matching.explain.portfolio_packages import NO_TRAINING, Package, Seats
from matching.pairs.market import Market
from matching.solvers.repair.plan import Plan
from models.enums import CertificateKind
from models.errors import AppError

FEN_PER_YUAN = 100

KEYS = {"code", "cost_yuan", "seats", "places", "certificates", "occupation", "level"}


class PackagesError(AppError):
    """A file of packages that cannot be read.

    Parameters
    ----------
    params
        ``package``: the package's code or number. ``entry``: the key. ``reason``: ``not_toml``,
        ``missing``, ``unknown``, ``value``, ``no_such_vacancy``, ``no_such_occupation`` or
        ``no_such_certificate``.
    """

    code = "rounds.packages_invalid"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A package as the office states it; whom to train is left to the program.

    Parameters
    ----------
    code, cost_fen, seats
        As in ``Package``.
    places
        People who are trained.
    training
        What they learn.
    """

    code: str
    cost_fen: int
    seats: tuple[Seats, ...]
    places: int
    training: Training


def read_packages(content: bytes, data: MarketData) -> tuple[Wanted, ...]:
    """Reads packages: tables ``[[package]]`` with ``code`` and ``cost_yuan``.

    ``seats`` lists further seats, each ``{vacancies = [ids], seats = number}``. ``places`` people
    learn ``certificates`` (codes), or an ``occupation`` (a code) at a ``level``, or both.

    Parameters
    ----------
    content
        The file.
    data
        The round's columns: ids of vacancies and codes of occupations.

    Raises
    ------
    PackagesError
        At the first entry that cannot be read.
    """
    try:
        tables = tomllib.loads(content.decode("utf-8")).get("package", [])
    except ValueError as error:
        raise PackagesError(package="", entry="", reason="not_toml") from error
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise PackagesError(package="", entry="package", reason="value")
    return tuple(_Reader(str(number), table, data).read() for number, table in enumerate(tables, 1))


def chosen_packages(
    data: MarketData, market: Market, plan: Plan, wanted: Sequence[Wanted]
) -> tuple[Package, ...]:
    """Chooses whom to train for each package, nobody twice: earlier packages choose first.

    Parameters
    ----------
    data, market, plan
        The round's columns, market and proven plan.
    wanted
        The packages.
    """
    is_left = np.ones(market.laborer_count, np.bool_)
    made = []
    for one in wanted:
        people: tuple[int, ...] = ()
        if one.training != NO_TRAINING and one.places:
            found = best_trainees(data, market, plan, one.training, one.places, is_left)
            is_left[found.people] = False
            people = tuple(found.people.tolist())
        made.append(Package(one.code, one.cost_fen, one.seats, people, one.training))
    return tuple(made)


class _Reader:
    """Reads one package.

    Parameters
    ----------
    number
        Names it as long as its code is not known.
    table, data
        The package and the round's columns.
    """

    def __init__(self, number: str, table: Mapping[str, Any], data: MarketData) -> None:
        self._table, self._data = table, data
        self._name = str(table.get("code", number))

    def read(self) -> Wanted:
        """Gives the package."""
        for key in sorted(set(self._table) - KEYS):
            raise self._refused(key, "unknown")
        if not isinstance(self._table.get("code"), str):
            raise self._refused("code", "missing")
        certificates = sum(1 << bit for bit in {self._certificate(c) for c in self._certificates()})
        occupation = self._occupation()
        has_training = certificates or occupation != NO_OCCUPATION
        level = self._number("level", 1, most=5) if occupation != NO_OCCUPATION else 0
        return Wanted(
            code=self._name,
            cost_fen=self._number("cost_yuan", None) * FEN_PER_YUAN,
            seats=tuple(self._seats(entry) for entry in self._listed("seats")),
            places=self._number("places", 0),
            training=Training(certificates, occupation, level) if has_training else NO_TRAINING,
        )

    def _refused(self, entry: str, reason: str) -> PackagesError:
        return PackagesError(package=self._name, entry=entry, reason=reason)

    def _number(self, key: str, default: int | None, most: int = 10**9) -> int:
        value = self._table.get(key, default)
        if value is None:
            raise self._refused(key, "missing")
        if not _is_number(value, most):
            raise self._refused(key, "value")
        return int(value)

    def _listed(self, key: str) -> list[Any]:
        value = self._table.get(key, [])
        if not isinstance(value, list):
            raise self._refused(key, "value")
        return value

    def _certificates(self) -> list[Any]:
        return self._listed("certificates")

    def _certificate(self, code: object) -> int:
        kinds = [kind.value for kind in CertificateKind]
        if code not in kinds:
            raise self._refused("certificates", "no_such_certificate")
        return kinds.index(str(code))

    def _occupation(self) -> int:
        code = self._table.get("occupation")
        if code is None:
            return NO_OCCUPATION
        if code not in self._data.context.occupations:
            raise self._refused("occupation", "no_such_occupation")
        return self._data.context.occupations.index(code)

    def _seats(self, entry: object) -> Seats:
        if not isinstance(entry, dict) or set(entry) != {"vacancies", "seats"}:
            raise self._refused("seats", "value")
        keys, seats = entry["vacancies"], entry["seats"]
        if not _is_number(seats, 10**9) or not isinstance(keys, list) or not keys:
            raise self._refused("seats", "value")
        at = {key: row for row, key in enumerate(self._data.vacancies.key.tolist())}
        if any(not isinstance(key, int) or key not in at for key in keys):
            raise self._refused("seats", "no_such_vacancy")
        return Seats(tuple(at[key] for key in keys), seats)


def _is_number(value: object, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= most
