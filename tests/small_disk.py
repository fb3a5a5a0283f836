"""A disk of its own for one test: small, or read-only. Needs the right to mount."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def small_disk(place: Path, size: str) -> Iterator[Path]:
    """Mount an empty disk of so many bytes (`64k`, `5m`) at `place`; the test is skipped where that is not allowed."""
    place.mkdir()
    with mounted(place, f"size={size}"):
        yield place


@contextmanager
def mounted(place: Path, options: str) -> Iterator[None]:
    """Mount an empty disk over a folder; the test is skipped where that is not allowed."""
    if os.name == "nt" or os.geteuid() != 0:
        pytest.skip("only root may mount a small disk")
    if subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", place], capture_output=True).returncode:
        pytest.skip("this machine does not let tests mount a disk")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", place], check=True)


def make_read_only(disk: Path) -> None:
    """From now on nothing can be written there, not even by root."""
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
