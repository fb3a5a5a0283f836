"""Browsers on a device of the laboratory: its own authority was taken in once, as the enrolment sheet asks for."""

import shutil
import subprocess
from pathlib import Path

from cryptography import x509

from lab.live.door.key_files import pem

CERTUTIL = "certutil"
"""The program that writes the store of certificates of Chromium and Firefox (Debian's `libnss3-tools`)."""


def is_possible() -> bool:
    """Whether there is what takes an authority in."""
    return shutil.which(CERTUTIL) is not None


def take_in(authority: x509.Certificate, store: Path) -> None:
    """Have the browser that keeps its certificates in this folder trust an authority, for sites alone."""
    store.mkdir(parents=True, exist_ok=True)
    file = store / "authority.crt"
    file.write_bytes(pem(authority))
    _run("-N", "--empty-password", store=store)
    _run("-A", "-n", "laboratory", "-t", "C,,", "-i", str(file), store=store)


def _run(*arguments: str, store: Path) -> None:
    subprocess.run([CERTUTIL, *arguments, "-d", f"sql:{store}"], check=True, capture_output=True, timeout=30)
