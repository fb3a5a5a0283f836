"""`lab repair`: finish an interrupted recording and its closing."""

from pathlib import Path
from typing import Annotated

import typer

from lab.archive.repair import RepairReport
from lab.archive.repair import repair as repair_folder
from lab.commands.answering import answer, answer_json
from lab.domain.timeline import SECOND_US
from lab.i18n import gettext as _
from lab.i18n import ngettext


def repair(
    session_folder: Annotated[Path, typer.Argument(help=_("A session folder that nobody hosts."))],
    as_json: Annotated[bool, typer.Option("--json", help=_("Print the answer as JSON."))] = False,
) -> None:
    """Finish a session folder; say what was found and what is lost."""
    report = repair_folder(session_folder)
    if as_json:
        answer_json(as_data(report))
        return
    answer(ngettext("{n} event found, good.", "{n} events found, all good.", report.events).format(n=report.events))
    for file in report.media:
        answer(_("{file}: readable").format(file=file))
    for file in report.lost:
        answer(_("{file}: lost, nothing in it can be read").format(file=file))
    if report.gaps_us:
        answer(_("{seconds} s of all sources were not recorded").format(seconds=f"{report.gaps_us / SECOND_US:.1f}"))
    answer(_("The session is closed and sealed now."))


def as_data(report: RepairReport) -> dict[str, object]:
    """The stable JSON of the answer."""
    return {
        "state": report.state,
        "events": report.events,
        "media": report.media,
        "lost": report.lost,
        "completed": report.completed,
        "gaps_us": report.gaps_us,
        "moves": report.moves,
    }
