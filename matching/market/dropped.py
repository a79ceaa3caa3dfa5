"""Which of a person's exclusions to take back."""

import numpy as np
import numpy.typing as npt

from matching.columns.arrays import Bools


def drop_one(excluded: npt.NDArray[np.int32], covers: Bools) -> tuple[list[int], Bools]:
    """Chooses the exclusion that opens most vacancies when it is taken back.

    Parameters
    ----------
    excluded
        The person's exclusions, positions among the context's places or occupations, each once.
    covers
        Exclusions by the vacancies asked about; each vacancy is covered by an exclusion.

    Returns
    -------
    tuple
        The exclusions to take back, one if one opens anything, else all; and what that opens.
    """
    opened = covers & (covers.sum(axis=0) == 1)
    counts = opened.sum(axis=1)
    if counts.max(initial=0) == 0:
        return excluded.tolist(), np.ones(covers.shape[1], np.bool_)
    best = int(np.argmax(counts))
    return [int(excluded[best])], opened[best]
