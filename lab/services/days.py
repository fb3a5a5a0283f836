"""Which day it is."""

from datetime import UTC, date, datetime


def today() -> date:
    """The day at this machine's place: papers are signed, actions due and risks expired by the day of the place."""
    return datetime.now(UTC).astimezone().date()
