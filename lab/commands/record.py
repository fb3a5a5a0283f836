"""`lab record`: only record, without sessions or a window."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from lab.commands.alarms_heard import AlarmsHeard
from lab.commands.answering import Exit, answer_json, exit_code, say
from lab.commands.devices_heard import DevicesHeard
from lab.commands.progress import Progress
from lab.commands.sources import Asked, Chosen, chosen_sources
from lab.commands.stopping import stopped_by_signals
from lab.domain.errors import InputError, LabError, WorldError
from lab.i18n import gettext as _
from lab.wording import sentence_for
from recordings import clock
from recordings import record as recorder
from recordings.ending import StopFlag
from recordings.messages import DeviceFault, Report
from recordings.plan import Quality, RecordingPlan

WRONGLY_NAMED = frozenset(
    {"screen_unknown", "screen_region_outside", "camera_unknown", "camera_is_a_file", "microphone_unknown"}
)
"""Faults of whoever named the device; all others are the world's."""

KEPT_TRYING = frozenset({"camera_silent", "microphone_silent", "system_sound_silent", "source_stalled"})
"""Their sentences promise that the recorder keeps trying; before the start it does not."""


def record(
    out: Annotated[Path, typer.Option(help=_("Folder for the files; made if missing."))],
    seconds: Annotated[
        float | None, typer.Option(min=0.1, help=_("How long, at least 0.1; left out = until Ctrl-C."))
    ] = None,
    screen: Annotated[list[str] | None, typer.Option(help=_("Name, number, WxH+X+Y, default or none."))] = None,
    camera: Annotated[list[str] | None, typer.Option(help=_("Number, path, URL, default or none."))] = None,
    microphone: Annotated[list[str] | None, typer.Option(help=_("Name, number, default or none."))] = None,
    system_sound: Annotated[
        list[str] | None, typer.Option(help=_("What the computer plays: default, or a name of “lab devices”."))
    ] = None,
    fps: Annotated[int, typer.Option(help=_("Pictures a second, 1 to 120."))] = 30,
    quality: Annotated[
        Quality,
        typer.Option(help=_("small: half the size, a quarter more work; archive: finer, larger.")),
    ] = "balanced",
    sharp_colours: Annotated[
        bool, typer.Option("--sharp-colours", help=_("Coloured text as sharp as black; fewer players play it."))
    ] = False,
    go_on: Annotated[bool, typer.Option("--go-on", help=_("Record the rest when a named device fails."))] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help=_("Say no progress on stderr."))] = False,
) -> None:
    """Record screens, cameras and microphones; a JSON summary at the end."""
    devices = (screen or (), camera or (), microphone or (), system_sound or ())
    chosen = chosen_sources(Asked(*devices, fps, quality, sharp_colours))
    if not chosen.plans:
        raise InputError("nothing_to_record")
    stop = stopped_by_signals()
    with folder_for(out):
        progress = Progress(out, shown=not quiet, terminal=sys.stderr.isatty())
        heard = DevicesHeard(progress.say)
        summary = recorded(out, chosen, seconds, stop, (progress, heard), go_on=go_on)
    answer_json(as_data(summary))
    if any(source.id not in heard.delivered for source in chosen.plans):
        raise typer.Exit(Exit.WORLD_FAILED)


def recorded(
    out: Path,
    chosen: Chosen,
    seconds: float | None,
    stop: StopFlag,
    listeners: tuple[Progress, DevicesHeard],
    *,
    go_on: bool,
) -> recorder.RecordSummary:
    """Record to the end. Raises InputError or WorldError, or leaves with what was said already."""
    progress, heard = listeners
    alarms = AlarmsHeard(out, chosen.plans, progress.say)

    def hear(report: Report) -> None:
        heard.hear(report)
        alarms.hear(report)
        progress.hear(report)

    required = frozenset[str]() if go_on else chosen.named
    plan = RecordingPlan(folder=out, origin_us=clock.now_us(), sources=chosen.plans)
    try:
        return recorder.record(plan, seconds, stop, hear, required)
    except recorder.RecordingError as error:
        progress.end()
        if heard.begun:
            if heard.said(error.code):
                raise typer.Exit(Exit.WORLD_FAILED) from error
            raise WorldError(error.code, **error.facts) from error
        missing = [fault for fault in heard.faults if fault.source in required or not required]
        refused = refusals(missing) or [WorldError(error.code, **error.facts)]
        for other in refused[:-1]:
            say(sentence_for(other.code, other.facts))
        if missing and len(missing) < len(chosen.plans):
            say(sentence_for(refused[-1].code, refused[-1].facts))
            say(_("Nothing was recorded. With --go-on the rest is recorded without it."))
            raise typer.Exit(max(map(exit_code, refused))) from error
        raise refused[-1] from error


def refusals(faults: list[DeviceFault]) -> list[LabError]:
    """Why nothing was begun, device by device."""
    return [
        (InputError if fault.code in WRONGLY_NAMED else WorldError)(
            "device_silent" if fault.code in KEPT_TRYING else fault.code, **{"source": fault.source, **fault.facts}
        )
        for fault in faults
    ]


def as_data(summary: recorder.RecordSummary) -> dict[str, object]:
    """The stable JSON of the answer, see docs/command-line.md."""
    return {
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
        "gaps": [
            {"source": gap.source, "from_us": gap.from_us, "to_us": gap.to_us, "reason": gap.reason}
            for gap in summary.gaps
        ],
        "cpu_s": summary.cpu_s,
        "wall_s": summary.wall_s,
        "finished": datetime.now(UTC).isoformat(timespec="seconds"),
    }


@contextmanager
def folder_for(out: Path) -> Iterator[None]:
    """The folder, made if it is missing; if nothing is recorded, it is as if it had never been made.

    Raises:
        WorldError: `folder_unwritable`.
    """
    missing = [folder for folder in (out, *out.parents) if not folder.exists()]
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WorldError("folder_unwritable", path=str(out), reason=error.strerror or str(error)) from error
    try:
        yield
    except BaseException:
        for folder in missing:
            if any(folder.iterdir()):
                break
            folder.rmdir()
        raise
