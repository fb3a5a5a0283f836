"""Which part of the desktop a plan means: found once, then held on to, whatever happens to the monitors.

`default` is one monitor, chosen when it is first asked for. A monitor is known by what it says of itself, else by its
name: when it is gone, no other takes its place.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from recordings.device_types import DeviceListError, Screen
from recordings.errors import RecordingError
from recordings.plan import Region, SourcePlan
from recordings.screen_list import list_screens, whole_desktop
from recordings.sources.x11_monitor_events import MonitorEvents, monitor_events

LOOK_US = 1_000_000
"""The monitors are looked at this often where nothing tells that they have changed."""

SMALLEST = 2
"""Sides of a picture are even, px."""

_GEOMETRY = re.compile(r"(\d+)x(\d+)(\+-?\d+|-\d+)(\+-?\d+|-\d+)")


class ChosenScreen:
    """The place that a plan names."""

    def __init__(self, plan: SourcePlan) -> None:
        self._plan = plan
        self._monitor: Screen | None = None
        self._place: Region | None = None
        self._under: list[Screen] = []
        self._looked_us = 0
        self._events: MonitorEvents | None = None

    def find(self) -> tuple[Region, str]:
        """Return the rectangle to grab, of even size (H.264 wants it), and the name of the monitor.

        Raises:
            RecordingError: `screen_unknown` (no such monitor), `screen_region_outside`,
                `screen_region_small`, `screen_gone`, `screen_replaced`, `no_display`, `xcb_missing`.
        """
        self.close()
        self._events = monitor_events()  # before anything is found: no change lies between the two
        rectangle = _rectangle(self._plan)
        if rectangle is None:
            screens = self._screens()
            self._monitor = self._named(screens) if self._monitor is None else self._same(screens)
            self._place = _even(_place_of(self._monitor))
        else:
            self._place = _even(_on_the_desktop(rectangle))
            self._under = _under(self._place, _listed())
        return self._place, self._name

    def look(self, clock_us: int) -> None:
        """See whether all is as it was found, once the server tells of a change; where it tells nothing, now and then.

        Raises:
            RecordingError: `screen_changed` (size or place), `screen_gone`, `screen_replaced`, `screen_ended`.
        """
        if self._events is not None:
            if self._events.are_new():
                self.compare()
        elif clock_us - self._looked_us >= LOOK_US:
            self._looked_us = clock_us
            self.compare()

    def close(self) -> None:
        """Watch no more. Idempotent."""
        events, self._events = self._events, None
        if events is not None:
            events.close()

    def compare(self) -> None:
        """See whether all is as it was found; raises what `look` does. Where nobody answers, whoever grabs tells."""
        screens = _listed()
        if not screens:
            return
        if self._monitor is not None:
            is_same = _place_of(self._same(screens)) == _place_of(self._monitor)
        else:
            assert self._place
            is_same = _under(self._place, screens) == self._under
        if not is_same:
            raise RecordingError("screen_changed", device=self._name)

    @property
    def monitor(self) -> Screen | None:
        """The monitor that was found; None for a part of the desktop."""
        return self._monitor

    @property
    def _name(self) -> str:
        return self._monitor.name if self._monitor else self._plan.device

    def _screens(self) -> tuple[Screen, ...]:
        try:
            return list_screens()
        except DeviceListError as error:
            fault = error.fault
            raise RecordingError(fault.code, **{**fault.facts, "device": self._plan.device}) from error

    def _named(self, screens: Sequence[Screen]) -> Screen:
        device = self._plan.device
        for number, screen in enumerate(screens):
            if device in (screen.id, screen.name, str(number)) or (device == "default" and number == 0):
                return screen
        known = [screen.name for screen in screens]
        raise RecordingError("screen_unknown", device=device, known=known)

    def _same(self, screens: Sequence[Screen]) -> Screen:
        """The monitor that was found before, wherever it is now."""
        before = self._monitor
        assert before
        twins = [screen for screen in screens if before.serial and screen.serial == before.serial]
        for screen in sorted(twins, key=lambda twin: twin.name != before.name):
            return screen
        for screen in screens:
            # Monitors of one name are told apart by their place, which is their id then.
            if screen.name == before.name and (screen.id == before.id or screen.id == screen.name):
                if before.serial and screen.serial:
                    raise RecordingError("screen_replaced", device=before.name)
                return screen
        raise RecordingError("screen_gone", device=before.name, known=[screen.name for screen in screens])


def _listed() -> tuple[Screen, ...]:
    """The monitors; none where they cannot be listed."""
    try:
        return list_screens()
    except DeviceListError:
        return ()


def _on_the_desktop(place: Region) -> Region:
    """The place itself, once it is known to lie within the desktop. Where no list of monitors can be had, whoever
    grabs the place will tell.
    """
    desktop = whole_desktop()
    if desktop is not None and not desktop.holds(place):
        typed = f"{place.width}x{place.height}{place.x:+}{place.y:+}"
        raise RecordingError("screen_region_outside", typed=typed, width=desktop.width, height=desktop.height)
    return place


def _rectangle(plan: SourcePlan) -> Region | None:
    """The rectangle that is written in a plan; None if it names a monitor. Raises `screen_region_small`."""
    if plan.region is not None:
        return plan.region
    match = _GEOMETRY.fullmatch(plan.device)
    if match is None:
        return None
    width, height, x, y = (int(part.removeprefix("+")) for part in match.groups())
    if min(width, height) < SMALLEST:
        raise RecordingError("screen_region_small", typed=plan.device)
    return Region(x=x, y=y, width=width, height=height)


def _place_of(screen: Screen) -> Region:
    return Region(x=screen.x, y=screen.y, width=screen.width, height=screen.height)


def _under(place: Region, screens: Sequence[Screen]) -> list[Screen]:
    """The monitors that show some of a rectangle; which of all is the first one does not matter to it."""
    right, bottom = place.x + place.width, place.y + place.height
    return [
        replace(screen, primary=False)
        for screen in screens
        if screen.x < right and place.x < screen.x + screen.width
        if screen.y < bottom and place.y < screen.y + screen.height
    ]


def _even(place: Region) -> Region:
    return place.model_copy(update={"width": place.width & ~1, "height": place.height & ~1})
