"""Take the pictures of docs/screenshots/, once per language, on 3840 × 1080 px: `take_screenshots.py FOLDER en|ru`.

With `histories` behind it, it takes the screens of several services over several rounds instead.

The real program on a virtual screen with two monitors: the first is the moderator's, the second the participant's and
shows the sample service. Sessions are recorded, tagged, judged and exported before anything is photographed.
`make screenshots` starts the virtual screen and runs this.
"""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime, timedelta
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from PySide6.QtCore import QBuffer, QEventLoop, QIODevice, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from lab.domain.booking import Setup
from lab.domain.consent import Consent, Scope
from lab.domain.ids import RoundId
from lab.services.laboratory import Laboratory
from lab.services.scheduling import Place
from ui.app import Application
from ui.widgets.decision_dialog import DecisionDialog

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs" / "screenshots"
MONITORS = (("moderator", "1920/480x1080/270+0+0", "screen"), ("participant", "1920/480x1080/270+1920+0", "none"))
MODERATORS, SAMPLE = (0, 0), "1440x960+2160+60"
LOOKS = (((1280, 800), "light", 1.0), ((1920, 1080), "dark", 1.0), ((1280, 800), "light", 2.0))
STILL = (
    "today", "services", "schedule", "review", "round_debrief", "findings", "path", "reports", "standards", "settings",
    "live_grid",
)  # fmt: skip
HISTORIES = "histories"
DEMONSTRATIONS, DEMONSTRATION_S = 3, 20
LONGEST_S = 60.0
WORDS = {
    "en": ("Room 1", "Anna Petrova", "the reason was on the second page"),
    "ru": ("Комната 1", "Анна Петрова", "причина была на второй странице"),
}


def until(condition: Callable[[], Any], what: str) -> None:
    """Let the window live until something is so."""
    latest = time.monotonic() + LONGEST_S
    while not condition():
        if time.monotonic() > latest:
            sys.exit(f"waited in vain for {what}")
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)


def rest(seconds: float) -> None:
    """Let the window live for a while, so that what it shows is alive."""
    latest = time.monotonic() + seconds
    until(lambda: time.monotonic() > latest, "time to pass")


def hold_sessions(folder: Path) -> RoundId:
    """Whole sessions of the sample service by the scripted participant; the round they belong to."""
    for _session in range(DEMONSTRATIONS):
        command = [sys.executable, "-P", "-m", "lab", "demo", "--folder", str(folder)]
        subprocess.run([*command, "--seconds", str(DEMONSTRATION_S)], check=True, cwd=ROOT)
    with Laboratory.open_readonly(folder) as lab:
        return lab.rounds.rounds()[-1].id


def a_program(folder: Path, language: str) -> tuple[Application, "Photographer"]:
    """The program with settings of its own, and who photographs it."""
    application = QApplication(sys.argv[:1])
    application.setStyle("Fusion")
    program = Application(application, folder / "config")
    program.preferences.change(name=WORDS[language][1], language=language, theme="light", text_scale=1.0)
    return program, Photographer(program, language)


def wait_for_today(camera: "Photographer") -> None:
    """The laboratory is open and its first screen is there."""
    until(lambda: camera.window.current_name == "today", "the first screen")
    camera.settle()


