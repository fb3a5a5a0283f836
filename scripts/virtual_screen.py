"""Run a command on a virtual X screen of its own: `virtual_screen.py WxH -- COMMAND …`. Ends the screen with it."""

import os
import subprocess
import sys


def main() -> int:
    """Start Xvfb on a free display, run the command there, end Xvfb; the exit code is the command's."""
    size, separator, *command = sys.argv[1:]
    if separator != "--" or not command:
        sys.exit("usage: virtual_screen.py WIDTHxHEIGHT -- COMMAND …")
    read_end, write_end = os.pipe()
    screen = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write_end), "-screen", "0", f"{size}x24", "-nolisten", "tcp", "-noreset"],
        pass_fds=(write_end,),
        stderr=subprocess.DEVNULL,
    )
    os.close(write_end)
    try:
        with os.fdopen(read_end) as answer:
            number = answer.readline().strip()
        if not number:
            sys.exit("the virtual screen did not start")
        return subprocess.run(command, env={**os.environ, "DISPLAY": f":{number}"}, check=False).returncode
    finally:
        screen.terminate()
        screen.wait()


if __name__ == "__main__":
    sys.exit(main())
