"""What speaks against a recording before it begins: found all together, said all together, and nothing is written."""

import errno
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import typer

from lab.archive import folder_layout
from lab.commands.answering import exit_code, say
from lab.commands.sources import Chosen
from lab.domain.errors import InputError, LabError, WorldError
from lab.wording import sentence
from recordings.messages import DISK_FULL_BYTES, DeviceFault

WRONGLY_NAMED = frozenset(
    {
        "screen_unknown",
        "screen_region_outside",
        "screen_region_small",
        "camera_address_wrong",
        "camera_login_forgotten",
        "camera_login_refused",
        "camera_path_unknown",
        "camera_unknown",
        "camera_is_a_file",
        "microphone_unknown",
        "system_sound_unknown",
    }
)
"""Faults of whoever named the device; all others are the world's."""

KEPT_TRYING = frozenset({"camera_silent", "microphone_silent", "system_sound_silent", "source_stalled"})
"""Their sentences promise that the recorder keeps trying; before the start it does not."""

_PROBE = bytes(4096)


def refusals(faults: Iterable[DeviceFault]) -> list[LabError]:
    """Why nothing is begun, device by device."""
    return [
        (InputError if fault.code in WRONGLY_NAMED else WorldError)(
            "device_silent" if fault.code in KEPT_TRYING else fault.code, **{"source": fault.source, **fault.facts}
        )
        for fault in faults
    ]


def narrow_microphones(chosen: Chosen) -> list[WorldError]:
    """Those somebody named and that deliver no more than a telephone does: a day of it cannot be made good."""
    return [
        WorldError("microphone_narrow", device=device, rate=rate)
        for source, (device, rate) in chosen.narrow.items()
        if source in chosen.named
    ]


def refuse(wrong: Sequence[LabError], hint: str = "") -> NoReturn:
    """Say all of it, each sentence once, and a hint after it; leave with the code of the worst."""
    for said in dict.fromkeys(map(sentence, wrong)):
        say(said)
    if hint:
        say(hint)
    raise typer.Exit(max(map(exit_code, wrong)))


@contextmanager
def folder_for(out: Path) -> Iterator[LabError | None]:
    """The folder, made if it is missing; if nothing is recorded, it is as if it had never been made.

    Yields:
        What speaks against it: `folder_has_recording`, `folder_unwritable`, `disk_too_full`.
    """
    missing = [folder for folder in (out, *out.parents) if not folder.exists()]
    try:
        yield _folder_fault(out)
    except BaseException:
        for folder in missing:
            if folder.exists():
                if any(folder.iterdir()):
                    break
                folder.rmdir()
        raise


def _folder_fault(out: Path) -> LabError | None:
    try:
        if any((out / name).exists() for name in (folder_layout.FACTS, folder_layout.PLAN)):
            # Its times would count from another origin than those of the recording that is there.
            return InputError("folder_has_recording", path=str(out))
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=out, buffering=0) as probe:
            os.write(probe.fileno(), _PROBE)
        free = shutil.disk_usage(out).free
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            return WorldError("folder_unwritable", path=str(out), reason=error.strerror or str(error))
        free = 0
    if free >= DISK_FULL_BYTES:
        return None
    return WorldError("disk_too_full", path=str(out), megabytes=free // 1_000_000, needed=DISK_FULL_BYTES // 1_000_000)
