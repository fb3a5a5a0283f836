"""Copying rows of pixels. FFmpeg and Qt may leave some bytes free after each."""

import ctypes

from av.video.plane import VideoPlane


def copy_lines(source: int, source_stride: int, target: int, target_stride: int, lines: int) -> None:
    """Copy lines of pixels between two addresses, each line so many bytes after the one before."""
    if source_stride == target_stride:
        ctypes.memmove(target, source, lines * source_stride)
        return
    length = min(source_stride, target_stride)
    for line in range(lines):
        ctypes.memmove(target + line * target_stride, source + line * source_stride, length)


def copy_rows(source: memoryview, stride: int, plane: VideoPlane, rows: int) -> None:
    """Copy rows of a picture that lies in writable memory into a plane."""
    first = ctypes.c_char.from_buffer(source)
    copy_lines(ctypes.addressof(first), stride, plane.buffer_ptr, plane.line_size, rows)
