"""`lab check`: a protocol, standard or questionnaire file, and every fault in it."""

from pathlib import Path
from typing import Annotated

import typer

from lab.commands.answering import Exit, answer, say
from lab.i18n import gettext as _
from lab.services.laboratory import Laboratory
from lab.wording.protocols import fault_sentence
from protocols.criteria import Shelf, shelf_of
from protocols.faults import ProtocolFaults
from protocols.loading import load_any


def check(
    files: Annotated[list[Path], typer.Argument(help=_("Protocol, standard or questionnaire files."))],
    folder: Annotated[
        Path | None, typer.Option(help=_("Laboratory whose own standards a protocol may pin; else only shipped ones."))
    ] = None,
) -> None:
    """Say every fault of the files, with line and remedy; exit 2 if there is one."""
    faulty = False
    shelf = None if folder is None else _shelf(folder)
    for file in files:
        try:
            load_any(file, shelf)
        except ProtocolFaults as wrong:
            faulty = True
            for fault in wrong.faults:
                say(fault_sentence(fault))
        else:
            answer(_("{file}: good").format(file=file))
    if faulty:
        raise typer.Exit(Exit.BAD_INPUT)


def _shelf(folder: Path) -> Shelf:
    """Every standard of a laboratory, read while it is open."""
    with Laboratory.open_readonly(folder) as lab:
        return shelf_of(one.standard for one in lab.standards.versions())
