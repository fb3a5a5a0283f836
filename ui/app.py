"""The composition root of the windows: makes the parts and gives each what it needs; ends them in order."""

import signal
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QSettings, QTranslator
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from lab.domain.errors import LabError
from lab.folder import config_folder
from lab.i18n import gettext as _
from lab.i18n import use_language
from lab.wording import sentence
from ui.alerts import Alerts
from ui.background import Background
from ui.bridge import Bridge
from ui.collecting import GarbageCollector
from ui.crash_report import CrashReport
from ui.desk import Desk
from ui.dressing import Theme
from ui.main_window import MainWindow
from ui.memory import Memory
from ui.native_crash import NativeCrash
from ui.preferences import Person, Preferences
from ui.screens import load_ahead, screens

if TYPE_CHECKING:
    from lab.services.laboratory import Laboratory, Landing
    from ui.session.ingest import Ingest

REBUILT_FOR = ("language", "text_scale")
"""Preferences that every word and size hangs on; colours are painted anew in place."""


class Application:
    """One run of the program: preferences, the window, and the laboratory that is open in it."""

    def __init__(self, application: QApplication, config: Path) -> None:
        self._application = application
        self._collector = GarbageCollector()
        self.alerts = Alerts()
        self.bridge = Bridge()
        self.background = Background(self.alerts.error)
        self.preferences = Preferences(config / "person.toml")
        self.crash_report = CrashReport(config / "crashes", self._tell_of_crash)
        self._theme = Theme(QFont(application.font()))
        self._translator = QTranslator()
        self._desk: Desk | None = None
        self._ingest: Ingest | None = None
        self._unsubscribe: Callable[[], None] = lambda: None
        self._look = self.preferences.person
        self._dress()
        self._window_file = QSettings(str(config / "window.ini"), QSettings.Format.IniFormat)
        self.window = MainWindow(screens(), self.alerts, self._window_file)
        self.window.closing.connect(self.close)
        self.preferences.changed.connect(self._preferences_changed)
        application.styleHints().colorSchemeChanged.connect(lambda _scheme: self._system_colours_changed())

    # -- the laboratory

    def start(self, folder: Path | None) -> None:
        """Show the window, and open the folder, or the prescribed one, or the one used last, or ask for one."""
        self.window.show()

        last = self.preferences.person.lab_folder
        try:
            wanted = folder or _preset_folder() or (Path(last) if last else None)
        except LabError as error:
            self._ask_for_folder(None, sentence(error))
            return
        if wanted is not None:
            self.open(wanted)
        else:
            self._ask_for_folder(None, "")

    def open(self, folder: Path) -> None:
        """Open a laboratory folder, made if it is not there yet."""

        def opening() -> "Laboratory":
            from lab.services.laboratory import Laboratory

            return Laboratory.open(folder)

        operation = self.background.write(opening).on_done(self._opened)
        operation.on_error(lambda error: self._ask_for_folder(folder, sentence(error))).start()

    def _ask_for_folder(self, folder: Path | None, trouble: str) -> None:
        from ui.start_page import StartPage

        self.window.show_page(lambda: StartPage(self.open, self.background, folder=folder, trouble=trouble))

    def _opened(self, lab: "Laboratory") -> None:
        from ui.recording_sign import RecordingSign
        from ui.room_link import RoomLink
        from ui.second_room.door_watch import DoorWatch
        from ui.second_room.leaving import Leaving
        from ui.session.ingest import Ingest

        self._unsubscribe = lab.subscribe(self.bridge.store_changed)
        self._remember_folder(lab)
        memory = Memory(self._window_file, lab.folder.lab_id)
        room = RoomLink(lab.folder, self.bridge, self.preferences, memory)
        room.company.refused.connect(lambda error: self.alerts.error(error, key="second_room"))
        self.window.may_close = Leaving(room.company, lambda: room.hosts, self.alerts, self.window.close).may_close
        self._ingest = Ingest(self.bridge, self.background, lab.sessions, lab.late)
        self._desk = Desk(lab, room, self.bridge, self.background, self.alerts, self.preferences, self.window, memory)
        RecordingSign(self.bridge, self.window)
        DoorWatch(room.company, self.alerts, partial(self._desk.navigator.go, "second_room"))
        self.window.furnish(self._desk, "today")
        self.background.write(lab.catch_up).on_done(self._landed).start()

    def _remember_folder(self, lab: "Laboratory") -> None:
        try:
            self.preferences.change(lab_folder=str(lab.folder.path))
        except LabError as error:
            # The laboratory is worth more than the note of where it lies.
            self.alerts.error(error, key="preferences")

    def _landed(self, landing: "Landing") -> None:
        """Back into a session that was running when the window was lost; damaged session folders are said."""
        ahead = self.background.read(lambda: load_ahead(lambda: not self.background.closed))
        ahead.on_done(lambda _nothing: self._settle()).start()
        for trouble in landing.troubles:
            self.alerts.error(trouble)
        if landing.under_way is not None and self.window.knows("session"):
            self.window.go("session", session=landing.under_way)

    def _settle(self) -> None:
        """Everything is loaded and shown: now there is time for what nobody waits for."""
        self._collector.settle()
        if self._desk is not None:
            self.background.read(self._desk.lab.derived.begin).start()
            self._desk.room.dial_what_runs(self.background)

    # -- look and language

    def _dress(self) -> None:
        person = self.preferences.person
        use_language(person.language_in_force)
        locale = QLocale(person.language_in_force)
        QLocale.setDefault(locale)
        self._application.removeTranslator(self._translator)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if self._translator.load(locale, "qtbase", "_", folder):
            self._application.installTranslator(self._translator)
        self._theme.apply(self._application, person.theme, person.text_scale)

    def _preferences_changed(self, person: Person) -> None:
        before, self._look = self._look, person
        rebuild = any(getattr(before, name) != getattr(person, name) for name in REBUILT_FOR)
        if rebuild:
            self._dress()
            # Date fields write as the window does that they are in, whatever the default has become.
            self.window.setLocale(QLocale())
            self.window.rebuild()
        elif before.theme != person.theme:
            self._dress()
            self.window.recolour()

    def _system_colours_changed(self) -> None:
        if self.preferences.person.theme == "system":
            self._dress()
            self.window.recolour()

    def _tell_of_crash(self, words: str) -> None:
        self.background.deliver(lambda: self.alerts.error(words, key="crash"))

    def tell_of_earlier_crash(self, report: Path) -> None:
        """The run before this one died; its last words lie in `report`."""
        self.alerts.error(
            _(
                "The program ended unexpectedly last time. What was saved is safe; a running recording went on. "
                "The report for the developers: {path}"
            ).format(path=report),
            key="crash",
        )

    def close(self) -> None:
        """End everything in order: the room's line, the threads, the store."""
        self._unsubscribe()
        if self._desk is not None:
            self._desk.room.close()
            self._desk.lab.derived.close()  # a reader may be busy with it
        self.background.close()
        if self._desk is not None:
            self._desk.lab.close()
            self._desk = None
        self._collector.stop()


def _preset_folder() -> Path | None:
    """What environment or policy prescribe; asked only when nobody named a folder."""
    from lab.settings import preset_folder

    return preset_folder()


def run(folder: Path | None) -> int:
    """Open the application on a laboratory folder (None: the one used last, else ask); its exit code."""
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    application.setApplicationName("usability-lab")
    application.setStyle("Fusion")
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    lab = Application(application, config_folder())
    lab.crash_report.install()
    last_words = NativeCrash(lab.crash_report.folder)
    report = last_words.begin()
    try:
        lab.start(folder)
        if report is not None:
            lab.tell_of_earlier_crash(report)
        code = application.exec()
    finally:
        lab.crash_report.uninstall()
    last_words.end()
    return code
