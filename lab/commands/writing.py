"""One file that a command was asked to write."""

from pathlib import Path

from lab.archive.atomic import write_atomically
from lab.domain.errors import WorldError


def write_file(path: Path, content: str | bytes) -> None:
    """Write it whole, or leave what was there. Raises WorldError `export_unwritable`."""
    try:
        write_atomically(path, content.encode() if isinstance(content, str) else content)
    except OSError as error:
        raise WorldError("export_unwritable", path=str(path), reason=error.strerror or str(error)) from error
