"""A moderator measures sound against picture at the window, for `test_clapping`, and says in JSON what came of it.

Arguments: the laboratory folder, the booking, the microphone (`pulse:` and its name), how late the test's own
microphone hears each beep (ms; `never`; `-` where the test feeds none), the pipe of that microphone, a folder for
pictures of the window, and its language.
"""

import json
import sys
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication

from lab.services.session_view import SourcePlan
from tests.recordings.clap_material import beep_at
from tests.sound_server import SimulatedConverter
from tests.stories.moderator import until
from ui.app import Application
from ui.preferences import config_folder


def feed(pipe: str, late: str, screen: Any) -> SimulatedConverter | None:
    """What the test's own microphone hears: each flash's beep, so much later; or a room in which nothing beeps."""
    if late == "-":
        return None
    late_us = 0 if late == "never" else round(float(late) * 1000)

    def sample(now_s: float) -> float:
        test = screen.check.clap if screen.check is not None else None
        hum = 0.001 if int(now_s * 200) % 2 else -0.001
        if test is None or late == "never" or not test._moments:
            return hum
        at_us = round(now_s * 1e6) + converter.start_us - screen.session._origin_us
        return hum + 0.3 * beep_at([moment + late_us for moment in test._moments], at_us)

    converter = SimulatedConverter(Path(pipe), sample)
    return converter


def main() -> int:
    """Act."""
    folder, booking, microphone, late, pipe, pictures = sys.argv[1:7]
    application = QApplication(sys.argv[:1])
    program = Application(application, config_folder())
    program.preferences.change(name="Anna", language=sys.argv[7] if len(sys.argv) > 7 else "en")
    program.start(Path(folder))
    window: Any = program.window
    until(lambda: window.current_name == "today", "the first screen")
    window.go("session", booking=booking)
    screen = window.screen_named("session")
    until(lambda: screen.check is not None, "the devices check")
    until(lambda: screen.session.recorder is not None and screen.session.recorder.state == "armed", "the recorder")
    converter = feed(pipe, late, screen)
    kinds = {"screen": "screen", "microphone": microphone}
    sources = tuple(
        SourcePlan(id=one, kind=one, device=device, shows="screen" if one == "screen" else "voice")
        for one, device in kinds.items()
        if device != "screen"
    )
    screen.check.sources_changed.emit((*[one for one in screen.session.plan.sources if one.id == "screen"], *sources))
    test = screen.check.clap
    until(lambda: test._names() is not None and "microphone" in test._names(), "devices that deliver")
    window.grab().save(f"{pictures}/before.png")
    test.button.click()
    until(lambda: test.flashes.shown, "the dark sheets")
    window.grab().save(f"{pictures}/running.png")
    until(lambda: test.standing.name not in ("OPEN", "RUNNING"), "what was measured")
    until(lambda: not screen.session.waiting and screen.session.recorder.state == "armed", "the room")
    window.grab().save(f"{pictures}/after.png")
    answer = {
        "standing": test.standing.name,
        "words": test.words.text(),
        "measures": [one.model_dump(mode="json") for one in screen.session.kept.claps],
    }
    window.close()
    if converter is not None:
        converter.stop()
    sys.stdout.write(json.dumps(answer) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
