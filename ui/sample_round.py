"""The sample's round, from its workbooks to its printed lists; what is done already stays done."""

from pathlib import Path
from typing import Protocol

from models.enums import ImportKind, ListKind, RoundState
from models.errors import AppError
from offices.directory.acts import load_directory
from offices.lists.acts_editions import SAMPLE_MARK
from offices.register.acts import list_batches
from offices.rounds.acts import list_rounds, open_round, round_summary
from offices.rounds.rules_families import USUAL, settings_with
from offices.sample.acts import load_sample
from offices.sample.directory import sample_directory
from offices.sample.sizes import SAMPLE_TODAY, SampleSize
from offices.sample.workbooks import SampleFiles, write_sample
from regions.gazetteer import load_gazetteer
from ui.clock import now
from ui.demo_actor import DEMO_ACTOR, acting_for
from ui.i18n.words import Words
from ui.import_steps import import_bytes, read_bytes
from ui.list_files import export_lists, exported_files
from ui.round_steps import accept_all, freeze, publish_lists
from ui.settings import Settings
from ui.transactions import reading, transaction

MOST_IN_WORKBOOKS = 350_000
"""People on a register that is imported as workbooks; larger samples go straight to the tables."""

MOST_UNDER_RULES = 1_000
"""People of a pool whose plan the sample seeks under the register's rules, as offices would. Larger
samples show rounds of single people, proven optimal within the time of a first look."""


class OtherDataError(AppError):
    """The database holds data that are not this sample's; made-up people are kept apart."""

    code = "sample.other_data"


class Steps(Protocol):
    """Receives the steps of the way, and watches the solve."""

    def begin(self, step: str) -> None:
        """Takes note that a step begins."""

    def solve(self, round_code: str) -> None:
        """Queues a solve and waits for its end."""


def sample_round(settings: Settings, size: SampleSize, words: Words, steps: Steps) -> str:
    """Brings the sample's round to its published and printed lists, and gives its code.

    Raises
    ------
    OtherDataError
        If the database holds anything but this sample.
    """
    code = _opened(settings, size)
    with reading(settings) as session:
        found = round_summary(session, DEMO_ACTOR, code)
    if not found.counts:
        _import_sample(settings, size, steps)
        steps.begin("freeze")
        freeze(settings, code)
    if not found.figures:
        steps.solve(code)
    if found.round.state is not RoundState.PUBLISHED:
        steps.begin("publish")
        accept_all(settings, code)
        publish_lists(settings, code)
    if len(exported_files(settings, code, words)) < len(ListKind):
        steps.begin("export")
        export_lists(settings, code, words)
    return code


def sample_in(settings: Settings) -> str | None:
    """Gives the name of the sample that the database holds, if it holds one."""
    return next((name for _, name in _sample_rounds(settings)), None)


def is_empty(settings: Settings) -> bool:
    """Tells whether nothing was ever imported and no round opened."""
    with reading(settings) as session:
        return not list_rounds(session, DEMO_ACTOR) and not list_batches(session, DEMO_ACTOR)


def _opened(settings: Settings, size: SampleSize) -> str:
    """Finds the sample's round or opens it: it marks the database as the sample's from then on."""
    for code, name in _sample_rounds(settings):
        if name != size.name:
            raise OtherDataError(size=size.name)
        return code
    if not is_empty(settings):
        raise OtherDataError(size=size.name)
    gazetteer = load_gazetteer()
    with transaction(settings) as session:
        load_directory(session, DEMO_ACTOR, sample_directory(), gazetteer, now=now())
        families = USUAL if size.pool_people <= MOST_UNDER_RULES else ()
        mark = {SAMPLE_MARK: size.name, **settings_with(families)}
        return open_round(session, DEMO_ACTOR, size.office_code, SAMPLE_TODAY, mark, now=now()).code


def _sample_rounds(settings: Settings) -> list[tuple[str, str]]:
    """Gives code and sample of the rounds that play on one, oldest first."""
    with reading(settings) as session:
        rounds = list_rounds(session, DEMO_ACTOR)
    return [
        (r.code, str(r.settings[SAMPLE_MARK]))
        for r in reversed(rounds)
        if SAMPLE_MARK in r.settings
    ]


def _import_sample(settings: Settings, size: SampleSize, steps: Steps) -> None:
    steps.begin("sample")
    if size.register_people > MOST_IN_WORKBOOKS:
        with transaction(settings) as session:
            load_sample(session, DEMO_ACTOR, size, size.seed, now=now())
        return
    office = acting_for(size.home_path)
    files = write_sample(settings.var_folder / "sample" / size.name, size, size.seed)
    for kind, path in _in_order(files):
        steps.begin(f"import_{kind.value}")
        data = read_bytes(settings, path)
        import_bytes(settings, kind, data, path.name, SAMPLE_TODAY, actor=office)


def _in_order(files: SampleFiles) -> list[tuple[ImportKind, Path]]:
    """Gives the workbooks as an office would import them: people first."""
    return [
        *((ImportKind.REGISTER, path) for path in files.registers),
        (ImportKind.SURVEY, files.survey),
        *((ImportKind.VACANCIES, path) for path in files.vacancies),
        *((ImportKind.EMPLOYMENT, path) for path in files.employment),
    ]
