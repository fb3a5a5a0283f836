"""The recorder as a process of its own, for measuring: `python record_once.py FOLDER SECONDS [--microphone]`."""

import sys
from pathlib import Path

from recordings import clock
from recordings.plan import RecordingPlan, SourcePlan
from recordings.record import record


def main() -> int:
    """Record the screen (and the default microphone) into a folder."""
    folder, seconds = Path(sys.argv[1]), float(sys.argv[2])
    sources = [SourcePlan(id="screen", kind="screen", shows="screen")]
    if "--microphone" in sys.argv:
        sources.append(SourcePlan(id="microphone", kind="microphone", shows="voice"))
    record(RecordingPlan(folder=folder, origin_us=clock.now_us(), sources=tuple(sources)), seconds)
    return 0


if __name__ == "__main__":
    sys.exit(main())
