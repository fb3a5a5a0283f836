"""`lab questionnaire`: a questionnaire as a page to print and fill in by hand."""

from pathlib import Path
from typing import Annotated

import typer

from lab.commands.answering import answer
from lab.commands.writing import write_file
from lab.domain.errors import InputError
from lab.i18n import LANGUAGES, language
from lab.i18n import gettext as _
from lab.reports.questionnaire_sheet import render_sheet
from protocols import library


def questionnaire(
    name: Annotated[str, typer.Argument(help=_("Id: sus, umux-lite, seq, nasa-tlx, csat, ces or nps."))],
    out: Annotated[Path, typer.Option(help=_("HTML file to write."))],
    said_in: Annotated[str, typer.Option("--language", help=_("Its language, en or ru; else the system's."))] = "",
    code: Annotated[str, typer.Option(help=_("Code of the participant; else it is written by hand."))] = "",
    about: Annotated[str, typer.Option(help=_("The task that it asks about; else it is written by hand."))] = "",
) -> None:
    """Write one page that holds the questionnaire."""
    known = sorted(library.questionnaire_ids())
    if name not in known:
        raise InputError("questionnaire_unknown", name=name, known=", ".join(known))
    chosen = said_in or language()
    if chosen not in LANGUAGES:
        raise InputError("export_language_unknown", language=chosen, known=", ".join(LANGUAGES))
    page = render_sheet(library.questionnaire(name), chosen, code, about)
    write_file(out, page)
    answer(str(out))
