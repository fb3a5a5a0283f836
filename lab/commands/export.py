"""`lab export`: a round as page, data and tables."""

import signal
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from lab.commands.answering import Exit, answer, answer_json, say
from lab.commands.speaking import speak
from lab.commands.where import Folder, Json, Language, RoundName, opened
from lab.domain.errors import InputError
from lab.i18n import gettext as _
from lab.i18n import ngettext
from lab.services.exporting import (
    FORMATS,
    USUAL,
    Audience,
    Bagging,
    ExportCancelled,
    Exported,
    ExportJob,
    ExportService,
    Handling,
    Hit,
)
from lab.wording.findings import held_back
from lab.wording.personal_data import kind_label, place_label
from recordings.ending import StopFlag

MOMENTS = ["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%S%z"]


def export(
    round_name: RoundName,
    out: Annotated[Path, typer.Option(help=_("Folder to export to; made if missing."))],
    formats: Annotated[
        str,
        typer.Option(
            "--format", help=_("What to write, apart by commas: {formats}.").format(formats=", ".join(FORMATS))
        ),
    ] = ",".join(USUAL),
    language: Language = None,
    audience: Annotated[Audience, typer.Option(help=_("Who will see it; consent binds to it."))] = Audience.INTERNAL,
    faces: Annotated[
        bool, typer.Option("--faces/--no-faces", help=_("Whether clips show the face beside the screen."))
    ] = True,
    clicks: Annotated[
        bool, typer.Option("--clicks/--no-clicks", help=_("Whether clips mark where the participant clicked."))
    ] = True,
    mask: Annotated[bool, typer.Option("--mask-hits", help=_("Mask names and numbers found in free texts."))] = False,
    keep_all: Annotated[
        str, typer.Option("--keep-hits", metavar="REASON", help=_("Keep what was found, for this reason."))
    ] = "",
    keep: Annotated[
        list[str] | None,
        typer.Option("--keep-hit", metavar="ID=REASON", help=_("Keep one of them, for this reason; may be repeated.")),
    ] = None,
    bag: Annotated[bool, typer.Option("--bag", help=_("As an evidence bundle that archives check (BagIt)."))] = False,
    sessions: Annotated[
        bool, typer.Option("--with-sessions", help=_("The sealed session folders too, in an evidence bundle."))
    ] = False,
    artefacts: Annotated[
        bool,
        typer.Option("--with-artefacts", help=_("The attached documents too; never for the public.")),
    ] = False,
    made_at: Annotated[
        datetime | None,
        typer.Option(help=_("As of when; else of now, dated by the last thing that changed."), formats=MOMENTS),
    ] = None,
    folder: Folder = None,
    as_json: Json = False,
) -> None:
    """Export a round: the report with its clips, its data, its tables."""
    spoken = speak(language)
    with opened(folder) as lab:
        study = lab.rounds.find(round_name)
        wanted, service = formats.split(","), ExportService(lab)
        moment = made_at.astimezone() if made_at is not None else None
        hits = service.hits(study.id, moment)
        handling = handled(hits, mask=mask, keep_all=keep_all, keep=keep or (), as_json=as_json)
        job = service.job(
            study.id, wanted, out, spoken, audience, moment, faces=faces, clicks=clicks, handling=handling,
            bagging=Bagging(bag or sessions, sessions), artefacts=artefacts,
        )  # fmt: skip
        exported = run_with_progress(job)
    _tell(exported, as_json=as_json)


def _tell(exported: Exported, *, as_json: bool) -> None:
    say_held_back(exported)
    if as_json:
        answer_json(as_data(exported))
        return
    for name, path in exported.paths.items():
        answer(f"{name}: {path}")


def handled(hits: Sequence[Hit], *, mask: bool, keep_all: str, keep: Sequence[str], as_json: bool = False) -> Handling:
    """What is done about the hits, as the options say. Where they do not say it of every hit, the hits are listed and
    the command ends with exit 2; nothing is written.

    Raises InputError `keep_hit_unreadable`.
    """
    kept: dict[str, str] = {}
    for one in keep:
        name, _equals, reason = one.partition("=")
        if name not in {hit.id for hit in hits} or not reason.strip():
            raise InputError("keep_hit_unreadable", told=one)
        kept[name] = reason.strip()
    handling = Handling(kept, keep_all)
    if mask or all(handling.reason(hit) for hit in hits if hit.can_be_kept):
        return handling
    if as_json:
        answer_json({"hits": [_hit_as_data(hit) for hit in hits]})
    else:
        for hit in hits:
            say(f"{hit.id}  {place_label(hit.place.subject, hit.place.field)}: {kind_label(hit.kind)}")
            say(f"    {hit.before}»{hit.words}«{hit.after}")
    n = len(hits)
    say(
        ngettext(
            "{n} place in free text tells who somebody is; nothing was written. Add --mask-hits or --keep-hits REASON.",
            "{n} places in free text tell who somebody is; nothing was written. Add --mask-hits or --keep-hits REASON.",
            n,
        ).format(n=n)
    )
    raise typer.Exit(Exit.BAD_INPUT)


def _hit_as_data(hit: Hit) -> dict[str, object]:
    return {
        "id": hit.id,
        "subject": hit.place.subject,
        "field": hit.place.field,
        "kind": hit.kind.value,
        "words": hit.words,
        "before": hit.before,
        "after": hit.after,
    }


def say_held_back(exported: Exported) -> None:
    """Say which findings were left out, and why."""
    if exported.held_back:
        say(_("Findings left out, because they lead to no criterion or no evidence:"))
    for one in exported.held_back:
        say(f"    {held_back(one.number, one.title, one.lacks)}")


def as_data(exported: Exported) -> dict[str, object]:
    """The stable JSON of the answer."""
    return {
        "folder": exported.folder,
        "exports": dict(exported.paths),
        "report": exported.paths.get("html"),
        "sha256": exported.sha256,
        "clips": exported.clips,
        "stills": exported.stills,
        "left_out_findings": [
            {"number": one.number, "title": one.title, "lacks": [lack.value for lack in one.lacks]}
            for one in exported.held_back
        ],
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
