"""What any fit keeps, whatever the spells."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from matching.retention.effects import EFFECT_LIMIT, INDEX_LIMIT
from matching.retention.errors import SettingsError, SpellsError
from matching.retention.fit import fit
from matching.retention.model import RetentionModel
from matching.retention.settings import RetentionParams, Structure
from matching.retention.spells import Codes, Spells
from tests.matching.retention.spell_cases import DAY, bare, fitted, spells_of

STRUCTURE = Structure(
    causes=3,
    factors={"tier": 4, "fit": 2},
    slopes=("wage",),
    chains=(("employer", "trade"), ("county", "prefecture")),
    strata=2,
)
FEW = settings(max_examples=20, deadline=None)


def _drawn(seed: int, rows: int, events: float = 0.6) -> Spells:
    """Spells of any shape: few or many, groups of one, unknown groups, late entries."""
    drawn = np.random.default_rng(seed)
    employer = drawn.integers(-1, max(1, rows // 3), rows)
    county = drawn.integers(-1, 12, rows)
    entered = drawn.integers(0, 10, rows) * (drawn.random(rows) < 0.3)
    return spells_of(
        entered + drawn.integers(1, 30, rows),
        drawn.integers(1, 4, rows) * (drawn.random(rows) < events),
        entered,
        1000,
        drawn.integers(0, 2, rows),
        {"tier": drawn.integers(0, 4, rows), "fit": drawn.integers(0, 2, rows)},
        {"wage": drawn.normal(0, 0.5, rows)},
        {
            "employer": employer,
            "trade": np.where(employer < 0, -1, employer % 5),
            "county": county,
            "prefecture": np.where(county < 0, -1, county // 4),
        },
    )


worlds = st.builds(
    _drawn,
    st.integers(0, 10**6),
    st.integers(0, 150),
    st.sampled_from([0.0, 0.1, 0.6, 1.0]),
)


def _near(one: RetentionModel, other: RetentionModel, codes: Codes) -> None:
    """Equal but for rounding: an entry of a table may fall to the next step, no more."""
    for name, effects in one.tables.items():
        steps = effects.steps.astype(int) - other.tables[name].steps
        assert np.abs(steps).max(initial=0) <= 1, name
        assert (steps != 0).mean() <= 0.2 if len(steps) >= 10 else True
    first, second = one.predict(codes), other.predict(codes)
    np.testing.assert_allclose(first.months, second.months, atol=0.2)
    np.testing.assert_allclose(first.causes, second.causes, atol=0.05)


@given(worlds, st.integers(0, 10**6))
@FEW
def test_order_of_rows_does_not_matter(spells: Spells, seed: int) -> None:
    """Shuffled spells give the same model; sums in another order may turn a rounding."""
    shuffled = spells.rows(np.random.default_rng(seed).permutation(len(spells)))
    _near(fitted(spells, STRUCTURE), fitted(shuffled, STRUCTURE), spells.codes)


@given(worlds)
@FEW
def test_a_row_of_weight_two_is_the_row_twice(spells: Spells) -> None:
    """A doubled weight and a doubled row give the same model."""
    weight = np.where(np.arange(len(spells)) % 3 == 0, 2000, 1000).astype(np.int16)
    heavy = replace(spells, weight_per_mille=weight)
    twice = spells.rows(np.repeat(np.arange(len(spells)), weight // 1000))
    _near(fitted(heavy, STRUCTURE), fitted(twice, STRUCTURE), spells.codes)


@given(worlds, st.integers(0, 10**6))
@FEW
def test_a_spell_split_by_late_entry_is_the_spell(spells: Spells, seed: int) -> None:
    """A spell cut in two, the first part censored and the second entered late, is the same."""
    drawn = np.random.default_rng(seed)
    cut = spells.entered + 1 + drawn.integers(0, 40, len(spells))
    is_cut = cut < spells.left
    cut = np.where(is_cut, cut, spells.left).astype(np.int16)
    before = replace(spells, left=cut, cause=np.where(is_cut, 0, spells.cause).astype(np.int8))
    after = replace(spells, entered=np.where(is_cut, cut, spells.entered)).rows(is_cut)
    joined = _joined(before, after)
    _near(fitted(spells, STRUCTURE), fitted(joined, STRUCTURE), spells.codes)


def _joined(one: Spells, other: Spells) -> Spells:
    def columns(first, second):
        return {name: np.concatenate([first[name], second[name]]) for name in first}

    own = ("entered", "left", "cause", "weight_per_mille", "stratum")
    return Spells(
        *(np.concatenate([getattr(one, name), getattr(other, name)]) for name in own),
        columns(one.factors, other.factors),
        columns(one.slopes, other.slopes),
        columns(one.groups, other.groups),
    )


@given(worlds, st.integers(1, 2**60))
@FEW
def test_names_of_groups_do_not_matter(spells: Spells, salt: int) -> None:
    """Other ids, far apart, in another order: the same effects under the other ids."""
    employer = spells.groups["employer"]
    other = np.where(employer < 0, -1, salt - employer * 7919 % 1000003 * (salt // 10**7 + 1))
    assume((other[employer >= 0] >= 0).all())
    renamed = replace(spells, groups={**spells.groups, "employer": other.astype(np.int64)})
    one, two = fitted(spells, STRUCTURE), fitted(renamed, STRUCTURE)
    _near_index(one.index(spells.codes), two.index(renamed.codes))
    found = two.effects("employer").steps_of(renamed.groups["employer"])
    own = one.effects("employer").steps_of(employer)
    assert np.abs(found.astype(int) - own).max(initial=0) <= 1


def _near_index(one, other) -> None:
    assert np.abs(one.astype(int) - other).max(initial=0) <= 5


@given(worlds)
@FEW
def test_the_index_is_the_sum_of_table_entries(spells: Spells) -> None:
    """Every row's index is the plain integer sum of what the tables say of its codes."""
    model = fitted(spells, STRUCTURE)
    total = np.zeros(len(spells), np.int64)
    for name in STRUCTURE.factors:
        total += model.effects(name).steps[spells.factors[name]]
    total += model.slope_steps("wage", spells.slopes["wage"])
    for name in STRUCTURE.groups:
        effects = model.effects(name)
        plain = dict(zip(effects.ids.tolist(), effects.steps.tolist(), strict=True))
        found = [plain.get(group, 0) for group in spells.groups[name].tolist()]
        total += np.array(found, np.int64)
    expected = np.clip(total, -INDEX_LIMIT, INDEX_LIMIT)
    np.testing.assert_array_equal(model.index(spells.codes), expected)
    for effects in model.tables.values():
        assert np.abs(effects.steps).max(initial=0) <= 2 * EFFECT_LIMIT


