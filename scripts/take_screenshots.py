"""Take the pictures of docs/screenshots/, once per language, on 3840 × 1080 px: `take_screenshots.py FOLDER en|ru`.

With `histories` behind it, it takes the screens of several services over several rounds instead; with `page`, the page
of the second room.

The real program on a virtual screen with two monitors: the first is the moderator's, the second the participant's and
shows the sample service. Sessions are recorded, tagged, judged and exported before anything is photographed.
`make screenshots` starts the virtual screen and runs this.
"""

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))  # a script's neighbours are no part of the installed program

from scripts.pictures.camera import a_program, wait_for_today
from scripts.pictures.page import photograph_the_page
from scripts.pictures.preparing import book_more, fill_with_histories, hold_sessions
from scripts.pictures.screens import photograph_over_rounds, photograph_still_screens, photograph_the_second_room
from scripts.pictures.session import photograph_a_session
from scripts.pictures.sources import a_humming_microphone, drawn_person
from tests.stories.waiting import rest

MONITORS = (("moderator", "1920/480x1080/270+0+0", "screen"), ("participant", "1920/480x1080/270+1920+0", "none"))


def main() -> int:
    """Photograph everything in one language; or one of `PARTS` alone."""
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
    photograph = PARTS.get(sys.argv[3], _photograph_everything) if len(sys.argv) > 3 else _photograph_everything
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


def _photograph_histories(folder: Path, language: str) -> None:
    fill_with_histories(folder / "lab", language)
    program, camera = a_program(folder, language)
    program.start(folder / "lab")
    wait_for_today(camera)
    photograph_over_rounds(camera, camera.window.current.desk.lab)
    camera.window.close()


def _photograph_everything(folder: Path, language: str) -> None:
    round_id = hold_sessions(folder / "lab")
    booking = book_more(folder / "lab", round_id, language)
    program, camera = a_program(folder, language)
    program.start(None)
    rest(1)
    camera.take("start")
    program.open(folder / "lab")
    wait_for_today(camera)
    lab = camera.window.current.desk.lab
    with drawn_person() as url:
        photograph_still_screens(camera, round_id, lab)
        photograph_the_second_room(camera, lab)
        photograph_a_session(camera, booking, url, language)
    camera.window.close()


PARTS = {"histories": _photograph_histories, "page": photograph_the_page}


if __name__ == "__main__":
    sys.exit(main())
