"""Memory of pictures is kept for the pictures that follow."""

import subprocess
import sys

import pytest

KEPT = """
import resource
from av import VideoFrame
from recordings.allocation import keep_freed_memory

def missing_pages():
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for _ in range(20):
        frame = VideoFrame(1920, 1080, "yuv420p")
        for plane in frame.planes:
            plane.update(bytes(plane.buffer_size))
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before

usual = missing_pages()
assert keep_freed_memory()
missing_pages()
print(usual, missing_pages())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="a matter of the C library of Linux")
def test_that_the_memory_of_a_picture_is_there_for_the_next() -> None:
    said = subprocess.run([sys.executable, "-c", KEPT], capture_output=True, text=True, check=True).stdout
    usual, kept = map(int, said.split())
    assert kept * 5 < usual