@given(worlds)
@FEW
def test_predictions_fall_with_the_index_and_shares_add_up(spells: Spells) -> None:
    """Months and chances never rise with the index; bounds hold; causes of leavers add up to 1."""
    model = fitted(spells, STRUCTURE)
    for stratum in range(2):
        assert (np.diff(model.curve(stratum)) <= 0).all()
        survival = model.survival(stratum)
        assert (np.diff(survival, axis=0) <= 0).all()
        assert (np.diff(survival, axis=1) < 0).all()
        assert ((survival > 0) & (survival < 1)).all()
    found = model.predict(spells.codes)
    assert (found.low <= found.months).all()
    assert (found.months <= found.high).all()
    assert ((found.months > 0) & (found.months < 12)).all()
    np.testing.assert_allclose(found.causes.sum(axis=1), 1.0, atol=1e-5)
    assert (found.causes > 0).all()
    entries = found.index.astype(int) + INDEX_LIMIT
    curves = np.stack([model.curve(stratum) for stratum in range(2)])
    np.testing.assert_array_equal(found.months, curves[spells.stratum, entries].astype(np.float32))


@given(worlds)
@FEW
def test_leaving_soon_follows_from_the_hazards_ahead(spells: Spells) -> None:
    """For somebody there since m months: 1 - (1 - h_{m+1}) ... over the months ahead."""
    model = fitted(spells, STRUCTURE)
    reached = spells.left
    found = model.leaving(spells.codes, reached)
    assert (np.diff(found.chance, axis=1) >= 0).all()
    np.testing.assert_allclose(found.causes.sum(axis=1), 1.0, atol=1e-5)
    entries = model.index(spells.codes).astype(int) + INDEX_LIMIT
    for row in range(min(5, len(spells))):
        months = reached[row] + np.arange(1, 4)
        hazards = model.hazards(int(spells.stratum[row]), months)[entries[row]]
        expected = 1.0 - np.cumprod(1.0 - hazards)
        np.testing.assert_allclose(found.chance[row], expected, rtol=1e-5)


