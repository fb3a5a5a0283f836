"""The clock."""

import subprocess
import sys
import time

from recordings import clock


def test_that_two_processes_read_one_clock() -> None:
    code = "from recordings import clock; print(clock.now_us(), clock.boot_id())"
    before_us = clock.now_us()
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert before_us <= int(told[0]) <= clock.now_us()
    assert told[1] == clock.boot_id()


def test_that_clock_and_wall_differ_by_what_it_says() -> None:
    wall_us = time.time_ns() // 1000
    assert abs(clock.now_us() + clock.wall_minus_clock_us() - wall_us) < 1_000_000
    assert clock.wall().utcoffset() is not None


def test_that_the_clock_alone_pulls_in_nothing_heavy() -> None:
    code = "import sys; import recordings.clock; print(sorted({'av', 'cv2', 'numpy', 'pydantic'} & set(sys.modules)))"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert told.strip() == "[]"
