"""Thresholds and small forbidding tables packed into words of 32 bits."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matching.columns.arrays import Bools, Ints

WORD_BITS = 32

Words32 = npt.NDArray[np.uint32]


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """Words of laborers and vacancies.

    A pair is forbidden if in any word w
    ``(~(laborer_w - (vacancy_w & fields_w)) & guards_w) | (vacancy_w & barred_w)`` is not 0;
    ``laborer_w`` carries the guard bits.

    Parameters
    ----------
    laborer, barred
        uint32 (words, laborers).
    vacancy
        uint32 (words, vacancies).
    guards, fields
        uint32 (words).
    """

    laborer: Words32
    barred: Words32
    vacancy: Words32
    guards: Words32
    fields: Words32


def words_of(
    thresholds: list[tuple[Ints, Ints]],
    masks: list[tuple[Ints, Ints, Bools]],
    counts: tuple[int, int],
) -> Words:
    """Packs thresholds and masks, the widest first, into as few words as that takes; at least two.

    Parameters
    ----------
    thresholds
        Levels of laborers and of vacancies.
    masks
        Classes of laborers and of vacancies, and True (classes by classes) where forbidden.
    counts
        Numbers of laborers and vacancies.
    """
    fields = [field for field in map(_ranked, thresholds) if field[2]]
    sizes = [(bits + 1, at) for at, (_, _, bits) in enumerate(fields)]
    sizes += [(mask[2].shape[1], len(fields) + at) for at, mask in enumerate(masks)]
    placed, words = _placed(sizes)
    packed = Words(
        laborer=np.zeros((words, counts[0]), np.uint32),
        barred=np.zeros((words, counts[0]), np.uint32),
        vacancy=np.zeros((words, counts[1]), np.uint32),
        guards=np.zeros(words, np.uint32),
        fields=np.zeros(words, np.uint32),
    )
    for (word, shift), (size, at) in zip(placed, sorted(sizes, reverse=True), strict=True):
        if at < len(fields):
            laborer, vacancy, bits = fields[at]
            guard = 1 << (shift + bits)
            packed.laborer[word] |= ((laborer << shift) | guard).astype(np.uint32)
            packed.vacancy[word] |= (vacancy << shift).astype(np.uint32)
            packed.guards[word] |= np.uint32(guard)
            packed.fields[word] |= np.uint32(((1 << bits) - 1) << shift)
        else:
            laborer_class, vacancy_class, is_forbidden = masks[at - len(fields)]
            bit = np.int64(1) << (shift + np.arange(size))
            barred = (is_forbidden * bit).sum(axis=1)
            packed.barred[word] |= barred[laborer_class].astype(np.uint32)
            packed.vacancy[word] |= bit[vacancy_class].astype(np.uint32)
    return packed


def _ranked(threshold: tuple[Ints, Ints]) -> tuple[Ints, Ints, int]:
    """Gives both sides as ranks among the vacancies' levels, and how many bits they need."""
    laborer, vacancy = threshold
    levels = np.unique(vacancy)
    # A level that every laborer reaches closes nothing: it shares rank 0.
    levels = levels[levels > laborer.min(initial=np.iinfo(np.int64).max)] if len(levels) else levels
    have = np.searchsorted(levels, laborer, side="right")
    need = np.searchsorted(levels, vacancy, side="right")
    return have.astype(np.int64), need.astype(np.int64), len(levels).bit_length()


def _placed(sizes: list[tuple[int, int]]) -> tuple[list[tuple[int, int]], int]:
    """Puts sizes, the largest first, into the first word with room: (word, shift) each."""
    used = [0, 0]
    placed = []
    for size, _ in sorted(sizes, reverse=True):
        word = next((w for w, bits in enumerate(used) if bits + size <= WORD_BITS), len(used))
        if word == len(used):
            used.append(0)
        placed.append((word, used[word]))
        used[word] += size
    return placed, len(used)