@given(st.integers(0, 10**6))
@FEW
def test_without_factors_expected_leavings_are_those_that_were(seed: int) -> None:
    """The score equations: in each month at risk, chances add up to leavings, nothing drawn."""
    spells = _drawn(seed, 300)
    spells = replace(spells, stratum=np.zeros(300, np.int8))
    model = fit(spells, bare(Structure(3)), DAY)
    for month in range(1, 13):
        at_risk = (spells.entered < month) & (spells.left >= month)
        left = (spells.left == month) & (spells.cause > 0)
        chance = model.hazards(0, np.array([month]))[INDEX_LIMIT, 0]
        assert chance * at_risk.sum() == pytest.approx(
            min(left.sum(), 0.95 * at_risk.sum()), abs=1e-5
        )


def test_no_spell_at_all_gives_the_stated_prior_and_says_so() -> None:
    """Hazards are the prior's, the interval is wide, causes are even, every effect is 0."""
    none = _drawn(0, 0)
    hazards = tuple(np.linspace(0.1, 0.03, 15).tolist())
    model = fitted(none, STRUCTURE, prior_hazard=hazards)
    assert model.is_prior
    assert model.cases == 0
    some = _drawn(1, 20).codes
    found = model.predict(some)
    np.testing.assert_array_equal(found.index, np.zeros(20))
    kept = np.cumprod(1.0 - np.array(hazards[:12]))
    np.testing.assert_allclose(found.stayed, np.tile(kept[[0, 2, 5, 11]], (20, 1)), rtol=1e-6)
    np.testing.assert_allclose(found.causes, 1 / 3, atol=1e-6)
    assert (found.high - found.low > 3.0).all()
    assert not fitted(_drawn(1, 1), STRUCTURE).is_prior


def test_a_group_in_two_others_is_refused() -> None:
    """An employer in two trades, or in one and in none; the finding names the level."""
    for trades in ([1, 2], [1, -1]):
        spells = spells_of([3, 4], [1, 0], groups={"employer": [5, 5], "trade": trades})
        with pytest.raises(SpellsError) as caught:
            fitted(spells, Structure(1, chains=(("employer", "trade"),)))
        assert caught.value.params == {"field": "employer", "reason": "parent"}


@pytest.mark.parametrize(
    ("field", "values", "reason"),
    [
        ("left", [0, 2], "out_of_range"),
        ("entered", [-1, 0], "out_of_range"),
        ("cause", [2, 0], "out_of_range"),
        ("cause", [-1, 0], "out_of_range"),
        ("weight_per_mille", [-5, 0], "out_of_range"),
        ("stratum", [1, 0], "out_of_range"),
        ("stratum", [0], "length"),
    ],
)
def test_columns_that_do_not_fit_are_refused(field: str, values: list[int], reason: str) -> None:
    """Times, causes, weights and strata out of range, and columns of another length."""
    spells = spells_of([1, 2], [1, 0])
    kind = getattr(spells, field).dtype
    with pytest.raises(SpellsError) as caught:
        fitted(replace(spells, **{field: np.array(values, kind)}), Structure(1))
    assert caught.value.params == {"field": field, "reason": reason}


def test_missing_short_and_endless_columns_are_refused() -> None:
    """Each with its name, in a fit and in a prediction."""
    structure = Structure(1, {"tier": 2}, ("wage",), (("county",),))
    good = spells_of([1, 2], [1, 0], 0, 1000, 0, {"tier": 0}, {"wage": 0}, {"county": 3})
    bad = [
        (replace(good, factors={}), "tier", "missing"),
        (replace(good, groups={"county": np.zeros(1, np.int64)}), "county", "length"),
        (replace(good, slopes={"wage": np.array([np.nan, 0.0])}), "wage", "not_finite"),
        (replace(good, slopes={"wage": np.array([np.inf, 0.0])}), "wage", "not_finite"),
    ]
    model = fitted(good, structure)
    for spells, field, reason in bad:
        for act in (lambda s=spells: fitted(s, structure), lambda s=spells: model.predict(s.codes)):
            with pytest.raises(SpellsError) as caught:
                act()
            assert caught.value.params == {"field": field, "reason": reason}


@pytest.mark.parametrize(
    "changed",
    [
        {"prior_hazard": (0.1,) * 3},
        {"prior_hazard": (0.0,) * 15},
        {"prior_leavings": 0.0},
        {"factor_cases": -1.0},
        {"strength_least": 9.0, "strength_most": 8.0},
        {"horizon": 0},
    ],
)
def test_settings_out_of_range_are_refused(changed: dict[str, object]) -> None:
    """Each with its name."""
    with pytest.raises(SettingsError):
        RetentionParams(Structure(1), **changed)


def test_structures_that_cannot_be_are_refused() -> None:
    """No cause, a factor without category, a name twice, a cause's factor that is none."""
    for made in (
        {"causes": 0},
        {"causes": 1, "factors": {"tier": 0}},
        {"causes": 1, "slopes": ("a",), "chains": (("a",),)},
        {"causes": 1, "cause_factors": ("a",)},
    ):
        with pytest.raises(SettingsError):
            Structure(**made)


