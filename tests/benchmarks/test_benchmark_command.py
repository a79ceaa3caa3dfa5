"""The command of the benchmarks: which cases run at which sizes, and how runs are joined."""

import sys
from types import ModuleType

import pytest

from benchmarks.__main__ import CASES, main
from benchmarks.assignment import raw_on_skewed
from benchmarks.timed import Measured, Timed, median_of, run_once


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[list[int]]:
    """Puts one case in the place of all and notes the sizes it is run at."""
    noted: list[list[int]] = []
    module = ModuleType("benchmarks.noted")
    vars(module)["run"] = lambda sizes: noted.append(list(sizes))
    monkeypatch.setitem(sys.modules, "benchmarks.noted", module)
    for name in CASES:
        monkeypatch.setitem(CASES, name, "benchmarks.noted")
    return noted


def test_sizes_follow_the_case_they_belong_to(calls: list[list[int]]) -> None:
    """Numbers after a name are its sizes; a name without numbers runs at its usual sizes."""
    assert main(["baselines", "1000", "20", "assignment"]) == 0
    assert calls == [[1000, 20], []]


def test_no_words_run_every_case_once(calls: list[list[int]]) -> None:
    """Without arguments every case runs at its usual sizes."""
    assert main([]) == 0
    assert calls == [[]] * len(CASES)


@pytest.mark.parametrize("words", [["nothing"], ["1000"], ["baselines", "many"]])
def test_a_word_that_is_no_case_runs_nothing(calls: list[list[int]], words: list[str]) -> None:
    """A bad name, or a size before any name, is refused before anything runs."""
    assert main(words) == 2
    assert calls == []


def test_runs_join_to_the_median_and_the_highest_memory() -> None:
    """One slow run does not move the figure; memory is that of the worst run."""
    runs = [Measured(Timed(s, 7, arcs=3), mb) for s, mb in [(9.0, 10), (1.0, 30), (2.0, 20)]]
    assert median_of(runs) == Measured(Timed(2.0, 7, arcs=3), 30)


def test_runs_of_different_value_are_refused() -> None:
    """A job that finds different values from run to run is not measured."""
    with pytest.raises(AssertionError):
        median_of([Measured(Timed(1.0, 7), 10), Measured(Timed(1.0, 8), 10)])


def test_a_job_runs_in_a_process_of_its_own() -> None:
    """A fresh process measures the job and hands back seconds, value and its own peak."""
    one = run_once(raw_on_skewed, 200)
    assert one.timed.seconds > 0
    assert one.timed.arcs > 0
    assert one.peak_mb > 10
