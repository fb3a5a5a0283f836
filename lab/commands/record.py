"""`lab record`: only record, without sessions or a window."""

import signal
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from lab.commands.answering import Exit, answer_json, say
from lab.domain.errors import InputError, WorldError
from lab.i18n import gettext as _
from lab.wording import sentence_for
from recordings import clock, devices
from recordings import record as recorder
from recordings.ending import StopFlag
from recordings.messages import Armed, Failed, Report
from recordings.plan import RecordingPlan, SourcePlan

NOTHING = "none"
DEFAULT = "default"
SAID_ABOVE = frozenset({"no_camera", "no_microphone"})


def record(
    out: Annotated[Path, typer.Option(help=_("Folder for the files; made if missing."))],
    seconds: Annotated[float | None, typer.Option(min=0.1, help=_("How long; left out = until Ctrl-C."))] = None,
    screen: Annotated[str | None, typer.Option(help=_("Name, number, WxH+X+Y, default or none."))] = None,
    camera: Annotated[str | None, typer.Option(help=_("Number, path, URL, default or none."))] = None,
    microphone: Annotated[str | None, typer.Option(help=_("Name, number, default or none."))] = None,
    system_sound: Annotated[
        str | None, typer.Option(help=_("What the computer plays: default, or a name of “lab devices”."))
    ] = None,
    fps: Annotated[int, typer.Option(min=1, max=120)] = 30,
) -> None:
    """Record screen, camera and microphone; a JSON summary at the end."""
    sources = chosen_sources(screen, camera, microphone, fps) + played(system_sound)
    if not sources:
        raise InputError("nothing_to_record")
    plan = RecordingPlan(folder=made(out), origin_us=clock.now_us(), sources=sources)
    stop = StopFlag()
    signal.signal(signal.SIGINT, lambda _number, _frame: stop.set())
    devices_heard = DevicesHeard()
    try:
        summary = recorder.record(plan, seconds, stop, devices_heard.hear)
    except recorder.RecordingError as error:
        if devices_heard.said(error.code):
            raise typer.Exit(Exit.WORLD_FAILED) from error
        raise WorldError(error.code, **error.facts) from error
    answer_json(
        {
            "files": [
                {
                    "path": str(file.path),
                    "source": file.source,
                    "duration_s": file.duration_s,
                    "frames": file.frames,
                    "dropped": file.dropped,
                }
                for file in summary.files
            ],
            "cpu_s": summary.cpu_s,
            "wall_s": summary.wall_s,
            "finished": datetime.now(UTC).isoformat(timespec="seconds"),
        }
    )
    if any(source.id not in devices_heard.delivered for source in sources):
        raise typer.Exit(Exit.WORLD_FAILED)


class DevicesHeard:
    """Says on stderr what is wrong with devices, once each time, and remembers which of them ever delivered."""

    def __init__(self) -> None:
        self.delivered: set[str] = set()
        self._said: set[tuple[str, str]] = set()

    def said(self, code: str) -> bool:
        """Whether a fault of this code was said and is still so."""
        return any(said == code for _source, said in self._said)

    def hear(self, report: Report) -> None:
        """Listen to the recorder, in whatever thread."""
        if isinstance(report, Failed) and report.harmless:
            say(sentence_for(report.code, report.facts))
        if not isinstance(report, Armed):
            return
        self.delivered.update(source.id for source in report.sources if source.ready)
        faulty = {(fault.source, fault.code) for fault in report.faults}
        for fault in report.faults:
            if (fault.source, fault.code) not in self._said:
                say(sentence_for(fault.code, fault.facts))
        self._said = faulty


def made(folder: Path) -> Path:
    """The folder, made if it is missing. Raises WorldError if it cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WorldError("folder_unwritable", path=str(folder), reason=error.strerror or str(error)) from error
    return folder


def chosen_sources(screen: str | None, camera: str | None, microphone: str | None, fps: int) -> tuple[SourcePlan, ...]:
    """The sources asked for. What was left out is the default device if there is one, else nothing, said on stderr."""
    found = devices.inventory()
    wanted = (
        (screen, bool(found.screens), SourcePlan(id="screen", kind="screen", shows="screen", fps=fps)),
        (camera, bool(found.cameras), SourcePlan(id="camera", kind="camera", device="0", shows="face", fps=fps)),
        (microphone, bool(found.microphones), SourcePlan(id="microphone", kind="microphone", shows="voice")),
    )
    sources = []
    for asked, present, plan in wanted:
        if asked == NOTHING:
            continue
        if asked is None and not present:
            say(_("No {source} found: recording without it.").format(source=source_name(plan.id)))
            continue
        named = asked not in (None, DEFAULT)
        sources.append(plan.model_copy(update={"device": asked}) if named else plan)
    for fault in found.faults:
        if fault.code not in SAID_ABOVE:
            say(sentence_for(fault.code, fault.facts))
    return tuple(sources)


def played(device: str | None) -> tuple[SourcePlan, ...]:
    """What the computer plays, as a source: only where it was asked for."""
    if device in (None, NOTHING):
        return ()
    return (SourcePlan(id="system_sound", kind="system_sound", device=device, shows="system_sound"),)


def source_name(source: str) -> str:
    """What people call a source."""
    return {"screen": _("screen"), "camera": _("camera"), "microphone": _("microphone")}.get(source, source)