HARD = {
    "constant": ([3, 9, 4, 12], [1, 0, 1, 0], [1, 1, 1, 1], [2.0, 2.0, 2.0, 2.0]),
    "separable": ([1, 1, 30, 30] * 9, [1, 1, 0, 0] * 9, [0, 0, 1, 1] * 9, [9.0, 9.0, -9, -9] * 9),
    "one spell": ([7], [1], [1], [0.5]),
    "one censored spell": ([7], [0], [1], [0.5]),
    "all censored": ([7, 20, 31], [0, 0, 0], [1, 0, 1], [0.5, 1.0, 2.0]),
    "all leave in the first month": ([1] * 40, [1] * 40, [0, 1] * 20, [0.1, 0.2] * 20),
    "far off": ([5, 6, 7, 8], [1, 1, 0, 1], [0, 1, 1, 0], [1e9, -1e9, 1.0, 1e-9]),
    "long": ([30000, 2, 9], [1, 1, 0], [0, 1, 0], [0.0, 0.0, 0.0]),
}


@pytest.mark.parametrize("name", HARD)
def test_hard_data_give_sane_numbers(name: str) -> None:
    """Constant, collinear, separable, single, all censored, all gone at once: no failure."""
    left, cause, code, value = HARD[name]
    rows = len(left)
    factors = {"tier": code, "same": code}
    slopes = {"wage": value, "double": 2 * np.array(value), "none": np.zeros(rows)}
    groups = {
        "employer": np.arange(rows) // 2,
        "trade": np.zeros(rows),
        "county": np.full(rows, -1),
    }
    spells = spells_of(left, cause, 0, 1000, 0, factors, slopes, groups)
    structure = Structure(
        2, {"tier": 3, "same": 2}, tuple(slopes), (("employer", "trade"), ("county",))
    )
    model = fitted(spells, structure)
    found = model.predict(spells.codes)
    for column in (found.stayed, found.months, found.low, found.high, found.causes):
        assert np.isfinite(column).all()
    assert np.isfinite(model.covariance).all()
    assert (np.diag(model.covariance) >= 0).all()
    assert (found.low <= found.high).all()
    if name == "all leave in the first month":
        assert (found.months < 2.0).all()
    if name == "separable":
        assert found.months[2] - found.months[0] > 3.0


def test_what_was_never_seen_counts_as_usual_and_is_less_certain() -> None:
    """Unknown ids, ids never seen and codes outside a factor have effect 0; intervals are wider."""
    spells = _drawn(4, 300)
    model = fitted(spells, STRUCTURE)
    codes = spells_of(
        [1, 1, 1],
        0,
        factors={"tier": [0, 9, -3], "fit": 0},
        slopes={"wage": 0.0},
        groups={
            "employer": [-1, 10**12, -1],
            "trade": -1,
            "county": [-1, 999, -1],
            "prefecture": -1,
        },
    ).codes
    found = model.predict(codes)
    np.testing.assert_array_equal(found.index, [0, 0, 0])
    employers, trades = model.effects("employer"), model.effects("trade")
    for at in range(len(employers)):
        trade = np.searchsorted(trades.ids, employers.ids[at] % 5)
        assert employers.variance[at] < trades.variance[trade] + employers.unknown_variance


def test_counts_of_cases_and_leavings_stand_beside_effects() -> None:
    """How many stays of an employer, and how many of them ended, as in the columns."""
    spells = _drawn(8, 200)
    effects = fitted(spells, STRUCTURE).effects("employer")
    for at in range(len(effects)):
        rows = spells.groups["employer"] == effects.ids[at]
        assert effects.cases[at] == rows.sum()
        assert effects.leavings[at] == (rows & (spells.cause > 0)).sum()


@pytest.mark.parametrize("stated", [1, 3, 20])
def test_a_value_that_few_rows_have_says_little_of_all_others(stated: int) -> None:
    """Few rows with a value, all leaving at once, move the index of such a row by no hundreds.

    By less than its leavings over the cases that count for 0.
    """
    drawn = np.random.default_rng(stated)
    left = drawn.integers(2, 12, 10_000)
    wish = np.zeros(10_000)
    wish[:stated], left[:stated] = -0.4, 1
    spells = spells_of(left, 1, slopes={"wish": wish})
    slope = fitted(spells, Structure(1, slopes=("wish",))).slopes["wish"]
    assert 0 < -slope * 0.4 < stated / 4
