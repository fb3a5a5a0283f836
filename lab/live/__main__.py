"""The room's process: `python -P -m lab.live --folder F`. Usually started by `lab.live.starter`."""

import argparse
import asyncio
import contextlib
import logging
import os
import sys
from pathlib import Path

from lab.domain.errors import LabError


def main() -> int:
    """Run the room; the exit code: 0 ended or already open, 3 the world failed."""
    parser = argparse.ArgumentParser(prog="lab.live")
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--detach", action="store_true", help="go on in a process of its own")
    given = parser.parse_args()
    if given.detach and os.name != "nt" and not _is_detached():
        return 0
    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    # What serves is loaded by the process that serves: the one that only detaches it is back at once.
    from lab.live.process import run

    try:
        asyncio.run(run(given.folder))
    except LabError as error:
        logging.getLogger("lab.live").error("the room cannot open: %s %s", error.code, error.facts)  # noqa: TRY400
        return 3
    return 0


def _is_detached() -> bool:
    """Split off a process that belongs to nobody's terminal and to no parent; True in that process."""
    if os.fork():
        return False
    os.setsid()
    with contextlib.suppress(OSError), Path(os.devnull).open("rb") as nothing:
        os.dup2(nothing.fileno(), 0)
    return True


if __name__ == "__main__":
    sys.exit(main())
