"""A moderator measures sound against picture at the window, for `test_clapping`, and says in JSON what came of it.

Arguments: the laboratory folder, the booking, the microphone (`pulse:` and its name), and a folder for pictures of the
window; `claps.json` there says when the flashes and beeps are due, on the machine clock.
"""

import json
import sys
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication

from lab.archive.atomic import write_atomically
from lab.folder import config_folder
from lab.services.session_view import SourcePlan
from tests.stories.waiting import until
from ui.app import Application


def main() -> int:
    """Act."""
    folder, booking, microphone, pictures = sys.argv[1:5]
    application = QApplication(sys.argv[:1])
    program = Application(application, config_folder())
    program.preferences.change(name="Anna", language=sys.argv[5] if len(sys.argv) > 5 else "en")
    program.start(Path(folder))
    window: Any = program.window
    until(lambda: window.current_name == "today", "the first screen")
    window.go("session", booking=booking)
    screen = window.screen_named("session")
    until(lambda: screen.check is not None, "the devices check")
    until(lambda: screen.session.recorder is not None and screen.session.recorder.state == "armed", "the recorder")
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
    write_atomically(
        Path(pictures) / "claps.json",
        json.dumps([moment + screen.session._origin_us for moment in test._moments]).encode(),
    )
    until(lambda: test.flashes.shown, "the dark sheets")
    window.grab().save(f"{pictures}/running.png")
    until(lambda: test.standing.name not in ("OPEN", "RUNNING"), "what was measured")
    until(lambda: not screen.session.waiting and screen.session.recorder.state == "armed", "the room")
    window.grab().save(f"{pictures}/after.png")
    answer = {
        "standing": test.standing.name,
        "words": test.words.text(),
        "late_us": test.flashes.late_us,
        "measures": [one.model_dump(mode="json") for one in screen.session.kept.claps],
    }
    window.close()
    sys.stdout.write(json.dumps(answer) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
