"""``laowu titles``: the job titles that wait for a clerk's choice, and the choice."""

from typing import Annotated

from typer import Argument

from ui.cli.console import say, show_json, words
from ui.cli.options import AsJson
from ui.cli.rooms import Room
from ui.settings import current_settings

MOST_SHOWN = 50
"""Titles on the screen; all of them are in the JSON object."""

titles = Room("titles")


@titles.add("list")
def list_titles(*, as_json: AsJson = False) -> None:
    """Shows the open titles with the occupations they may mean."""
    from offices.register.acts_titles import open_titles
    from ui.demo_actor import DEMO_ACTOR
    from ui.transactions import reading

    with reading(current_settings()) as session:
        waiting = open_titles(session, DEMO_ACTOR)
    if as_json:
        show_json(
            {
                "titles": [
                    {
                        "title": one.title,
                        "vacancies": one.vacancies,
                        "people": one.people,
                        "options": [
                            {"code": o.code, "name": o.name, "similarity": o.similarity}
                            for o in one.options
                        ],
                    }
                    for one in waiting
                ]
            }
        )
        return
    say("cli.titles_list.count", count=len(waiting))
    for one in waiting[:MOST_SHOWN]:
        options = "  ".join(f"{option.code} {option.name}" for option in one.options)
        say(
            "cli.titles_list.line",
            title=one.title,
            vacancies=one.vacancies,
            people=one.people,
            options=options,
        )


@titles.add("confirm")
def confirm(
    title: Annotated[str, Argument(help=words().text("cli.titles_confirm.title"))],
    occupation: Annotated[str, Argument(help=words().text("cli.titles_confirm.occupation"))],
    *,
    as_json: AsJson = False,
) -> None:
    """Remembers the occupation of a title, and fills it in wherever the title waits."""
    from offices.register.acts_titles import confirm_title
    from ui.clock import now
    from ui.demo_actor import DEMO_ACTOR
    from ui.transactions import transaction

    with transaction(current_settings()) as session:
        filled = confirm_title(session, DEMO_ACTOR, title, occupation, now=now())
    if as_json:
        show_json({"title": title, "occupation": occupation, "filled": filled})
    else:
        say("cli.titles_confirm.done", title=title, occupation=occupation, filled=filled)
