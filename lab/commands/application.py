"""All commands under one name, with their help in the language in force."""

from collections.abc import Callable

import typer

from lab.commands import (
    check,
    decision_record,
    demo,
    devices,
    export,
    import_actions,
    import_outbox,
    portfolio,
    questionnaire,
    record,
    repair,
    retest,
    room,
    self_test,
    standards,
    verdicts,
    verify,
)
from lab.commands.help_page import CommandWithHelp, GroupWithHelp
from lab.i18n import gettext as _


def application() -> typer.Typer:
    """The command `lab` with its subcommands."""
    made = typer.Typer(
        name="lab",
        cls=GroupWithHelp,
        help=_(
            "Usability Lab: tests a public service on real people before it is launched. "
            "Without a command: lab [--folder F] opens the application."
        ),
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        add_completion=False,
    )
    for name, (command, explained) in _commands().items():
        made.command(name, cls=CommandWithHelp, help=explained)(command)
    explained = _("The library of standards: list, show, import, export.")
    made.add_typer(standards.standards_command(), name="standards", help=explained)
    explained = _("The room on the network: check, open, sheet, certificate.")
    made.add_typer(room.room_command(), name="room", help=explained)
    return made


def _commands() -> dict[str, tuple[Callable[..., None], str]]:
    return {
        "demo": (demo.demo, _("Book, record the real screen, run the tasks, tag, debrief, close, judge and export.")),
        "record": (record.record, _("Record screen, camera and microphone; a JSON summary at the end.")),
        "devices": (devices.devices, _("List screens, cameras and microphones; say what is missing.")),
        "export": (export.export, _("Export a round: the report with its clips, its data, its tables.")),
        "portfolio": (portfolio.portfolio, _("List all services: tested or not, overdue, gate, level, satisfaction.")),
        "retest": (retest.retest, _("Make a round that looks again at what failed in another one.")),
        "decision-record": (
            decision_record.decision_record,
            _("Write the record of a decision about a launch, to be signed and filed."),
        ),
        "import-actions": (
            import_actions.import_actions,
            _("Compare an owner's action plan with what is kept, and take all of it or nothing."),
        ),
        "import-outbox": (
            import_outbox.import_outbox,
            _("Take in what an observer noted and the room never got; the sessions must be closed."),
        ),
        "questionnaire": (
            questionnaire.questionnaire,
            _("Write a questionnaire as a page to print and fill in by hand."),
        ),
        "check": (check.check, _("Say every fault of the files, with line and remedy; exit 2 if there is one.")),
        "verdicts": (
            verdicts.verdicts,
            _("Say a round’s verdicts and gate with what they follow from; compute again what was kept."),
        ),
        "verify": (verify.verify, _("Check seal, chain and media; exit 1 if anything is not as it was.")),
        "repair": (repair.repair, _("Finish a session folder; say what was found and what is lost.")),
        "self-test": (
            self_test.self_test,
            _("Test the installed program: library, languages, figures, recorder, window."),
        ),
    }
