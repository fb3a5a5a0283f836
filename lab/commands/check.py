"""`lab check`: a protocol, standard or questionnaire file, and every fault in it."""

from pathlib import Path
from typing import Annotated

import typer

from lab.commands.answering import Exit, answer, say
from lab.i18n import gettext as _
from lab.wording.protocols import fault_sentence
from protocols.faults import ProtocolFaults
from protocols.loading import load_any


def check(files: Annotated[list[Path], typer.Argument(help=_("Protocol, standard or questionnaire files."))]) -> None:
    """Say every fault of the files, with line and remedy; exit 2 if there is one."""
    faulty = False
    for file in files:
        try:
            load_any(file)
        except ProtocolFaults as wrong:
            faulty = True
            for fault in wrong.faults:
                say(fault_sentence(fault))
        else:
            answer(_("{file}: good").format(file=file))
    if faulty:
        raise typer.Exit(Exit.BAD_INPUT)
