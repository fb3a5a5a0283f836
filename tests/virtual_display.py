"""A virtual X screen for one test: started on a free number, ended by its own process id."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

USUAL = ("-nolisten", "tcp", "-noreset")


@contextmanager
def virtual_display(width: int = 1920, height: int = 1080, *options: str) -> Iterator[str]:
    """Start Xvfb, with these further options, and give its DISPLAY."""
    read_end, write_end = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write_end), "-screen", "0", f"{width}x{height}x24", *USUAL, *options],
        pass_fds=(write_end,),
        stderr=subprocess.DEVNULL,
    )
    os.close(write_end)
    try:
        with os.fdopen(read_end) as answer:
            number = answer.readline().strip()
        assert number, "Xvfb did not start"
        yield f":{number}"
    finally:
        server.terminate()
        server.wait()
