"""`lab repair`: finish an interrupted recording and its closing."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from lab.archive import folder_layout
from lab.archive.recording_end import finish_recording
from lab.archive.repair import RepairReport
from lab.archive.repair import repair as repair_folder
from lab.commands.answering import answer, answer_json
from lab.commands.where import Json
from lab.domain.errors import WorldError
from lab.domain.timeline import SECOND_US
from lab.i18n import gettext as _
from lab.i18n import ngettext


def repair(
    session_folder: Annotated[Path, typer.Argument(help=_("Folder of a session that nobody hosts, or of lab record."))],
    as_json: Json = False,
) -> None:
    """Finish a session folder, or a recording of `lab record`; say what was found and what is lost."""
    if _is_only_a_recording(session_folder):
        _finish_recording(session_folder, as_json=as_json)
        return
    report = repair_folder(session_folder)
    if as_json:
        answer_json(as_data(report))
        return
    answer(ngettext("{n} event found, good.", "{n} events found, all good.", report.events).format(n=report.events))
    _tell_media(report.media, report.lost, report.gaps_us)
    answer(_("The session is closed and sealed now."))


def _is_only_a_recording(folder: Path) -> bool:
    """Whether there are a recorder's facts, and no session that they belong to."""
    session = (folder_layout.PLAN, folder_layout.JOURNAL, folder_layout.SEAL)
    return (folder / folder_layout.FACTS).exists() and not any((folder / name).exists() for name in session)


def _finish_recording(folder: Path, *, as_json: bool) -> None:
    found = finish_recording(folder)
    if found is None:
        raise WorldError("nothing_recorded", path=str(folder))
    gaps_us = sum(gap.to_us - gap.from_us for gap in found.gaps)
    if as_json:
        media = {"media": found.found, "lost": found.lost, "completed": found.completed, "gaps_us": gaps_us}
        answer_json({"state": None, "events": 0, **media, "moves": ()})
        return
    _tell_media(found.found, found.lost, gaps_us)
    answer(_("The recording is finished now."))


def _tell_media(readable: Sequence[str], lost: Sequence[str], gaps_us: int) -> None:
    for file in readable:
        answer(_("{file}: readable").format(file=file))
    for file in lost:
        answer(_("{file}: lost, nothing in it can be read").format(file=file))
    if gaps_us:
        answer(_("{seconds} s of all sources were not recorded").format(seconds=f"{gaps_us / SECOND_US:.1f}"))


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
