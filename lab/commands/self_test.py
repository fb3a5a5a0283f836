"""`lab self-test`: the installed program tests itself, or the devices of this machine, without the network."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from lab.commands.answering import Exit, answer
from lab.commands.devices_tested import test_devices
from lab.commands.examples_shown import show_examples
from lab.domain.errors import InputError, WorldError
from lab.i18n import LANGUAGES, catalogue
from lab.i18n import gettext as _
from lab.worked_examples import SHIPPED, running
from protocols import library
from recordings import clock, playback
from recordings import record as recorder
from recordings.plan import RecordingPlan, SourcePlan

SECONDS = 1.0


def check_library() -> None:
    """Every shipped protocol, standard and questionnaire loads."""
    if not (library.standards() and library.questionnaires() and library.protocols()):
        raise InputError("library_incomplete")


def check_languages() -> None:
    """Every language loads."""
    for language in LANGUAGES:
        catalogue(language)


def check_recorder() -> None:
    """A second of synthetic picture and sound is recorded and read back."""
    with tempfile.TemporaryDirectory() as folder:
        sources = (
            SourcePlan(id="screen", kind="synthetic_screen", shows="screen", fps=10),
            SourcePlan(id="microphone", kind="synthetic_microphone", shows="voice"),
        )
        plan = RecordingPlan(folder=Path(folder), origin_us=clock.now_us(), sources=sources)
        recorder.record(plan, SECONDS)
        with playback.open_recording(Path(folder)) as recording:
            picture = recording.track("screen").frame_at(recording.duration_us)
        if picture is None:
            raise WorldError("recording_unreadable", path=folder)


def check_window() -> None:
    """The window's libraries load."""
    from importlib import import_module

    import_module("PySide6.QtWidgets")


def check_figures() -> None:
    """Every shipped worked example comes out as published."""
    wrong = [one for file in SHIPPED for one in running.run(file) if not one.agrees]
    if wrong:
        raise InputError("figures_wrong", figures=", ".join(f"{one.example}/{one.figure}" for one in wrong))


CHECKS: dict[str, Callable[[], None]] = {
    "library": check_library,
    "languages": check_languages,
    "figures": check_figures,
    "recorder": check_recorder,
    "window": check_window,
}


def self_test(
    devices: Annotated[
        bool, typer.Option("--devices", help=_("Try every device; a JSON report that can be sent. Keeps no recording."))
    ] = False,
    examples: Annotated[
        bool,
        typer.Option("--examples", help=_("Compute worked examples: of the files, or those that are shipped.")),
    ] = False,
    files: Annotated[list[Path] | None, typer.Argument(help=_("With --examples: files of examples or cases."))] = None,
    clap: Annotated[
        bool,
        typer.Option("--clap", help=_("With --devices: flash and beep, and say how far sound and picture are apart.")),
    ] = False,
    seconds: Annotated[float, typer.Option(min=1, max=60, help=_("How long each device is tried, 1 to 60."))] = 3.0,
) -> None:
    """Test the installed program: library, languages, recorder, window; or with --devices the devices, with --examples
    the figures.
    """
    if files and not examples:
        raise InputError("files_without_examples")
    if examples:
        if not show_examples(files or SHIPPED):
            raise typer.Exit(Exit.NO)
        return
    if devices or clap:
        if not test_devices(seconds, clap=clap):
            raise typer.Exit(Exit.WORLD_FAILED)
        return
    failed = False
    for name, check in CHECKS.items():
        try:
            check()
        except Exception as error:  # noqa: BLE001 - the report of a self-test is what went wrong
            failed = True
            answer(_("{check}: FAILED: {reason}").format(check=name, reason=repr(error)))
        else:
            answer(_("{check}: good").format(check=name))
    if failed:
        raise typer.Exit(Exit.NO)
