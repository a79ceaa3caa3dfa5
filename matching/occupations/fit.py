"""How well earlier work fits a post: by the classification's tree and by skill level."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Int16 = npt.NDArray[np.int16]

SAME_DETAIL = 1000
"""Per mille: the same occupation."""
SAME_MINOR = 700
"""Per mille: same minor class; tools and materials mostly shared."""
SAME_MIDDLE = 450
"""Per mille: same middle class; same trade or industry, other tasks."""
SAME_MAJOR = 250
"""Per mille: same major class; the kind of working day is known, not the work."""
UNRELATED = 100
"""Per mille: another major class or unknown. Not zero: most posts train newcomers."""
GENERAL_LABOUR = "6-31-99-00"
"""Where unspecific labour titles go: the residual class of auxiliary production workers."""
OPEN_TO_ALL = 800
"""Per mille, the least anybody gets for a general-labour post: it asks for no earlier trade."""
LEVEL_STEP = 200
"""Per mille lost for each level below the required one."""
LEVEL_FLOOR = 200
"""Per mille, the lowest level factor."""


def fit_table(person_codes: Sequence[str], vacancy_codes: Sequence[str]) -> Int16:
    """Gives the fit of each person's code (rows) with each vacancy's code (columns).

    Per mille, in [100, 1000]. An empty code is unknown and fits nothing better than ``UNRELATED``,
    except a general-labour post. The values are conventions ordered by the tree, not estimates.
    Pass distinct codes and index into the table where there are many people.
    """
    people = np.asarray(person_codes, dtype="U10").reshape(-1, 1)
    vacancies = np.asarray(vacancy_codes, dtype="U10").reshape(1, -1)
    table = np.full((people.shape[0], vacancies.shape[1]), UNRELATED, dtype=np.int16)
    for length, value in ((1, SAME_MAJOR), (4, SAME_MIDDLE), (7, SAME_MINOR), (10, SAME_DETAIL)):
        same = people.astype(f"U{length}") == vacancies.astype(f"U{length}")
        table[same & (people != "")] = value
    open_posts = vacancies[0] == GENERAL_LABOUR
    table[:, open_posts] = np.maximum(table[:, open_posts], OPEN_TO_ALL)
    return table


def level_factor(held: npt.ArrayLike, required: npt.ArrayLike) -> Int16:
    """Gives the factor, per mille, for a held skill level (0-5) against a required one.

    1000 at or above the requirement; more skill never gives less. Arrays broadcast.
    """
    short = np.asarray(required, dtype=np.int64) - np.asarray(held, dtype=np.int64)
    factor = np.clip(1000 - LEVEL_STEP * np.maximum(short, 0), LEVEL_FLOOR, 1000)
    return np.asarray(factor, dtype=np.int16)
