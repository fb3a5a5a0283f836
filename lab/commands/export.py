"""`lab export`: a round as page, data and tables."""

import signal
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from lab.commands.answering import Exit, answer, answer_json, say
from lab.commands.speaking import speak
from lab.domain.errors import InputError
from lab.i18n import gettext as _
from lab.services.exporting import FORMATS, USUAL, Audience, ExportCancelled, Exported, ExportJob, ExportService
from lab.services.laboratory import Laboratory
from lab.settings import preset_folder
from recordings.ending import StopFlag


def export(
    round_name: Annotated[str, typer.Argument(metavar="ROUND", help=_("Id, its beginning, or name of a round."))],
    out: Annotated[Path, typer.Option(help=_("Folder to export to; made if missing."))],
    formats: Annotated[
        str,
        typer.Option(
            "--format", help=_("What to write, apart by commas: {formats}.").format(formats=", ".join(FORMATS))
        ),
    ] = ",".join(USUAL),
    language: Annotated[str | None, typer.Option(help=_("en or ru."))] = None,
    audience: Annotated[Audience, typer.Option(help=_("Who will see it; consent binds to it."))] = Audience.INTERNAL,
    faces: Annotated[
        bool, typer.Option("--faces/--no-faces", help=_("Whether clips show the face beside the screen."))
    ] = True,
    clicks: Annotated[
        bool, typer.Option("--clicks/--no-clicks", help=_("Whether clips mark where the participant clicked."))
    ] = True,
    folder: Annotated[
        Path | None, typer.Option(help=_("Laboratory folder; else LAB_FOLDER or the policy file's."))
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help=_("Print the answer as JSON."))] = False,
) -> None:
    """Export a round: the report with its clips, its data, its tables."""
    spoken = speak(language)
    chosen = folder or preset_folder()
    if chosen is None:
        raise InputError("export_folder_unsaid")
    with Laboratory.open_readonly(chosen) as lab:
        study = lab.rounds.find(round_name)
        wanted = formats.split(",")
        job = ExportService(lab).job(study.id, wanted, out, spoken, audience, faces=faces, clicks=clicks)
        exported = run_with_progress(job)
    if as_json:
        answer_json(as_data(exported))
        return
    for name, path in exported.paths.items():
        answer(f"{name}: {path}")


def as_data(exported: Exported) -> dict[str, object]:
    """The stable JSON of the answer."""
    return {
        "folder": exported.folder,
        "exports": dict(exported.paths),
        "report": exported.paths.get("html"),
        "sha256": exported.sha256,
        "clips": exported.clips,
        "stills": exported.stills,
    }


def run_with_progress(job: ExportJob) -> Exported:
    """Run the job with a bar on stderr where somebody watches; Ctrl+C cancels it and leaves nothing behind."""
    stop = StopFlag()
    before = signal.signal(signal.SIGINT, lambda _number, _frame: stop.set())
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
    try:
        with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
            task = bar.add_task(_("Exporting"), total=1.0)
            return job.run(lambda done: bar.update(task, completed=done), stop.is_set)
    except ExportCancelled:
        say(_("Cancelled; nothing was written."))
        raise typer.Exit(Exit.NO) from None
    finally:
        signal.signal(signal.SIGINT, before)
