"""The way from the offices' workbooks to the three lists, once, in a real browser."""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from models.enums import ImportKind
from offices.directory.acts import load_directory
from offices.sample.directory import sample_directory
from offices.sample.sizes import ROUND, SAMPLE_TODAY
from offices.sample.workbooks import write_sample
from offices.workbooks.limits import WorkbookLimits
from offices.workbooks.reader import read_workbook
from regions.gazetteer import load_gazetteer
from tests.ui.test_server import answer, free_port
from ui.cli.database import prepare
from ui.clock import now
from ui.demo_actor import DEMO_ACTOR
from ui.i18n.words import load_words
from ui.settings import ROOT, current_settings
from ui.transactions import close_engines, transaction

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
SCREENSHOTS = ROOT / "var" / "screenshots"
START_SECONDS = 60.0
SOLVE_MILLISECONDS = 60_000
OWN_SCHEMES = {"data", "blob"}
LATIN_WORD = re.compile(r"[A-Za-z]{3,}")
LATIN_NAMES = {"xlsx", "xls", "csv", "XLSX", "XLS", "CSV", "Streamlit", "GS", "English", "hazard"}
"""What stays in Latin letters on a Chinese page: formats, a product, the other language's name."""

WORDS = load_words("zh_CN", is_strict=True)

Shoot = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Visit:
    """One visitor's page, and what it asked other hosts for."""

    page: Page
    address: str
    foreign: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    def shoot(self, name: str) -> None:
        """Keeps a picture of the whole page, and looks for English and stack traces on it."""
        expect(self.page.locator("[data-testid=stStatusWidget]")).to_have_count(0, timeout=60_000)
        self.page.wait_for_timeout(1000)
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=True)
        assert "Traceback" not in self.page.inner_text("body")

    def latin_lines(self) -> set[str]:
        """Gives the lines and labels with English words in them, but for names."""
        labels = self.page.eval_on_selector_all(
            "[aria-label]:not(svg *)", "found => found.map(one => one.getAttribute('aria-label'))"
        )
        icons = self.page.locator("[data-testid=stIconMaterial]").all_inner_texts()
        lines = {*self.page.inner_text("body").splitlines(), *labels} - set(icons)
        return {line for line in lines if set(LATIN_WORD.findall(line)) - LATIN_NAMES}

    def go(self, name: str) -> None:
        """Follows the sidebar's link to a page and waits until it stands."""
        title = WORDS.text(f"page.{name}.title")
        self.page.get_by_test_id("stSidebarNav").get_by_role("link", name=title).click()
        heading = WORDS.text("app.title") if name == "home" else title
        expect(self.page.locator("h1", has_text=heading)).to_be_visible(timeout=30_000)

    def press(self, code: str) -> None:
        """Presses the button that bears some words."""
        self.page.get_by_role("button", name=WORDS.text(code), exact=True).click()

    def wait_for(self, text: str, *, milliseconds: float = 30_000) -> None:
        """Waits until a text can be read."""
        expect(self.page.get_by_text(text).first).to_be_visible(timeout=milliseconds)


@pytest.fixture
def address(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[str]:
    """A real server over a fresh database that knows the sample's offices and nobody else."""
    port = free_port()
    monkeypatch.delenv("LAOWU_DATABASE_URL", raising=False)
    monkeypatch.delenv("LAOWU_LANGUAGE", raising=False)
    monkeypatch.setenv("LAOWU_VAR_FOLDER", str(tmp_path / "var"))
    monkeypatch.setenv("LAOWU_PORT", str(port))
    monkeypatch.setenv("LAOWU_STRICT_WORDS", "1")
    settings = current_settings()
    prepare(settings)
    with transaction(settings) as session:
        gazetteer = load_gazetteer()
        load_directory(session, DEMO_ACTOR, sample_directory(), gazetteer, now=now())
    close_engines()
    found_here = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "ui.cli", "serve"]
    with subprocess.Popen(command, env=found_here, cwd=ROOT) as process:
        _wait_until_healthy(port)
        yield f"http://127.0.0.1:{port}"
        process.terminate()
        process.wait(20)


