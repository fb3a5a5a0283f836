"""The process that grabs a screen through Qt: `python -P -m recordings.sources.screen_process`.

Qt wants the main thread of a process of its own (on macOS it takes no other), and a fault in it or in a driver must not
end the recording. One JSON line on stdin says what is wanted, then one line for each place that is free again; the end
of stdin ends the process. Lines on stdout say what there is, see `screen_words`.
"""

import sys

from recordings import screens_macos
from recordings.sources.screen_words import Fault, Wanted, said


def main() -> int:
    """Grab until nobody listens any more."""
    wanted = Wanted.from_line(sys.stdin.readline())
    if sys.platform == "darwin" and not screens_macos.may_be_recorded():
        return _refuse(Fault("screen_not_permitted"))
    try:
        from recordings.sources import screen_qt
    except ImportError as error:
        return _refuse(Fault("qt_missing", {"why": str(error)}))
    return screen_qt.grab(wanted)


def _refuse(fault: Fault) -> int:
    sys.stdout.write(said(fault))
    sys.stdout.flush()
    return 1


if __name__ == "__main__":
    sys.exit(main())
