"""Pages that are meant for paper: made in the background, opened where they can be printed."""

from collections.abc import Callable
from pathlib import Path

from lab.domain.errors import WorldError
from ui.desk import Desk
from ui.elsewhere import open_elsewhere


def open_to_print(desk: Desk, name: str, page: Callable[[], str]) -> None:
    """Write an HTML page under the laboratory's exports and open it in the system's browser.

    Args:
        name: of the file, without its suffix; an earlier one of the same name is replaced.
        page: makes it, in the background; what it raises is told.
    """

    def work() -> Path:
        content = page()
        path = desk.lab.folder.exports / f"{name}.html"
        try:
            path.write_text(content, encoding="utf-8")
        except OSError as error:
            raise WorldError("export_unwritable", path=str(path), reason=error.strerror or str(error)) from error
        return path

    operation = desk.background.read(work)
    operation.on_done(open_elsewhere).start()
