"""What many commands are told alike: laboratory, round, language, and whether a program reads the answer."""

from pathlib import Path
from typing import Annotated

import typer

from lab.commands.answering import say
from lab.domain.errors import InputError, LabError, WorldError
from lab.i18n import gettext as _
from lab.i18n import ngettext
from lab.services.laboratory import Laboratory
from lab.settings import preset_folder
from lab.wording import sentence

Folder = Annotated[Path | None, typer.Option(help=_("Laboratory folder; else LAB_FOLDER or the policy file's."))]
Language = Annotated[str | None, typer.Option(help=_("en or ru."))]
Json = Annotated[bool, typer.Option("--json", help=_("Print the answer as JSON."))]
RoundName = Annotated[str, typer.Argument(metavar="ROUND", help=_("Id, its beginning, or name of a round."))]


def opened(folder: Path | None, *, writes: bool = False) -> Laboratory:
    """The laboratory of this folder, else of the preset one; to read, unless the command `writes`.

    What observers sent after their sessions were closed is taken in first; where that cannot be done now it is said.

    Raises InputError `export_folder_unsaid` if neither names one.
    """
    chosen = folder or preset_folder()
    if chosen is None:
        raise InputError("export_folder_unsaid")
    if writes:
        lab = Laboratory.open(chosen)
        for trouble in lab.catch_up().troubles:
            say(sentence(trouble))
        return lab
    lab = Laboratory.open_readonly(chosen)
    if not _waiting(lab):
        return lab
    lab.close()
    _take_in(chosen)
    lab = Laboratory.open_readonly(chosen)
    _say_what_waits(_waiting(lab))
    return lab


def _waiting(lab: Laboratory) -> int:
    try:
        return lab.late.waiting()
    except WorldError as error:
        say(sentence(error))
        return 0


def _take_in(folder: Path) -> None:
    """Take in what came late, as a window does at its start, unless another program has the laboratory."""
    try:
        with Laboratory.open(folder) as lab:
            troubles = lab.catch_up().troubles
    except LabError as error:
        troubles = (error,)
    for trouble in troubles:
        say(sentence(trouble))


def _say_what_waits(waiting: int) -> None:
    if waiting:
        words = ngettext(
            "{n} note that an observer sent after its session was closed is not in the answer. It is taken in when "
            "the laboratory is opened in the window, or by this command when nothing else has it open.",
            "{n} notes that observers sent after their sessions were closed are not in the answer. They are taken in "
            "when the laboratory is opened in the window, or by this command when nothing else has it open.",
            waiting,
        )
        say(words.format(n=waiting))
