"""A round's open offers as codes and figures."""

from typing import Any

from offices.rounds.acts_offers import RoundOffers


def offers_told(found: RoundOffers, risk_per_mille: int) -> dict[str, Any]:
    """Gives what is counted, of what, as known when and by which model; emptiest posts first.

    Parameters
    ----------
    found
        The offers.
    risk_per_mille
        The risk they keep.
    """
    stored, posts = found.fitted.stored, found.posts
    rows = [
        {
            "vacancy": int(found.vacancy_key[one.vacancy]),
            "title": found.titles[int(found.vacancy_key[one.vacancy])],
            "seats": one.seats,
            "open": one.open,
            "offers": one.offers,
            "accepted": one.accepted,
            "too_many": one.too_many,
            "unfilled": one.unfilled,
            "is_unfilled": one.is_unfilled,
        }
        for one in sorted(posts, key=lambda one: (-(one.seats - one.accepted), one.vacancy))
    ]
    return {
        "round": found.code,
        "definition": "acceptance_of_first_offers_by_people",
        "cut_off": stored.cut_off.isoformat(),
        "version": stored.version,
        "is_prior": stored.model.is_prior,
        "prior_refusal": stored.model.params.prior_hazard[0],
        "answers": stored.model.cases,
        "refusals": stored.model.leavings,
        "heard": dict(found.fitted.heard),
        "risk_per_mille": risk_per_mille,
        "posts_with_seats": len(posts),
        "seats": sum(one.seats for one in posts),
        "open": sum(one.open for one in posts),
        "offers": sum(one.offers for one in posts),
        "accepted": sum(one.accepted for one in posts),
        "posts_unfilled": sum(one.is_unfilled for one in posts),
        "posts": rows,
    }
