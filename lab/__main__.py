"""The command `lab`. Without a subcommand it opens the application; the window starts without loading the rest."""

import gc
import sys
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
    # Loading the program makes half a million objects that stay: looking through them again and again for garbage
    # costs a tenth of the time to the window. The window collects by itself (ui.collecting).
    gc.disable()
    from ui.app import run

    return run(folder)


def run_command() -> None:
    """Run a subcommand in the system's language; expected errors become sentences and exit codes."""
    from lab.i18n import system_language, use_language

    use_language(system_language())
    # only now: the commands say their help in that language while they are loaded
    from lab.commands.answering import errors_as_sentences
    from lab.commands.application import application
    from lab.commands.usage import run
    from recordings.ending import end_process

    code = 0
    try:
        with errors_as_sentences():
            code = run(application(sys.argv[1:]))
    except SystemExit as end:
        if isinstance(end.code, str):
            raise
        code = end.code or 0
    end_process(code)


if __name__ == "__main__":
    main()
