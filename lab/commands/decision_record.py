"""`lab decision-record`: a decision about a launch as paper, to be signed and filed."""

from pathlib import Path
from typing import Annotated

import typer

from lab.commands.answering import answer, answer_json
from lab.commands.speaking import speak
from lab.commands.where import Folder, Json, Language, RoundName, opened
from lab.i18n import gettext as _
from lab.services.decision_records import RECORD_FORMATS, write_record


def decision_record(
    round_name: RoundName,
    out: Annotated[Path, typer.Option(help=_("Folder to write to; made if missing."))],
    formats: Annotated[str, typer.Option("--format", help=_("pdf, docx; apart by commas."))] = ",".join(RECORD_FORMATS),
    number: Annotated[
        int | None, typer.Option(help=_("Which decision of the round, from 1; left out, the one that holds."))
    ] = None,
    language: Language = None,
    folder: Folder = None,
    as_json: Json = False,
) -> None:
    """Write the record of a decision about a launch, to be signed and filed."""
    spoken = speak(language)
    with opened(folder) as lab:
        study = lab.rounds.find(round_name)
        written = write_record(lab, study.id, spoken, out, formats.split(","), number)
    if as_json:
        answer_json({"round": study.id, "files": dict(written)})
        return
    for name, path in written.items():
        answer(f"{name}: {path}")
