"""The page of rounds: opening, requesting a solve, progress, cancelling, the result."""

import datetime as dt

from streamlit.testing.v1 import AppTest

from models.enums import SolveState
from models.tables.rounds import Solve
from offices.queue.acts import claim, fail, note_value
from offices.rounds.acts import list_rounds, round_summary
from tests.factories import ACTOR, fill_random
from tests.ui.pages.conftest import Opened, said
from ui.clock import now
from ui.components.round_choice import ROUND_KEY
from ui.components.solve_watch import CANCEL_KEY, STOP_KEY
from ui.demo_actor import WORKER_ACTOR
from ui.i18n.words import load_words
from ui.pages.rounds import DAY_KEY, OPEN_KEY, PLACE_KEY, SOLVE_KEY
from ui.settings import Settings
from ui.transactions import reading, transaction


def _requested(open_page: Opened, installation: Settings) -> AppTest:
    """Opens a round of a small county and asks for its solve, as a clerk does."""
    with transaction(installation) as db:
        fill_random(db, 3, people=60, vacancies=8)
    app = open_page("rounds")
    app.text_input(key=PLACE_KEY).set_value("433124")
    app.date_input(key=DAY_KEY).set_value(dt.date(2026, 3, 2))
    app.button(key=OPEN_KEY).click().run()
    app.button(key=SOLVE_KEY).click().run()
    return app


def test_a_round_is_opened_by_the_name_of_its_place(
    open_page: Opened, installation: Settings
) -> None:
    """A clerk's name of the place is enough; one that is not known is told and opens nothing."""
    app = open_page("rounds")
    app.text_input(key=PLACE_KEY).set_value("没有这个地方")
    app.button(key=OPEN_KEY).click().run()
    assert app.error
    with reading(installation) as db:
        assert list_rounds(db, ACTOR) == ()
    app.text_input(key=PLACE_KEY).set_value("花垣")
    app.date_input(key=DAY_KEY).set_value(dt.date(2026, 3, 2))
    app.button(key=OPEN_KEY).click().run()
    assert not app.exception
    assert app.selectbox(key=ROUND_KEY).value == "R-2026-01"


def test_a_solve_without_people_is_refused_with_words(
    open_page: Opened, installation: Settings
) -> None:
    """Nobody to propose to: the page says so, nothing is queued."""
    app = open_page("rounds")
    app.text_input(key=PLACE_KEY).set_value("433124")
    app.button(key=OPEN_KEY).click().run()
    app.button(key=SOLVE_KEY).click().run()
    assert app.error
    assert not app.exception
    with reading(installation) as db:
        line = list_rounds(db, ACTOR)[0]
        assert round_summary(db, ACTOR, line.code).last_solve_id is None


def test_a_solve_is_watched_and_cancelled(open_page: Opened, installation: Settings) -> None:
    """One button freezes and queues; a bar shows the wait; the cancel button ends it."""
    app = _requested(open_page, installation)
    assert not app.error
    assert not app.exception
    with reading(installation) as db:
        code = list_rounds(db, ACTOR)[0].code
        assert round_summary(db, ACTOR, code).last_solve_state is SolveState.QUEUED
    app.button(key=CANCEL_KEY).click().run()
    with reading(installation) as db:
        assert round_summary(db, ACTOR, code).last_solve_state is SolveState.CANCELLED
    assert app.warning


def test_a_solve_with_a_plan_can_be_stopped(open_page: Opened, installation: Settings) -> None:
    """Once there is a plan its gap is shown and one button ends with it; before, there is none."""
    app = _requested(open_page, installation)
    with transaction(installation) as db:
        taken = claim(db, WORKER_ACTOR, "w", now=now())
        assert taken is not None
    app.run()
    assert STOP_KEY not in [button.key for button in app.button]
    with transaction(installation) as db:
        note_value(db, WORKER_ACTOR, taken.id, "w", 997, 1000, now=now())
    app.run()
    assert "0.300%" in app.get("progress")[0].proto.text
    app.button(key=STOP_KEY).click().run()
    assert not app.error
    assert not app.exception
    with reading(installation) as db:
        assert round_summary(db, ACTOR, taken.round_code).last_solve_state is SolveState.STOPPING
    assert STOP_KEY not in [button.key for button in app.button]
    assert app.button(key=CANCEL_KEY)


def test_a_failed_solve_says_why(open_page: Opened, installation: Settings) -> None:
    """The words of the error's code stand above the button that tries again."""
    app = _requested(open_page, installation)
    with transaction(installation) as db:
        taken = claim(db, WORKER_ACTOR, "w", now=now())
        assert taken is not None
        fail(db, WORKER_ACTOR, taken.id, "w", "queue.gave_up", now=now())
    app.run()
    assert "已放弃" in app.error[0].value
    assert app.button(key=SOLVE_KEY)


def test_who_is_who_adds_up_on_the_screen(
    open_page: Opened, small_round: str, installation: Settings
) -> None:
    """The page shows register = at work + pool + not available, and the figures of the solve."""
    app = open_page("rounds")
    shown = {metric.label.lstrip("=+ "): metric.value for metric in app.metric}
    counts = [int(shown[name].replace(",", "")) for name in ("在册", "在岗", "待对接", "暂不对接")]
    assert counts[0] == sum(counts[1:]) == 160
    with reading(installation) as db:
        figures = round_summary(db, ACTOR, small_round).figures
    assert shown["目标值"] == f"{figures['objective']:,}"
    assert shown["已证差距"] == "0.0000%"
    assert f"{figures['people']} 人 = 有推荐 {figures['placed']} 人" in said(app)


def test_only_a_proven_plan_is_called_the_best(
    open_page: Opened, small_round: str, installation: Settings
) -> None:
    """A plan that was taken early is told with what it may lack, and not as the best there is."""
    words = load_words("zh_CN", is_strict=True)
    assert words.text("page.rounds.proof") in said(open_page("rounds"))
    with transaction(installation) as db:
        solve = db.get_one(Solve, round_summary(db, ACTOR, small_round).last_solve_id)
        solve.figures = {**(solve.figures or {}), "gap": 0.0125, "status": "feasible"}
    shown = said(open_page("rounds"))
    assert words.text("page.rounds.proof") not in shown
    assert "1.25" in shown
