"""`lab record`: only record, without sessions or a window."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from lab.commands.alarms_heard import AlarmsHeard
from lab.commands.answering import Exit, answer_json, say
from lab.commands.beforehand import folder_for, narrow_microphones, refusals, refuse
from lab.commands.devices_heard import DevicesHeard
from lab.commands.progress import Progress
from lab.commands.sources import Asked, Chosen, chosen_sources, without_wrong, wrong_in
from lab.commands.stopping import stopped_by_signals
from lab.domain.errors import InputError, LabError, WorldError
from lab.i18n import gettext as _
from lab.wording import sentence_for
from recordings import clock
from recordings import record as recorder
from recordings.ending import StopFlag
from recordings.messages import Report
from recordings.plan import Quality, RecordingPlan


def record(
    out: Annotated[Path, typer.Option(help=_("Folder for the files; made if missing."))],
    seconds: Annotated[
        float | None, typer.Option(min=0.1, help=_("How long, at least 0.1; left out = until Ctrl-C."))
    ] = None,
    screen: Annotated[
        list[str] | None,
        typer.Option(help=_("Name, number, WxH+X+Y, a camera or capture device that shows it, default or none.")),
    ] = None,
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
    asked = Asked(*devices, fps, quality, sharp_colours)
    stop = stopped_by_signals()
    with folder_for(out) as unfit:
        chosen = nothing_against(asked, out, unfit, go_on=go_on)
        progress = Progress(out, shown=not quiet, terminal=sys.stderr.isatty())
        heard = DevicesHeard(progress.say)
        summary = recorded(out, chosen, seconds, stop, (progress, heard), go_on=go_on)
    answer_json(as_data(summary))
    if not summary.files:
        raise WorldError("nothing_recorded", path=str(out))
    if any(source.id not in heard.delivered for source in chosen.plans):
        raise typer.Exit(Exit.WORLD_FAILED)


def nothing_against(asked: Asked, out: Path, unfit: LabError | None, *, go_on: bool) -> Chosen:
    """The sources to record, once nothing speaks against it that is known before the devices are opened for good.

    Raises:
        typer.Exit: something does, and was said, together with what is wrong with the devices.
    """
    chosen = chosen_sources(without_wrong(asked))
    wrong: list[LabError] = [*wrong_in(asked), *([unfit] if unfit else [])]
    if not chosen.plans:
        refuse([*wrong, InputError("nothing_to_record")], "\n".join(chosen.notes))
    narrow = narrow_microphones(chosen)
    if not go_on:
        wrong += narrow
    if wrong:
        plan = RecordingPlan(folder=out, origin_us=clock.now_us(), sources=chosen.plans)
        faults = [fault for fault in recorder.device_faults(plan) if fault.source in chosen.named]
        refuse([*wrong, *refusals(faults)])
    for note in chosen.notes:
        say(note)
    for device, rate in chosen.narrow.values():
        say(sentence_for("microphone_narrow_recorded", {"device": device, "rate": rate}))
    return chosen


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
        some = missing and len(missing) < len(chosen.plans)
        refuse(refused, _("Nothing was recorded. With --go-on the rest is recorded without it.") if some else "")


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
