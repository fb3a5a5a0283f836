"""A recorder of synthetic sources in a process of its own: `python record_synthetic.py FOLDER SECONDS`.

Prints the codes of what went wrong, one a line; the code that ended the recording last.
"""

import sys
from pathlib import Path

from recordings import clock
from recordings.errors import RecordingError
from recordings.messages import Failed, Report
from recordings.plan import RecordingPlan, SourcePlan
from recordings.record import record


def main() -> int:
    """Record picture and sound into a folder."""
    sources = (
        SourcePlan(id="screen", kind="synthetic_screen", shows="screen"),
        SourcePlan(id="voice", kind="synthetic_microphone", shows="voice"),
    )
    plan = RecordingPlan(folder=Path(sys.argv[1]), origin_us=clock.now_us(), sources=sources)
    try:
        record(plan, float(sys.argv[2]), on_report=_tell)
    except RecordingError as error:
        print(error.code)
        return 1
    return 0


def _tell(report: Report) -> None:
    if isinstance(report, Failed) and report.harmless:
        print(report.code, flush=True)


if __name__ == "__main__":
    sys.exit(main())
