"""What offices ask of a plan as a whole, as plain values that can stand in JSON.

People, vacancies and employers are named by their keys, places by their codes. Every rule has a
``key`` of its own, by which collisions and prices name it.
"""

from dataclasses import dataclass
from enum import StrEnum


class Site(StrEnum):
    """What a group calls together."""

    EMPLOYER = "employer"
    PLACE = "place"
    """The same work place of the vacancies: a county, or a city without counties."""
    CITY = "city"
    """The same prefecture or city, all its counties together."""


@dataclass(frozen=True, slots=True)
class Together:
    """People who go together or not at all: couples, kin, villagers.

    Parameters
    ----------
    key
        Name of the rule.
    people
        Their keys, at least two.
    site
        What together means to them.
    needs_room
        Whether they are a couple who want a couples' room; only at one employer.
    """

    key: str
    people: tuple[int, ...]
    site: Site = Site.EMPLOYER
    needs_room: bool = False


@dataclass(frozen=True, slots=True)
class Rooms:
    """An employer's rooms for couples.

    Parameters
    ----------
    key
        Name of the rule.
    employer
        The employer's key.
    rooms
        How many couples may be housed, at least 0; None where there are rooms and nobody said how
        many. Employers without a line have none.
    """

    key: str
    employer: int
    rooms: int | None


@dataclass(frozen=True, slots=True)
class StayHome:
    """A household with dependants, of whose able people some stay in the home county.

    Parameters
    ----------
    key
        Name of the rule.
    people
        Keys of the able people.
    leave
        How many of them may take posts outside their county.
    """

    key: str
    people: tuple[int, ...]
    leave: int


@dataclass(frozen=True, slots=True)
class Batch:
    """Vacancies that open only with at least so many people.

    Parameters
    ----------
    key
        Name of the rule.
    vacancies
        Their keys.
    least
        People, at least 1.
    """

    key: str
    vacancies: tuple[int, ...]
    least: int


@dataclass(frozen=True, slots=True)
class Trip:
    """Vehicles from door to door on one departure.

    Parameters
    ----------
    key
        Name of the rule.
    origin, destination
        Codes of the places that it joins.
    seats, least
        Of one vehicle: its seats, and the fewest people it leaves with.
    vehicles
        How many there may be.
    saving
        What a seat in it is worth to a traveller, in points of score.
    cost
        What one vehicle costs, in points of score.
    departs
        Day of departure, days since 1970-01-01; people available later and posts that end
        recruiting or work earlier are not on it. None for any day.
    """

    key: str
    origin: str
    destination: str
    seats: int
    least: int
    vehicles: int
    saving: int
    cost: int
    departs: int | None = None


class QuotaKind(StrEnum):
    """What promises a quota; decides its checks and its words."""

    AGREEMENT = "agreement"
    """A promise between paired places: refused where no pair is in force."""
    PAIR = "pair"
    DESTINATION = "destination"
    ORIGIN = "origin"
    EMPLOYER = "employer"
    STATION = "station"
    """As many as a station's officers can follow up."""


@dataclass(frozen=True, slots=True)
class Quota:
    """At least and at most so many people from an origin to a destination.

    Parameters
    ----------
    key
        Name of the rule.
    kind
        What it comes from.
    origin, destination
        Codes of places; empty for anywhere.
    employers
        Keys of employers it counts at; empty for all.
    least, most
        People; None where there is no limit.
    """

    key: str
    kind: QuotaKind
    origin: str = ""
    destination: str = ""
    employers: tuple[int, ...] = ()
    least: int | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Concentration:
    """At most so many people of one home place at one employer.

    Parameters
    ----------
    key
        Name of the rule.
    most
        People.
    """

    key: str
    most: int


@dataclass(frozen=True, slots=True)
class Reciprocity:
    """Sent and taken between two places that differ by no more than agreed, over all rounds.

    Parameters
    ----------
    key
        Name of the rule.
    one, other
        Codes of the places.
    before
        People sent from one to the other less those sent back, in earlier rounds.
    most_apart
        How far that figure may be from 0 after this round.
    """

    key: str
    one: str
    other: str
    before: int
    most_apart: int


class Decision(StrEnum):
    """What is settled about a pair before the round."""

    PIN = "pin"
    """An officer's choice: the person has this post in every plan."""
    STANDING = "standing"
    """An offer made earlier that still stands: as a pin, and nobody else is promised the seat."""
    BAN = "ban"
    OVERRIDE = "override"
    """An officer allows the pair in spite of rules that are no law."""


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision about one pair.

    Parameters
    ----------
    key
        Name of the rule.
    decision
        What is settled.
    person, vacancy
        Keys of the pair.
    """

    key: str
    decision: Decision
    person: int
    vacancy: int


@dataclass(frozen=True, slots=True)
class GroupFloor:
    """At least so many people of a group placed: women, over 50, disabled, remote counties.

    Parameters
    ----------
    key
        Name of the rule.
    people
        Keys of the group.
    least
        How many of them.
    """

    key: str
    people: tuple[int, ...]
    least: int


@dataclass(frozen=True, slots=True)
class OwnBest:
    """Nobody is offered a post far below the best that is open to the person alone.

    Parameters
    ----------
    key
        Name of the rule.
    most_below
        Points of score, at least 0. The best is that of posts with seats which are not banned to
        the person; people with a pin, a standing offer or an override are left to the officer.
    """

    key: str
    most_below: int


@dataclass(frozen=True, slots=True)
class Budget:
    """Money that the plan's travels, or subsidies, may cost.

    Parameters
    ----------
    key
        Name of the rule.
    most_fen
        In all.
    fen_per_km, fen_per_person
        What one placed person costs: by distance, and beside it.
    origin, destination
        Codes of places that it pays for; empty for anywhere.
    """

    key: str
    most_fen: int
    fen_per_km: int = 0
    fen_per_person: int = 0
    origin: str = ""
    destination: str = ""


@dataclass(frozen=True, slots=True)
class Rules:
    """Everything asked of one plan; all empty for a plain round."""

    together: tuple[Together, ...] = ()
    rooms: tuple[Rooms, ...] = ()
    stay_home: tuple[StayHome, ...] = ()
    batches: tuple[Batch, ...] = ()
    trips: tuple[Trip, ...] = ()
    quotas: tuple[Quota, ...] = ()
    concentration: tuple[Concentration, ...] = ()
    reciprocity: tuple[Reciprocity, ...] = ()
    decided: tuple[Decided, ...] = ()
    floors: tuple[GroupFloor, ...] = ()
    own_best: tuple[OwnBest, ...] = ()
    budgets: tuple[Budget, ...] = ()
