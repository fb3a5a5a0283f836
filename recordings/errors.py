"""The one exception of this package. Sentences for people are made elsewhere from its code and facts."""

import errno

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT)


class RecordingError(Exception):
    """Something in the world of devices, disks and media files failed.

    Attributes:
        code: a stable snake_case word, such as `camera_silent`.
        facts: what a sentence about it may name (device, path, seconds); JSON values only.
    """

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts: dict[str, object] = facts

    def __str__(self) -> str:
        named = ", ".join(f"{name}={value!r}" for name, value in self.facts.items())
        return f"{self.code} ({named})" if named else self.code


def code_of(error: Exception) -> str:
    """Return the code of what went wrong: `disk_full`, `write_failed` (the system's errors), or `recorder_fault`."""
    if isinstance(error, RecordingError):
        return error.code
    if isinstance(error, OSError):
        return "disk_full" if error.errno in _NO_ROOM else "write_failed"
    return "recorder_fault"
