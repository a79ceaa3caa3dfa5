"""Reads the columns of a survey into values."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from models.enums import CertificateKind, Channel, NotWorkingReason
from offices.register.amounts import read_one_wage
from offices.register.context import CheckContext
from offices.register.dates import read_date, read_month
from offices.register.identity_numbers import IdentityNumber
from offices.register.labels import label_reader, read_yes_no
from offices.register.people import read_identities, read_names
from offices.register.phones import read_phone
from offices.register.places import PlaceReader
from offices.register.reading import Reading
from offices.register.survey_values import (
    places_reader,
    read_certificates,
    read_reach,
    read_skill_level,
    read_start,
    read_titles,
)
from offices.register.text_columns import read_compact, read_text
from offices.register.titles import LONGEST_TITLE
from regions.places import Place


@dataclass(frozen=True, slots=True)
class SurveyColumns:
    """Values by column, all of one length, in the file's order."""

    identities: Sequence[IdentityNumber | None]
    names: Sequence[str]
    phones: Sequence[str | None]
    residences: Sequence[Place | None]
    willing: Sequence[bool | None]
    reasons: Sequence[NotWorkingReason | None]
    wished: Sequence[tuple[str, ...]]
    refused: Sequence[tuple[str, ...]]
    wished_places: Sequence[tuple[Place, ...]]
    refused_places: Sequence[tuple[Place, ...]]
    reaches: Sequence[str | None]
    wages: Sequence[int | None]
    starts: Sequence[dt.date | None]
    ends: Sequence[dt.date | None]
    companions: Sequence[str]
    skills: Sequence[str]
    levels: Sequence[int]
    certificates: Sequence[tuple[CertificateKind, ...]]
    training: Sequence[bool | None]
    planned: Sequence[bool | None]
    needs: Sequence[str]
    days: Sequence[dt.date | None]
    work_places: Sequence[Place | None]
    work_employers: Sequence[str]
    work_titles: Sequence[str]
    work_starts: Sequence[dt.date | None]
    work_wages: Sequence[int | None]
    channels: Sequence[Channel | None]


def read_survey_columns(reading: Reading, context: CheckContext) -> SurveyColumns:
    """Reads every column that a rule or a record needs."""
    read_place = PlaceReader(context.gazetteer).read
    read_places = places_reader(context.gazetteer)
    reason = label_reader("not_working_reason", NotWorkingReason)
    return SurveyColumns(
        identities=read_identities(reading, context),
        names=read_names(reading),
        phones=reading.read("phone", read_phone),
        residences=reading.read("residence", read_place),
        willing=reading.read("is_willing", read_yes_no),
        reasons=reading.read("not_working_reason", reason),
        wished=reading.read("wished_occupations", read_titles),
        refused=reading.read("refused_occupations", read_titles),
        wished_places=reading.read("wished_destinations", read_places),
        refused_places=reading.read("refused_destinations", read_places),
        reaches=reading.read("reach", read_reach),
        wages=reading.read("wage_floor", read_one_wage),
        starts=reading.read("available_from", read_start),
        ends=reading.read("available_until", read_start),
        companions=reading.read("companions", read_compact(40)),
        skills=reading.read("skill_title", read_compact(LONGEST_TITLE)),
        levels=reading.read("skill_level", read_skill_level),
        certificates=reading.read("certificates", read_certificates),
        training=reading.read("wants_training", read_yes_no),
        planned=reading.read("is_planned", read_yes_no),
        needs=reading.read("service_need", read_text(120)),
        days=reading.read("surveyed_on", read_date),
        work_places=reading.read("work_place", read_place),
        work_employers=reading.read("work_employer", read_text(120)),
        work_titles=reading.read("work_title", read_compact(80)),
        work_starts=reading.read("work_started", read_month),
        work_wages=reading.read("work_wage", read_one_wage),
        channels=reading.read("channel", label_reader("channel", Channel)),
    )
