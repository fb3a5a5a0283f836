"""`lab decision-record`: a decision about a launch as paper, to be signed and filed."""

from pathlib import Path
from typing import Annotated

import typer

from lab.commands.answering import answer, answer_json
from lab.commands.speaking import speak
from lab.domain.errors import InputError
from lab.i18n import gettext as _
from lab.services.decision_records import RECORD_FORMATS, write_record
from lab.services.laboratory import Laboratory
from lab.settings import preset_folder


def decision_record(
    round_name: Annotated[str, typer.Argument(metavar="ROUND", help=_("Id, its beginning, or name of a round."))],
    out: Annotated[Path, typer.Option(help=_("Folder to write to; made if missing."))],
    formats: Annotated[str, typer.Option("--format", help=_("pdf, docx; apart by commas."))] = ",".join(RECORD_FORMATS),
    number: Annotated[
        int | None, typer.Option(help=_("Which decision of the round, from 1; left out, the one that holds."))
    ] = None,
    language: Annotated[str | None, typer.Option(help=_("en or ru."))] = None,
    folder: Annotated[
        Path | None, typer.Option(help=_("Laboratory folder; else LAB_FOLDER or the policy file's."))
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help=_("Print the answer as JSON."))] = False,
) -> None:
    """Write the record of a decision about a launch, to be signed and filed."""
    spoken = speak(language)
    chosen = folder or preset_folder()
    if chosen is None:
        raise InputError("export_folder_unsaid")
    with Laboratory.open_readonly(chosen) as lab:
        study = lab.rounds.find(round_name)
        written = write_record(lab, study.id, spoken, out, formats.split(","), number)
    if as_json:
        answer_json({"round": study.id, "files": dict(written)})
        return
    for name, path in written.items():
        answer(f"{name}: {path}")
