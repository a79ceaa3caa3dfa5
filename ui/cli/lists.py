"""``laowu lists``: publishes the three lists, prints them, shows what stands in them."""

from pathlib import Path
from typing import Annotated, Any

from typer import Option

from ui.cli.console import OUT, say, show_json, words
from ui.cli.options import AsJson, RoundCode
from ui.cli.rooms import Room
from ui.settings import current_settings

lists = Room("lists")


@lists.add("publish")
def publish(
    round_code: RoundCode,
    *,
    accept_open: Annotated[
        bool, Option("--accept-open", help=words().text("cli.lists_publish.accept_open"))
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Publishes a round's lists and prints what is new."""
    from ui.round_steps import accept_all, publish_lists

    settings = current_settings()
    if accept_open:
        accept_all(settings, round_code)
    done = publish_lists(settings, round_code)
    if as_json:
        show_json(
            {
                "round": round_code,
                "placements": done.placements,
                "lists": [
                    {
                        "kind": one.kind.value,
                        "number": one.number,
                        "is_new": one.is_new,
                        "lines": one.lines,
                        "totals": dict(one.totals),
                    }
                    for one in done.lists
                ],
            }
        )
        return
    say("cli.lists_publish.done", placements=done.placements)
    for one in done.lists:
        code = "new" if one.is_new else "unchanged"
        name = words().text(f"list.kind.{one.kind.value}")
        say(f"cli.lists_publish.{code}", list=name, number=one.number, lines=one.lines)


@lists.add("export")
def export(
    round_code: RoundCode,
    folder: Annotated[Path | None, Option(help=words().text("cli.lists_export.folder"))] = None,
    *,
    as_json: AsJson = False,
) -> None:
    """Prints the newest editions as workbooks."""
    from ui.list_files import export_lists

    paths = export_lists(current_settings(), round_code, words(), folder)
    if as_json:
        show_json({"round": round_code, "lists": [str(path) for path in paths]})
        return
    for path in paths:
        say("cli.result.list", path=path)


@lists.add("show")
def show(round_code: RoundCode, *, as_json: AsJson = False) -> None:
    """Shows the newest editions and whether their sums hold."""
    from ui.list_files import newest_editions
    from ui.round_steps import checked_sums

    settings = current_settings()
    heads = newest_editions(settings, round_code)
    sums = checked_sums(settings, round_code)
    if as_json:
        editions: list[dict[str, Any]] = [
            {
                "kind": head.kind.value,
                "number": head.number,
                "as_of": head.as_of,
                "content_hash": head.content_hash,
                "totals": dict(head.totals),
            }
            for head in heads
        ]
        broken = [check.code for check in sums.broken]
        show_json({"round": round_code, "lists": editions, "holds": sums.holds, "broken": broken})
        return
    for head in heads:
        name = words().text(f"list.kind.{head.kind.value}")
        say("cli.lists_show.edition", list=name, number=head.number, as_of=head.as_of)
    say("cli.lists_show.holds" if sums.holds else "cli.lists_show.broken")
    for check in sums.broken:
        OUT.print(check.code)
