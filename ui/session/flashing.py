"""The flashes of a clap test that is made without the application's window: `python -P -m ui.session.flashing`.

Reads one line of JSON from standard input: `sources` (what is recorded), `origin_us` (machine clock), `moments_us`
(session clock), `language`. Ends after the last flash or with its input.
"""

import json
import sys
import threading

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

from lab.i18n import use_language
from lab.services.session_view import FLASH_S
from recordings import clock
from ui.held.planned import SourcePlan
from ui.session.flashes import Flashes

AFTER_MS = 300


def main() -> int:
    """Flash."""
    asked = json.loads(sys.stdin.readline())
    use_language(asked["language"])
    app = QApplication(sys.argv[:1])
    app.setQuitOnLastWindowClosed(False)
    origin_us, moments = int(asked["origin_us"]), [int(one) for one in asked["moments_us"]]
    owner = QWidget()
    flashes = Flashes(owner, lambda: clock.now_us() - origin_us)
    flashes.run([SourcePlan.model_validate(one) for one in asked["sources"]], moments)
    lasts_ms = (max(moments) + round(FLASH_S * 1e6) - clock.now_us() + origin_us) // 1000 + AFTER_MS
    QTimer.singleShot(max(0, lasts_ms), app, app.quit)
    ended = threading.Thread(target=_until_the_end, args=(app,), name="standard-input", daemon=True)
    ended.start()
    return app.exec()


def _until_the_end(app: QApplication) -> None:
    """Whoever asked is gone: nobody looks at flashes any more."""
    sys.stdin.read()
    app.quit()


if __name__ == "__main__":
    sys.exit(main())
