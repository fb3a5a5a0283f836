"""Where things lie in the week: days across, each with one lane per room; time down, in steps of a quarter hour."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QPoint, QRect

from ui import theme
from ui.schedule.week import Week, here

STEP_MINUTES = 15
FIRST_HOUR, LAST_HOUR = 8, 20
HOUR_HEIGHT = 64
"""px at 100 % text."""
HOURS_WIDTH = 64
LEAST_LANE = 88
"""px at 100 % text; in a narrower window the week scrolls sideways."""
_GAP = 2
_MINUTES = 60


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in the week."""

    starts: datetime
    room: str


@dataclass(frozen=True, slots=True)
class Grid:
    """The geometry of a week at one width; positions in px.

    Attributes:
        rooms: one lane each; at least one.
    """

    days: tuple[date, ...]
    rooms: tuple[str, ...]
    width: int
    first_hour: int
    last_hour: int

    @classmethod
    def of(cls, week: Week, width: int) -> "Grid":
        """The grid in which everything of this week has its place."""
        starts = [one.booking.starts.astimezone() for one in week.bookings]
        ends = [one.booking.ends.astimezone() for one in week.bookings]
        first = min([FIRST_HOUR, *(moment.hour for moment in starts)])
        over_midnight = any(end.date() > start.date() for start, end in zip(starts, ends, strict=True))
        last = 24 if over_midnight else max([LAST_HOUR, *(moment.hour + 1 for moment in ends)])
        used = {*week.named_rooms, *(one.booking.room for one in week.bookings)}
        rooms = tuple(room for room in week.rooms if room in used) or week.rooms[:1] or ("",)
        least = theme.scaled(HOURS_WIDTH) + len(week.days) * len(rooms) * theme.scaled(LEAST_LANE)
        return cls(week.days, rooms, max(width, least), first, last)

    @property
    def hour_height(self) -> int:
        """Height of an hour."""
        return theme.scaled(HOUR_HEIGHT)

    @property
    def left(self) -> int:
        """Width of the hours on the left."""
        return theme.scaled(HOURS_WIDTH)

    @property
    def height(self) -> int:
        """Height of the whole day."""
        return (self.last_hour - self.first_hour) * self.hour_height

    @property
    def day_width(self) -> float:
        """Width of a day."""
        return (self.width - self.left) / len(self.days)

    @property
    def lane_width(self) -> float:
        """Width of a room's lane."""
        return self.day_width / len(self.rooms)

    def day_left(self, number: int) -> int:
        """Where the day with this number begins."""
        return round(self.left + number * self.day_width)

    def y_of(self, moment: time) -> int:
        """Where a time of the day lies."""
        return round((moment.hour + moment.minute / _MINUTES - self.first_hour) * self.hour_height)

    def place(self, starts: datetime, minutes: int, room: str) -> QRect:
        """Where a booking lies."""
        begin = starts.astimezone()
        lane = self.rooms.index(room) if room in self.rooms else 0
        day = self.days.index(begin.date()) if begin.date() in self.days else 0
        x = self.day_left(day) + round(lane * self.lane_width)
        height = round(minutes / _MINUTES * self.hour_height)
        return QRect(x + _GAP, self.y_of(begin.time()) + 1, round(self.lane_width) - 2 * _GAP, height - _GAP)

    def slot_at(self, point: QPoint) -> Slot:
        """The nearest place in the week, to the quarter of an hour."""
        day = self._clamp(int((point.x() - self.left) / self.day_width), len(self.days))
        lane = self._clamp(int((point.x() - self.day_left(day)) / self.lane_width), len(self.rooms))
        steps = round(point.y() / self.hour_height * _MINUTES / STEP_MINUTES)
        most = (self.last_hour - self.first_hour) * _MINUTES // STEP_MINUTES - 1
        minutes = self._clamp(steps, most + 1) * STEP_MINUTES
        begin = here(self.days[day], time(self.first_hour)) + timedelta(minutes=minutes)
        return Slot(begin, self.rooms[lane])

    def beside(self, slot: Slot, lanes: int, steps: int) -> Slot:
        """The place so many lanes to the right (over the end of a day into the next) and so many steps further down;
        at an edge of the week it stays.
        """
        day = self.days.index(slot.starts.date()) if slot.starts.date() in self.days else 0
        lane = self.rooms.index(slot.room) if slot.room in self.rooms else 0
        day, lane = divmod(
            self._clamp(day * len(self.rooms) + lane + lanes, len(self.days) * len(self.rooms)), len(self.rooms)
        )
        passed = (slot.starts.hour - self.first_hour) * _MINUTES + slot.starts.minute
        last = (self.last_hour - self.first_hour) * _MINUTES // STEP_MINUTES
        minutes = self._clamp(passed // STEP_MINUTES + steps, last) * STEP_MINUTES
        return Slot(here(self.days[day], time(self.first_hour)) + timedelta(minutes=minutes), self.rooms[lane])

    @staticmethod
    def _clamp(value: int, count: int) -> int:
        return min(max(0, value), count - 1)
