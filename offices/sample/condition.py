"""Health, schooling, language and ability to work, as age and sex make them likely."""

import numpy as np
import polars as pl

from models.enums import Education, Health, WorkAbility
from offices.sample.draws import Flags, Floats, Integers, Texts

EDUCATION_BY_BIRTH = (
    # born before, then shares of Education's six values
    (1950, (0.42, 0.48, 0.09, 0.01, 0.0, 0.0)),
    (1965, (0.14, 0.52, 0.29, 0.05, 0.0, 0.0)),
    (1975, (0.04, 0.36, 0.50, 0.09, 0.01, 0.0)),
    (1985, (0.01, 0.20, 0.60, 0.14, 0.04, 0.01)),
    (1995, (0.005, 0.08, 0.56, 0.20, 0.11, 0.045)),
    (2100, (0.0, 0.02, 0.40, 0.31, 0.19, 0.08)),
)
"""Plausible shares, falling in line with the spread of schooling in poor counties; not measured."""

SKILLED_SHARE = 0.17


def draw_condition(rng: np.random.Generator, age: Floats, birth_year: Integers) -> pl.DataFrame:
    """Draws health, school, education, ability to work and language, a column each.

    Codes are those of ``models.enums``; a student has no ``education`` and everybody else no
    ``student_status``, as the register wants it. ``speaks_mandarin`` is empty for small children.
    """
    health = _draw_health(rng, age)
    student = _draw_student(rng, age)
    education = _draw_education(rng, birth_year)
    ability = _draw_ability(rng, age, health, student != "")
    schooled = np.select([education == "illiterate", education == "primary"], [0.35, 0.82], 0.985)
    speaks = rng.random(len(age)) < schooled * np.clip(1.25 - age / 150, 0.5, 1)
    return pl.DataFrame(
        {
            "health": health,
            "student_status": student,
            "education": np.where(student == "", education, ""),
            "work_ability": ability,
            "speaks_mandarin": np.where(age < 6, -1, speaks.astype(np.int64)),
        }
    )


def _draw_health(rng: np.random.Generator, age: Floats) -> Texts:
    count = len(age)
    chronic = rng.random(count) < np.clip((age - 35) * 0.008, 0.004, 0.42)
    serious = rng.random(count) < np.clip((age - 30) * 0.0007, 0.002, 0.04)
    disabled = rng.random(count) < np.clip(0.012 + (age - 20) * 0.0009, 0.008, 0.09)
    health = np.full(count, Health.HEALTHY.value, dtype="U16")
    health = np.where(chronic, Health.CHRONIC.value, health)
    health = np.where(serious, Health.SERIOUS.value, health)
    health = np.where(disabled, Health.DISABLED.value, health)
    return np.where(disabled & chronic & (rng.random(count) < 0.5), "chronic,disabled", health)


def _draw_student(rng: np.random.Generator, age: Floats) -> Texts:
    chance = rng.random(len(age))
    stages = (
        (age < 6.5, "preschool"),
        (age < 12.5, "primary"),
        (age < 15.8, "junior"),
        ((age < 19) & (chance < 0.8), "senior"),
        ((age >= 19) & (age < 22.8) & (chance < 0.36), "college"),
    )
    return np.select([reached for reached, _ in stages], [code for _, code in stages], "")


def _draw_education(rng: np.random.Generator, birth_year: Integers) -> Texts:
    values = np.array([value.value for value in Education])
    drawn = rng.random(len(birth_year))
    education = np.full(len(birth_year), "", dtype="U10")
    for before, shares in reversed(EDUCATION_BY_BIRTH):
        steps = np.cumsum(shares)
        index = np.minimum(np.searchsorted(steps / steps[-1], drawn, side="right"), len(values) - 1)
        education = np.where(birth_year < before, values[index], education)
    return education


def _draw_ability(rng: np.random.Generator, age: Floats, health: Texts, is_student: Flags) -> Texts:
    drawn = rng.random(len(age))
    ability = np.where(drawn < SKILLED_SHARE, WorkAbility.SKILLED.value, WorkAbility.ORDINARY.value)
    is_healthy = health == Health.HEALTHY.value
    frail = ~is_healthy & (drawn < np.where(health == Health.CHRONIC.value, 0.35, 0.7))
    ability = np.where(frail, WorkAbility.WEAK.value, ability)
    ability = np.where(
        (health == Health.SERIOUS.value) & (drawn < 0.45), WorkAbility.LOST.value, ability
    )
    ability = np.where(
        np.char.find(health, "disabled") >= 0,
        np.where(drawn < 0.25, WorkAbility.LOST.value, WorkAbility.WEAK.value),
        ability,
    )
    old = age >= 60.2
    ability = np.where(old & (drawn > 1.25 - (age - 55) * 0.045), WorkAbility.WEAK.value, ability)
    ability = np.where((age >= 68) & (drawn > 0.3), WorkAbility.NONE.value, ability)
    # a day's margin around the sixteenth birthday: healthy people of 16 are able
    return np.where(is_student | (age < 15.98) | (age >= 76), WorkAbility.NONE.value, ability)