def book_more(folder: Path, round_id: RoundId, language: str) -> str:
    """A few days of bookings, the first of them for now; its id."""
    room, moderator, _words = WORDS[language]
    bookings = []
    with Laboratory.open(folder) as lab:
        segment = lab.rounds.round(round_id).segments[0].id
        now = datetime.now(UTC)
        morning = now.astimezone().replace(hour=9, minute=0, second=0, microsecond=0) + timedelta(days=1)
        for begin in (now, *(morning + timedelta(days=n // 3, minutes=90 * (n % 3)) for n in range(6))):
            person = lab.planning.add_participant(round_id, segment)
            form = Consent("1", language, date.today(), frozenset(Scope), on_paper=True)  # noqa: DTZ011 - the local day
            lab.planning.give_consent(person.id, form)
            place = Place(room, begin, 60, moderator, setup=Setup.TWO_SCREENS)
            bookings.append(lab.scheduling.book(person.id, place).booking)
    return str(bookings[0].id)


@contextmanager
def a_humming_microphone() -> Iterator[None]:
    """A sound server whose only microphone hears a steady tone. (Its own source of tones hands out two seconds at once,
    which no microphone does.)
    """
    modules = (
        "module-native-protocol-unix",
        "module-null-sink sink_name=Room",
        "module-sine sink=Room frequency=180",
        "module-remap-source master=Room.monitor source_name=Table source_properties=device.description=Table",
    )
    loads = [part for module in modules for part in ("-L", module)]
    server = subprocess.Popen(
        ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", *loads], stderr=subprocess.DEVNULL
    )
    time.sleep(2)
    subprocess.run(["pactl", "set-default-source", "Table"], check=True)
    yield
    server.terminate()
    server.wait()


@contextmanager
def drawn_person() -> Iterator[str]:
    """The address of a network camera that shows a drawn head and shoulders, swaying a little."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "multipart/x-mixed-replace; boundary=picture")
            self.end_headers()
            while True:
                jpeg = _head_and_shoulders(time.monotonic())
                head = f"--picture\r\nContent-Type: image/jpeg\r\nContent-Length: {len(jpeg)}\r\n\r\n"
                try:
                    self.wfile.write(head.encode() + jpeg + b"\r\n")
                except OSError:
                    return
                time.sleep(1 / 15)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/video"
    server.shutdown()


def _head_and_shoulders(now: float) -> bytes:
    image = QImage(640, 360, QImage.Format.Format_RGB32)
    image.fill(QColor("#a9b7c0"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    sway = 8 * ((now % 4) - 2)
    for colour, x, y, width, height in (
        ("#3f5468", 320 + sway / 2, 390, 190, 150),
        ("#e2bd9b", 320 + sway, 180, 66, 84),
        ("#4a3628", 320 + sway, 118, 72, 46),
    ):
        painter.setBrush(QColor(colour))
        painter.drawEllipse(QPointF(x, y), width, height)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "JPEG", 80)  # type: ignore[call-overload]  # PySide takes a device and a format
    return bytes(buffer.data().data())


class Photographer:
    """Takes each screen in every look."""

    def __init__(self, program: Application, language: str) -> None:
        self._program, self._language = program, language
        self.window: Any = program.window

    def take(self, name: str) -> None:
        """The window as it is, in every look."""
        for (width, height), theme, scale in LOOKS:
            self._program.preferences.change(theme=theme, text_scale=scale)
            self.window.move(*MODERATORS)
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


def photograph_still_screens(camera: Photographer, round_id: RoundId, lab: Laboratory) -> None:
    """Everything but the running session."""
    session = lab.sessions.sessions_of(round_id)[0].session_id
    finding = lab.findings.findings(round_id)[0].id
    subjects = {
        "services": {"round": str(round_id)},
        "review": {"session": str(session)},
        "findings": {"round": str(round_id), "finding": str(finding)},
        "reports": {"round": str(round_id)},
        "round_debrief": {"round": str(round_id)},
        "live_grid": {"round": str(round_id)},
        "standards": {"standard": "client-centricity", "criterion": "CC-07"},
    }
    for name in STILL:
        screen = camera.show(name, **subjects.get(name, {}))
        if name == "review":
            until(partial(getattr, screen, "review"), "the review")
            screen.review.choose_tag(screen.review.list.item(2).data(Qt.ItemDataRole.UserRole + 1))
            rest(1.0)
        camera.take(name)


def _photograph_histories(folder: Path, language: str) -> None:
    """What several services over several rounds look like, as after a year."""
    command = [sys.executable, "-m", "tests.lab.service_histories", str(folder / "lab"), language]
    subprocess.run(command, check=True, cwd=ROOT)
    program, camera = a_program(folder, language)
    program.start(folder / "lab")
    wait_for_today(camera)
    camera.take_of("portfolio")
    lab = camera.window.current.desk.lab
    retest = next(one for one in reversed(lab.rounds.rounds()) if one.retest_of is not None)
    camera.take_of("comparison", earlier=str(retest.retest_of), later=str(retest.id))
    camera.window.close()


def photograph_the_second_room(camera: Photographer) -> None:
    """Opened on this computer alone; it stays open for the session, whose panel tells of it."""
    screen = camera.show("second_room")
    until(lambda: screen.opening is not None and screen.opening.open.isEnabled(), "the networks")
    buttons = screen.opening.interfaces.buttons()
    next(button for button in buttons if "127.0.0.1" in button.text()).click()
    screen.opening.open.click()
    until(lambda: screen.company.is_open, "the open room")
    rest(2)
    camera.take("second_room")


def photograph_a_session(camera: Photographer, booking: str, url: str, language: str) -> None:
    """Devices check, the running session, its debrief."""
    window = camera.window
    screen = camera.show("session", booking=booking)
    until(lambda: screen.check is not None, "the devices check")
    until(lambda: screen.session.recorder is not None and screen.session.recorder.state == "armed", "the recorder")
    with sample_service(language) as act:
        _add_camera(screen.check.rows["camera"], url)
        rest(5)
        _check_devices(screen.check.preflight)
        camera.take("devices")
        window.current.check.start.click()
        for question in window.current.findChildren(DecisionDialog):
            question.field.setText("Screenshots need no voice.")
            question.act.click()
        until(partial(_records, window), "the recording")
        _run_two_tasks(window, act)
        camera.take("session")
    window.current.head.finish.click()
    question = next(bar for bar in window.message_bar.bars() if bar.alert.choices)
    _press(question, question.alert.choices[0].text)
    until(lambda: window.current_name == "debrief", "the debrief")
    camera.settle()
    camera.take("debrief")


def _press(within: QWidget, words: str) -> None:
    next(one for one in within.findChildren(QPushButton) if one.text().strip() == words).click()


def _check_devices(preflight: Any) -> None:
    preflight.check.click()
    until(lambda: preflight.standing.name not in ("OPEN", "CHECKING"), "what the check found")


def _add_camera(row: Any, url: str) -> None:
    """As a person does it: Other…, the address, Enter."""
    row.device.setCurrentIndex(row.device.findData("other"))
    row.device.activated.emit(row.device.currentIndex())
    row.typed.setText(url)
    QTest.keyClick(row.typed, Qt.Key.Key_Return)


def _records(window: Any) -> bool:
    screen = window.current
    return (
        screen.board is not None
        and screen.session.recorder is not None
        and screen.session.recorder.state == "recording"
    )


def _run_two_tasks(window: Any, act: Callable[[str], None]) -> None:
    """The participant acts; the moderator times and tags. The second task is still under way."""
    for task in ("find-service", "fill-form"):
        board = window.current.board
        board.setFocus()
        QTest.keyClick(board, Qt.Key.Key_Return)
        act(task)
        for key in (Qt.Key.Key_1, Qt.Key.Key_3, Qt.Key.Key_4):
            rest(2.5)
            QTest.keyClick(board, key)
        if task == "find-service":
            QTest.keyClick(board, Qt.Key.Key_F6)
    rest(2)


@contextmanager
def sample_service(language: str) -> Iterator[Callable[[str], None]]:
    """The sample service on the participant's screen; the answer lets the scripted participant act a task."""
    command = [sys.executable, "-P", "-m", "ui.sample", "--language", language, "--script", "-"]
    sample = subprocess.Popen(
        [*command, "--geometry", SAMPLE], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, cwd=ROOT
    )

    def act(task: str) -> None:
        assert sample.stdin is not None
        sample.stdin.write(json.dumps({"do": task, "pace": 1.0}) + "\n")
        sample.stdin.flush()

    rest(2)
    yield act
    sample.terminate()
    sample.wait()


def main() -> int:
    """Photograph everything in one language; `histories`: the screens of several services alone."""
    folder, language = Path(sys.argv[1]).absolute(), sys.argv[2]
    home = folder / "home"
    os.environ.update(
        QT_QPA_PLATFORM="xcb",
        LANGUAGE=language,
        LC_ALL="C.UTF-8",
        HOME=str(home),
        XDG_RUNTIME_DIR=str(folder / "run"),
        LAB_RUNTIME_DIR=str(folder / "run" / "lab"),
    )
    (folder / "run" / "lab").mkdir(parents=True, mode=0o700)
    home.mkdir()
    (home / ".asoundrc").write_text("pcm.!default { type pulse }\nctl.!default { type pulse }\n")
    for monitor in MONITORS:
        subprocess.run(["xrandr", "--setmonitor", *monitor], check=True)
    photograph = _photograph_histories if HISTORIES in sys.argv else _photograph_everything
    with a_humming_microphone():
        try:
            photograph(folder, language)
        finally:
            end_room(folder / "run" / "lab")
    return 0


def end_room(runtime: Path) -> None:
    """The room that hosts the last session, still in its debrief, would wait for it for good."""
    for address in runtime.glob("*.json"):
        with suppress(ProcessLookupError):
            os.kill(json.loads(address.read_text(encoding="utf-8"))["pid"], signal.SIGTERM)


def _photograph_everything(folder: Path, language: str) -> None:
    round_id = hold_sessions(folder / "lab")
    booking = book_more(folder / "lab", round_id, language)
    program, camera = a_program(folder, language)
    program.start(None)
    rest(1)
    camera.take("start")
    program.open(folder / "lab")
    wait_for_today(camera)
    with drawn_person() as url:
        photograph_still_screens(camera, round_id, camera.window.current.desk.lab)
        photograph_the_second_room(camera)
        photograph_a_session(camera, booking, url, language)
    camera.window.close()


if __name__ == "__main__":
    sys.exit(main())
