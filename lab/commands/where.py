"""What many commands are told alike: laboratory, round, language, and whether a program reads the answer."""

from pathlib import Path
from typing import Annotated

import typer

from lab.domain.errors import InputError
from lab.i18n import gettext as _
from lab.services.laboratory import Laboratory
from lab.settings import preset_folder

Folder = Annotated[Path | None, typer.Option(help=_("Laboratory folder; else LAB_FOLDER or the policy file's."))]
Language = Annotated[str | None, typer.Option(help=_("en or ru."))]
Json = Annotated[bool, typer.Option("--json", help=_("Print the answer as JSON."))]
RoundName = Annotated[str, typer.Argument(metavar="ROUND", help=_("Id, its beginning, or name of a round."))]


def opened(folder: Path | None, *, writes: bool = False) -> Laboratory:
    """The laboratory of this folder, else of the preset one; to read, unless the command `writes`.

    Raises InputError `export_folder_unsaid` if neither names one.
    """
    chosen = folder or preset_folder()
    if chosen is None:
        raise InputError("export_folder_unsaid")
    return Laboratory.open(chosen) if writes else Laboratory.open_readonly(chosen)