@pytest.fixture
def browser() -> Iterator[Browser]:
    """Headless Chromium with Chinese fonts; where they are missing the test fails."""
    fonts = shutil.which("fc-list") and subprocess.run(
        ["fc-list", ":lang=zh"], capture_output=True, text=True, check=False
    )
    if not CHROMIUM.exists() or not fonts or not fonts.stdout.strip():
        pytest.fail("Chromium or Chinese fonts are missing: run `make browser`", pytrace=False)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def visit(browser: Browser, address: str) -> Visit:
    """A visitor who reads Chinese."""
    context = browser.new_context(
        locale="zh-CN", viewport={"width": 1440, "height": 1500}, accept_downloads=True
    )
    context.set_default_timeout(10_000)
    visit = Visit(context.new_page(), address)
    own = urlsplit(address).netloc

    def note(url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in OWN_SCHEMES and parts.netloc != own:
            visit.foreign.append(url)

    context.on("request", lambda request: note(request.url))
    visit.page.on("websocket", lambda socket: note(socket.url))
    visit.page.on("pageerror", lambda error: visit.failures.append(str(error)))
    return visit


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
def test_from_workbooks_to_lists(visit: Visit, tmp_path: Path) -> None:
    """A clerk imports the sample's workbooks, has a round solved, decides, publishes, downloads.

    Nothing is asked of another host, no page shows a stack trace or English to a Chinese reader.
    """
    latin: set[str] = set()

    def shoot(name: str) -> None:
        visit.shoot(name)
        latin.update(visit.latin_lines())

    visit.page.goto(visit.address)
    visit.wait_for(WORDS.text("page.home.empty"))
    shoot("01_home_empty")
    _import_all(visit, tmp_path / "books", shoot)
    visit.go("home")
    visit.wait_for(WORDS.text("page.home.no_round"))
    _solve(visit, shoot)
    _review(visit, shoot)
    _publish(visit, shoot)
    visit.page.get_by_test_id("stSidebar").get_by_role("radio", name="English").click()
    expect(visit.page.locator("h1", has_text="The three lists")).to_be_visible()
    visit.shoot("15_lists_english")
    assert "\n".join(sorted(latin)) == ""
    assert visit.foreign == []
    assert visit.failures == []
    assert not (tmp_path / "var" / "errors.log").exists()


def _import_all(visit: Visit, folder: Path, shoot: Shoot) -> None:
    files = write_sample(folder, ROUND, ROUND.seed)
    visit.go("register")
    shoot("02_import_empty")
    books = [
        *((ImportKind.REGISTER, path) for path in files.registers),
        (ImportKind.SURVEY, files.survey),
        *((ImportKind.VACANCIES, path) for path in files.vacancies),
        *((ImportKind.EMPLOYMENT, path) for path in files.employment),
    ]
    for batch, (kind, path) in enumerate(books, start=1):
        label = WORDS.text(f"import_kind.{kind.value}")
        visit.page.get_by_role("radio", name=label, exact=True).click()
        visit.page.locator("input[type=file]").set_input_files(path)
        visit.wait_for(path.name)
        visit.wait_for(WORDS.text("page.register.check_first"))
        visit.press("page.register.check")
        visit.wait_for(WORDS.text("page.register.preview"))
        if batch == 1:
            shoot("03_import_preview")
        visit.press("page.register.import")
        visit.wait_for(WORDS.text("page.register.imported", batch=batch))
    shoot("04_import_done")


def _solve(visit: Visit, shoot: Shoot) -> None:
    visit.go("rounds")
    shoot("05_rounds_empty")
    visit.page.get_by_test_id("stExpander").locator("summary").first.click()
    visit.page.get_by_label(WORDS.text("page.rounds.place")).fill(ROUND.office_code)
    visit.page.get_by_role("spinbutton").first.click()
    visit.page.keyboard.type(f"{SAMPLE_TODAY:%Y%m%d}")
    shoot("06_round_opening")
    visit.page.keyboard.press("Escape")
    visit.page.get_by_test_id("stFormSubmitButton").get_by_role("button").click()
    visit.wait_for(WORDS.text("page.rounds.not_solved"))
    visit.press("page.rounds.solve")
    visit.wait_for(WORDS.text("page.rounds.cancel_solve"))
    visit.page.screenshot(path=SCREENSHOTS / "07_round_progress.png")
    visit.wait_for(WORDS.text("page.rounds.result"), milliseconds=SOLVE_MILLISECONDS)
    shoot("08_round_solved")


def _review(visit: Visit, shoot: Shoot) -> None:
    visit.go("proposals")
    table = visit.page.get_by_test_id("stDataFrame").first
    expect(table).to_be_visible()
    table.click(position={"x": 15, "y": 52})
    visit.wait_for(WORDS.text("offer.rank_1"))
    shoot("09_proposals")
    _switch(visit, "page.proposals.view_without")
    expect(visit.page.get_by_label(WORDS.text("page.proposals.reason"))).to_have_count(0)
    shoot("10_without_offer")
    _switch(visit, "page.proposals.view_map")
    visit.wait_for("GS(2024)0650")
    visit.page.wait_for_timeout(3000)
    shoot("11_flow_map")
    _switch(visit, "page.proposals.view_offered")
    visit.press("page.proposals.accept_all")
    visit.wait_for(WORDS.text("page.proposals.decided", count=0).split("0")[0])


def _publish(visit: Visit, shoot: Shoot) -> None:
    visit.go("lists")
    visit.press("page.lists.publish")
    visit.wait_for(WORDS.text("page.lists.about"))
    visit.wait_for(WORDS.text("page.lists.edition"))
    shoot("12_list_task")
    with visit.page.expect_download() as started:
        visit.press("page.lists.download")
    book = read_workbook(started.value.path().read_bytes(), "list.xlsx", WorkbookLimits())
    assert [sheet.name for sheet in book.sheets] == [
        WORDS.text("list.sheet.quota"),
        WORDS.text("list.sheet.names"),
    ]
    assert started.value.suggested_filename.endswith(".xlsx")
    _switch(visit, "list.kind.stability")
    shoot("13_list_stability")
    _switch(visit, "list.kind.responsibility")
    shoot("14_list_responsibility")


def _switch(visit: Visit, code: str) -> None:
    visit.page.get_by_role("radio", name=WORDS.text(code), exact=True).click()


def _wait_until_healthy(port: int) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        try:
            if answer(port, "/health")[0] == 200:
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail("the server did not start")
