"""The command `lab`. Without a subcommand it opens the application; the window starts without loading the rest."""

import sys
from collections.abc import Callable
from pathlib import Path

FOLDER_OPTIONS = 2


def main() -> None:
    """Entry point of the program."""
    folder = window_folder(sys.argv[1:])
    if folder is not NotAWindow:
        assert folder is None or isinstance(folder, Path)
        sys.exit(open_window(folder))
    run_command()


class NotAWindow:
    """Says that the arguments ask for a subcommand."""


def window_folder(arguments: list[str]) -> Path | type[NotAWindow] | None:
    """The folder to open in a window (None = the one used last), or NotAWindow."""
    if not arguments:
        return None
    if arguments[0] == "--folder" and len(arguments) == FOLDER_OPTIONS:
        return Path(arguments[1])
    if arguments[0].startswith("--folder=") and len(arguments) == 1:
        return Path(arguments[0].removeprefix("--folder="))
    return NotAWindow


def open_window(folder: Path | None) -> int:
    """Open the application; its exit code."""
    from ui.app import run

    return run(folder)


def run_command() -> None:
    """Run a subcommand; expected errors become sentences and exit codes."""
    import typer

    from lab.commands import check, demo, devices, export, record, repair, self_test, verify
    from lab.commands.answering import errors_as_sentences

    commands: dict[str, Callable[..., None]] = {
        "demo": demo.demo,
        "record": record.record,
        "devices": devices.devices,
        "export": export.export,
        "check": check.check,
        "verify": verify.verify,
        "repair": repair.repair,
        "self-test": self_test.self_test,
    }
    application = typer.Typer(
        name="lab",
        help="Usability Lab: tests a public service on real people before it is launched. "
        "Without a command: lab [--folder F] opens the application.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
    )
    for name, command in commands.items():
        application.command(name)(command)
    with errors_as_sentences():
        application()


if __name__ == "__main__":
    main()
