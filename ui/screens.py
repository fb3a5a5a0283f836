"""The screens of the application, in the order of the rail. Each is imported when it is first shown."""

from collections.abc import Callable
from importlib import import_module

from lab.i18n import gettext as _
from ui.desk import Desk
from ui.screen import Screen, ScreenEntry


def _today(desk: Desk) -> Screen:
    from ui.today.today_screen import TodayScreen

    return TodayScreen(desk)


def _services(desk: Desk) -> Screen:
    from ui.services.services_screen import ServicesScreen

    return ServicesScreen(desk)


def _portfolio(desk: Desk) -> Screen:
    from ui.portfolio.portfolio_screen import PortfolioScreen

    return PortfolioScreen(desk)


def _schedule(desk: Desk) -> Screen:
    from ui.schedule.schedule_screen import ScheduleScreen

    return ScheduleScreen(desk)


def _session(desk: Desk) -> Screen:
    from ui.session.session_screen import SessionScreen

    return SessionScreen(desk)


def _debrief(desk: Desk) -> Screen:
    from ui.debrief.debrief_screen import DebriefScreen

    return DebriefScreen(desk)


def _round_debrief(desk: Desk) -> Screen:
    from ui.round_debrief.round_debrief_screen import RoundDebriefScreen

    return RoundDebriefScreen(desk)


def _review(desk: Desk) -> Screen:
    from ui.review.review_screen import ReviewScreen

    return ReviewScreen(desk)


def _findings(desk: Desk) -> Screen:
    from ui.findings.findings_screen import FindingsScreen

    return FindingsScreen(desk)


def _reports(desk: Desk) -> Screen:
    from ui.reports.reports_screen import ReportsScreen

    return ReportsScreen(desk)


def _comparison(desk: Desk) -> Screen:
    from ui.comparison.comparison_screen import ComparisonScreen

    return ComparisonScreen(desk)


def _path(desk: Desk) -> Screen:
    from ui.path.path_screen import PathScreen

    return PathScreen(desk)


def _standards(desk: Desk) -> Screen:
    from ui.standards.standards_screen import StandardsScreen

    return StandardsScreen(desk)


def _live_grid(desk: Desk) -> Screen:
    from ui.second_room.grid_screen import TagGridScreen

    return TagGridScreen(desk)


def _second_room(desk: Desk) -> Screen:
    from ui.second_room.room_screen import SecondRoomScreen

    return SecondRoomScreen(desk)


def _settings(desk: Desk) -> Screen:
    from ui.settings.settings_screen import SettingsScreen

    return SettingsScreen(desk)


AHEAD = (
    "ui.services.services_screen",
    "ui.schedule.schedule_screen",
    "ui.session.session_screen",
    "ui.session.devices_check",
    "ui.session.board",
    "ui.debrief.debrief_screen",
    "ui.review.review_screen",
    "ui.round_debrief.round_debrief_screen",
    "lab.services.findings",
    "lab.wording.figures",
    "ui.findings.findings_screen",
    "ui.comparison.comparison_screen",
    "ui.portfolio.portfolio_screen",
    "ui.path.path_screen",
    "ui.reports.reports_screen",
    "ui.standards.standards_screen",
    "ui.second_room.grid_screen",
    "ui.second_room.room_screen",
    "ui.settings.settings_screen",
)
"""Modules of the screens that are not shown at the start."""


def load_ahead(wanted: Callable[[], bool]) -> None:
    """Import the other screens while nobody waits for them, as long as that is `wanted`. Runs in the background."""
    for module in AHEAD:
        if wanted():
            import_module(module)
    if wanted():
        _meet_all_widgets()


def _meet_all_widgets() -> None:
    """The binding makes Python's type of a Qt class when that is first met, and those of all widgets when it does not
    know one that Qt hands out (a viewport): a sixtieth of a second, in the middle of somebody's click.
    """
    widgets = import_module("PySide6.QtWidgets")
    for name in dir(widgets):
        getattr(widgets, name)


def screens() -> tuple[ScreenEntry, ...]:
    """All screens. The last one stands apart at the foot of the rail."""
    return (
        ScreenEntry("today", lambda: _("Today"), "house-simple", _today, "Ctrl+1"),
        ScreenEntry("services", lambda: _("Services"), "stack", _services, "Ctrl+2"),
        ScreenEntry("schedule", lambda: _("Schedule"), "calendar-blank", _schedule, "Ctrl+3"),
        ScreenEntry("session", lambda: _("Session"), "video-camera", _session, "Ctrl+4"),
        ScreenEntry("debrief", lambda: _("Debrief"), "chats-circle", _debrief, "Ctrl+5"),
        ScreenEntry("review", lambda: _("Review"), "film-strip", _review, "Ctrl+6"),
        ScreenEntry("findings", lambda: _("Findings"), "magnifying-glass-plus", _findings, "Ctrl+7"),
        ScreenEntry("reports", lambda: _("Reports"), "file-text", _reports, "Ctrl+8"),
        ScreenEntry("portfolio", lambda: _("Portfolio"), "briefcase", _portfolio, "Ctrl+0"),
        ScreenEntry("standards", lambda: _("Standards"), "books", _standards, "Ctrl+9"),
        ScreenEntry("comparison", lambda: _("Comparison"), "scales", _comparison, in_rail=False),
        ScreenEntry("path", lambda: _("Client’s path"), "path", _path, in_rail=False),
        ScreenEntry("round_debrief", lambda: _("Round debrief"), "checks", _round_debrief, in_rail=False),
        ScreenEntry(
            "live_grid", lambda: _("Live grid"), "grid-four", _live_grid, "Ctrl+G", in_rail=False, in_palette=True
        ),
        ScreenEntry(
            "second_room",
            lambda: _("Observers’ room"),
            "qr-code",
            _second_room,
            "Ctrl+O",
            in_rail=False,
            in_palette=True,
        ),
        ScreenEntry("settings", lambda: _("Settings"), "gear-six", _settings, "Ctrl+,"),
    )
