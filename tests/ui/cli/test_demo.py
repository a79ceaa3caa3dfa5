"""The sample's round from the shell, and that it stays apart from anybody's own data."""

import json
from contextlib import nullcontext
from pathlib import Path

import pytest

from tests.databases import write_keys
from tests.ui.conftest import Laowu
from ui.settings import Settings


def test_a_second_demo_reports_the_same_round(
    laowu: Laowu, database_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """From nothing to printed lists with status 0; the second time the very same object."""
    monkeypatch.setenv("LAOWU_DATABASE_URL", database_url)
    write_keys(tmp_path / "var" / "keys")
    first = laowu("demo", "--size", "round", "--json")
    assert first.status == 0, first.err
    result = json.loads(first.out)
    assert result["placed"] <= min(result["people"], result["seats"])
    assert result["placed"] > 0
    assert result["objective"] == result["bound"]
    assert result["gap"] == 0
    assert len(result["lists"]) == 3
    assert all(Path(path).stat().st_size > 0 for path in result["lists"])
    second = laowu("demo", "--json")
    assert second.status == 0
    assert json.loads(second.out) == result
    other = laowu("demo", "--size", "county")
    assert other.status == 2
    assert json.loads(laowu("lists", "show", result["round"], "--json").out)["holds"]


@pytest.mark.usefixtures("installation")
def test_made_up_people_stay_apart(laowu: Laowu) -> None:
    """A database with a round of its own takes no sample, and no unknown size is drawn."""
    assert laowu("demo", "--size", "gigantic").status == 2
    laowu("round", "open", "433124")
    refused = laowu("demo", "--size", "round", "--json")
    assert refused.status == 2
    assert refused.out == ""
    assert "LAOWU_DATABASE_URL" in refused.err


def test_unfinished_samples_are_finished(laowu: Laowu, installation: Settings) -> None:
    """A demo that stopped after its import goes on from there."""
    from offices.rounds.acts import list_rounds
    from offices.sample.sizes import ROUND
    from ui.cli.console import words
    from ui.demo_actor import DEMO_ACTOR
    from ui.sample_round import sample_round
    from ui.transactions import reading

    class Stopped(Exception):  # noqa: N818 (the test's own signal)
        """Stops on the way."""

    class Stopping:
        def begin(self, step: str) -> None:
            """Stops before the snapshot."""
            if step == "freeze":
                raise Stopped

        def solve(self, round_code: str) -> None:
            """Is never reached."""
            raise AssertionError(round_code)

    from ui.cli.database import prepare

    prepare(installation)
    with pytest.raises(Stopped):
        sample_round(installation, ROUND, words(), Stopping())
    finished = laowu("demo", "--json")
    assert finished.status == 0
    with reading(installation) as session:
        assert len(list_rounds(session, DEMO_ACTOR)) == 1


def test_run_leaves_own_data_alone(
    laowu: Laowu, installation: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A database with a round of its own is served as it is; no sample is loaded."""
    from offices.rounds.acts import list_rounds
    from ui.demo_actor import DEMO_ACTOR
    from ui.transactions import reading

    served = []
    monkeypatch.setattr("ui.cli.demo.listen", lambda _settings: nullcontext())
    monkeypatch.setattr("ui.cli.demo.serve_on", lambda *given: served.append(given))
    laowu("round", "open", "433124")
    started = laowu("run")
    assert started.status == 0, started.err
    assert len(served) == 1
    with reading(installation) as session:
        assert len(list_rounds(session, DEMO_ACTOR)) == 1
