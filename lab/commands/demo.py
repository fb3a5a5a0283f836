"""`lab demo`: a whole session of the sample service without a person, from the booking to the exported report."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from lab.commands.answering import answer, answer_json, say
from lab.commands.sources import Asked, chosen_sources
from lab.commands.speaking import speak
from lab.commands.where import Json, Language
from lab.demonstration.run import Demonstrated, demonstrate
from lab.domain.errors import InputError
from lab.i18n import gettext as _
from lab.services.laboratory import Laboratory

SHORTEST_S = 15.0


def demo(
    folder: Annotated[Path, typer.Option(help=_("Laboratory folder; made if missing."))],
    seconds: Annotated[float, typer.Option(min=SHORTEST_S, help=_("How long the session is recorded."))] = 30.0,
    screen: Annotated[str | None, typer.Option(help=_("Screen to record: name, number, WxH+X+Y."))] = None,
    camera: Annotated[str | None, typer.Option(help=_("Camera: number, path, URL, or none."))] = None,
    microphone: Annotated[str | None, typer.Option(help=_("Microphone: name, number, or none."))] = None,
    language: Language = None,
    as_json: Json = False,
) -> None:
    """Book, record the real screen, run the tasks, tag, debrief, close, judge and export."""
    speak(language)
    asked = Asked(_named(screen), _named(camera), _named(microphone))
    chosen = chosen_sources(asked)
    for note in chosen.notes:
        say(note)
    if not any(source.shows == "screen" for source in chosen.plans):
        raise InputError("demo_needs_a_screen")
    with Laboratory.open(folder) as lab:
        result = demonstrate(lab, chosen.plans, seconds, datetime.now().astimezone(), say)
    if as_json:
        answer_json(as_data(result))
    else:
        answer(_("Session folder: {path}").format(path=result.session_folder))
        answer(_("Report: {path}").format(path=result.report))


def _named(device: str | None) -> tuple[str, ...]:
    return () if device is None else (device,)


def as_data(result: Demonstrated) -> dict[str, object]:
    """The stable JSON of the answer, see docs/command-line.md."""
    return {
        "session_folder": result.session_folder,
        "report": result.report,
        "exports": result.exports,
        "tasks": [
            {"id": one.task, "start_us": one.start_us, "end_us": one.end_us, "outcome": one.outcome}
            for one in result.record.attempts
        ],
        "annotations": [
            {"id": one.id, "time_us": one.anchor_us, "criterion": one.criterion, "severity": one.severity}
            for one in result.record.annotations
        ],
        "findings": [
            {"id": one.id, "title": one.title, "criteria": one.criteria, "task": one.task, "severity": one.severity}
            for one in result.findings
        ],
        "verdicts": {criterion: verdict.value for criterion, verdict in result.verdicts.items()},
        "gate": {
            "state": result.gate.state,
            "reasons": [{"code": one.code, "subject": one.subject, "facts": one.facts} for one in result.gate.reasons],
        },
    }
