"""All commands under one name, with their help in the language in force.

A command's module is loaded only when it is asked for: all of them together load the whole laboratory, which costs more
than most commands do.
"""

from collections.abc import Callable, Sequence
from importlib import import_module

import typer

from lab.commands.help_page import CommandWithHelp, GroupWithHelp
from lab.i18n import gettext as _

GROUPS = {"standards", "room"}
"""Commands with verbs of their own: their module makes them by `<name>_command`."""


def application(arguments: Sequence[str] = ()) -> typer.Typer:
    """The command `lab` with its subcommands; with that one alone which the arguments name first, if they do."""
    made = typer.Typer(
        name="lab",
        cls=GroupWithHelp,
        callback=_nothing_before,
        help=_(
            "Usability Lab: tests a public service on real people before it is launched. "
            "Without a command: lab [--folder F] opens the application."
        ),
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        add_completion=False,
    )
    explained = _explained()
    asked = [name for name in arguments[:1] if name in explained]
    for name in asked or explained:
        _add(made, name, explained[name])
    return made


def _add(made: typer.Typer, name: str, explained: str) -> None:
    code_name = name.replace("-", "_")
    module = import_module(f"lab.commands.{code_name}")
    if name in GROUPS:
        made.add_typer(getattr(module, f"{code_name}_command")(), name=name, help=explained)
        return
    command: Callable[..., None] = getattr(module, code_name)
    made.command(name, cls=CommandWithHelp, help=explained)(command)


def _nothing_before() -> None:
    """No command has anything to do before it; without this, one that stands alone would not need to be named."""


def _explained() -> dict[str, str]:
    """What every command does, by its name."""
    return {
        "demo": _("Book, record the real screen, run the tasks, tag, debrief, close, judge and export."),
        "record": _("Record screen, camera and microphone; a JSON summary at the end."),
        "devices": _("List screens, cameras and microphones; say what is missing."),
        "export": _("Export a round: the report with its clips, its data, its tables."),
        "portfolio": _("List all services: tested or not, overdue, gate, level, satisfaction."),
        "retest": _("Make a round that looks again at what failed in another one."),
        "decision-record": _("Write the record of a decision about a launch, to be signed and filed."),
        "import-actions": _("Compare an owner's action plan with what is kept, and take all of it or nothing."),
        "import-outbox": _("Take in what an observer noted and the room never got; the sessions must be closed."),
        "questionnaire": _("Write a questionnaire as a page to print and fill in by hand."),
        "check": _("Say every fault of the files, with line and remedy; exit 2 if there is one."),
        "verdicts": _("Say a round’s verdicts and gate with what they follow from; compute again what was kept."),
        "verify": _("Check seal, chain and media; exit 1 if anything is not as it was."),
        "repair": _("Finish a session folder; say what was found and what is lost."),
        "self-test": _("Test the installed program: library, languages, figures, recorder, window."),
        "standards": _("The library of standards: list, show, import, export."),
        "room": _("The room on the network: check, open, sheet, certificate."),
    }
