"""Reads the offers of a round's plan that are open, and says how many of each post may go out."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from matching.columns.arrays import Ints
from matching.columns.market_data import MarketData
from matching.market.answers import codes_of_offers
from models.enums import ProposalState
from models.tables.rounds import Proposal
from models.tables.vacancies import Vacancy
from models.values import Actor, Permission
from offices.retention.acts_answers import FittedAcceptance, fit_answers
from offices.retention.acts_stays import CHINA
from offices.retention.answers import refused_of
from offices.retention.answers_offers import OpenOffers, PostOffers, offers_of_posts
from offices.rounds.acts_opening import find_round
from offices.rounds.acts_reading import in_chunks
from offices.rounds.acts_snapshot import snapshot_columns
from offices.rounds.acts_solves import current_solve


@dataclass(frozen=True, slots=True, eq=False)
class RoundOffers:
    """A round's open offers by post, the model that tells their chances, and the posts' titles."""

    code: str
    fitted: FittedAcceptance
    posts: Sequence[PostOffers]
    vacancy_key: Ints
    titles: Mapping[int, str]


@dataclass(frozen=True, slots=True, eq=False)
class _Plan:
    """Open offers in the order in which they would go out, and seats taken by post."""

    person: Ints
    vacancy: Ints
    taken: Ints


def offers_of_round(
    session: Session, actor: Actor, round_code: str, risk_per_mille: int, *, now: dt.datetime
) -> RoundOffers:
    """Says of every post with seats left how many offers may go out, by all answers known today.

    First offers go before second and third ones, among these the higher score first. Accepted ones
    take a seat; whoever accepted one, and whoever returned it to this post, gets none any more.

    Raises
    ------
    NotSolvedError
        If the round has no result.
    NoReasonsInForceError
        If no list of reasons for refusing is in force today.
    """
    opened = find_round(session, actor, Permission.ROUNDS_RUN, round_code)
    solve = current_solve(session, opened)
    data = snapshot_columns(session, actor, solve.snapshot_id)
    today = max(opened.policy_date, now.astimezone(CHINA).date())
    fitted = fit_answers(session, actor, opened.path, today, now=now)
    plan = _plan(session, solve.id, data)
    refused = refused_of(data, fitted.given)
    said = fitted.stored.model.predict(codes_of_offers(data, plan.person, plan.vacancy, refused))
    seats = np.maximum(0, data.vacancies.seats - plan.taken)
    open_offers = OpenOffers(plan.vacancy, said.stayed[:, 0].astype(np.float64), seats)
    posts = offers_of_posts(open_offers, risk_per_mille)
    keys = data.vacancies.key
    titles = _titles(session, [int(keys[one.vacancy]) for one in posts])
    return RoundOffers(opened.code, fitted, posts, keys, titles)


def _plan(session: Session, solve_id: int, data: MarketData) -> _Plan:
    rows = session.execute(
        select(Proposal.person_id, Proposal.vacancy_id, Proposal.state)
        .where(Proposal.solve_id == solve_id)
        .order_by(Proposal.rank, Proposal.score.desc(), Proposal.id)
    ).all()
    accepted = [row for row in rows if row[2] == ProposalState.ACCEPTED.value]
    has_accepted = {row[0] for row in accepted}
    is_open = ProposalState.PROPOSED.value
    left = [row for row in rows if row[2] == is_open and row[0] not in has_accepted]
    post = {key: row for row, key in enumerate(data.vacancies.key.tolist())}
    person = {key: row for row, key in enumerate(data.people.key.tolist())}
    taken = np.array([post[row[1]] for row in accepted], np.int64)
    return _Plan(
        np.array([person[row[0]] for row in left], np.int64),
        np.array([post[row[1]] for row in left], np.int64),
        np.bincount(taken, minlength=len(data.vacancies)).astype(np.int64),
    )


def _titles(session: Session, vacancies: Sequence[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    for keys in in_chunks(vacancies):
        rows = session.execute(select(Vacancy.id, Vacancy.title).where(Vacancy.id.in_(keys)))
        found |= {row[0]: row[1] for row in rows}
    return found
