"""The program with settings of its own, and who photographs it in every look."""

import sys
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication

from scripts.pictures.preparing import MODERATOR, ROOT
from tests.stories.waiting import rest, until
from ui.app import Application

PICTURES = ROOT / "docs" / "screenshots"
CORNER = (0, 0)
LOOKS = (((1280, 800), "light", 1.0), ((1920, 1080), "dark", 1.0), ((1280, 800), "light", 2.0))


class Photographer:
    """Takes each screen in every look."""

    def __init__(self, program: Application, language: str) -> None:
        self._program, self._language = program, language
        self.window: Any = program.window

    def take(self, name: str) -> None:
        """The window as it is, in every look."""
        for (width, height), theme, scale in LOOKS:
            self._program.preferences.change(theme=theme, text_scale=scale)
            self.window.move(*CORNER)
            self.window.resize(width, height)
            self.settle()
            rest(1.0)
            large = f"-{round(scale * 100)}" if scale != 1 else ""
            name_of_look = f"{name}-{width}x{height}-{theme}{large}-{self._language}.png"
            self.window.grab().save(str(PICTURES / name_of_look))
        self._program.preferences.change(theme="light", text_scale=1.0)
        self.settle()

    def show(self, name: str, **subject: str) -> Any:
        """Another screen, loaded."""
        self.window.go(name, **subject)
        self.settle()
        return self.window.current

    def take_of(self, name: str, **subject: str) -> None:
        """Another screen, in every look."""
        self.show(name, **subject)
        self.take(name)

    def settle(self) -> None:
        """Wait until nothing is under way."""
        until(
            lambda: self._program.background.idle and (self.window.current is None or self.window.current.up_to_date),
            "the screen",
        )


def a_program(folder: Path, language: str) -> tuple[Application, Photographer]:
    """The program with settings of its own, and who photographs it."""
    application = QApplication(sys.argv[:1])
    application.setStyle("Fusion")
    program = Application(application, folder / "config")
    program.preferences.change(name=MODERATOR[language], language=language, theme="light", text_scale=1.0)
    return program, Photographer(program, language)


def wait_for_today(camera: Photographer) -> None:
    """The laboratory is open and its first screen is there."""
    until(lambda: camera.window.current_name == "today", "the first screen")
    camera.settle()
