"""The recorder as a process of its own, for measuring.

`python record_once.py FOLDER SECONDS [--fps N] [--microphone] [--camera URL]`
"""

import sys
from pathlib import Path

from recordings import clock
from recordings.plan import RecordingPlan, SourcePlan
from recordings.record import record


def main() -> int:
    """Record the screen (and the default microphone, and a camera) into a folder."""
    folder, seconds = Path(sys.argv[1]), float(sys.argv[2])
    fps = int(sys.argv[sys.argv.index("--fps") + 1]) if "--fps" in sys.argv else 30
    sources = [SourcePlan(id="screen", kind="screen", shows="screen", fps=fps)]
    if "--microphone" in sys.argv:
        sources.append(SourcePlan(id="microphone", kind="microphone", shows="voice"))
    if "--camera" in sys.argv:
        address = sys.argv[sys.argv.index("--camera") + 1]
        sources.append(SourcePlan(id="camera", kind="camera", device=address, shows="face", fps=30))
    record(RecordingPlan(folder=folder, origin_us=clock.now_us(), sources=tuple(sources)), seconds)
    return 0


if __name__ == "__main__":
    sys.exit(main())
