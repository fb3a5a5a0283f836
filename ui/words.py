"""What the domain's own terms are called on screen, in the language in force."""

from datetime import date, datetime

from PySide6.QtCore import QDate, QLocale, QTime

from lab.domain.booking import Setup
from lab.domain.consent import Scope
from lab.domain.finding import Cause, Effort, Status
from lab.domain.service import ClientCategory, LifeStage
from lab.domain.session import SessionState
from lab.i18n import gettext as _
from lab.i18n import pgettext

MIDDLE_DOT = " · "


def category(value: ClientCategory) -> str:
    """Whom a service is for."""
    return {
        ClientCategory.PEOPLE: _("People"),
        ClientCategory.BUSINESS: _("Business"),
        ClientCategory.INTERNAL: _("Staff (internal clients)"),
    }[value]


def life_stage(value: LifeStage) -> str:
    """Where a service is in its life."""
    return {
        LifeStage.IDEA: _("Idea"),
        LifeStage.DESIGN: _("Design"),
        LifeStage.PILOT: _("Pilot"),
        LifeStage.LAUNCHED: _("Launched"),
        LifeStage.RETIRED: _("Retired"),
    }[value]


def setup(value: Setup) -> str:
    """How the room is arranged."""
    return {
        Setup.OWN_DEVICE: _("Participant's own device, captured"),
        Setup.TWO_SCREENS: _("One computer, two screens"),
        Setup.ALONE: _("Moderator alone, tags afterwards"),
    }[value]


def session_state(value: SessionState) -> str:
    """The state of a session."""
    return {
        SessionState.PLANNED: pgettext("session", "planned"),
        SessionState.READY: pgettext("session", "ready"),
        SessionState.RUNNING: pgettext("session", "running"),
        SessionState.PAUSED: pgettext("session", "paused"),
        SessionState.DEBRIEF: pgettext("session", "waits for debrief"),
        SessionState.CLOSED: pgettext("session", "closed"),
        SessionState.CANCELLED: pgettext("session", "cancelled"),
        SessionState.NO_SHOW: pgettext("session", "did not come"),
        SessionState.ABORTED: pgettext("session", "aborted"),
        SessionState.WITHDRAWN: pgettext("session", "withdrawn"),
    }[value]


def scope(value: Scope) -> str:
    """What a participant can agree to."""
    return {
        Scope.TAKE_PART: _("Take part in the session"),
        Scope.SCREEN: _("Record the screen"),
        Scope.FACE: _("Record face and hands"),
        Scope.VOICE: _("Record the voice"),
        Scope.OBSERVERS: _("Observers may watch live"),
        Scope.CLIPS_INTERNAL: _("Show clips inside the agency"),
        Scope.CLIPS_PUBLIC: _("Publish clips"),
        Scope.RECONTACT: _("May be asked again"),
    }[value]


def verdict(value: str) -> str:
    """What a round says of a criterion."""
    return {
        "met": pgettext("verdict", "met"),
        "partly_met": pgettext("verdict", "partly met"),
        "not_met": pgettext("verdict", "not met"),
        "cannot_tell": pgettext("verdict", "cannot tell"),
        "not_tested": pgettext("verdict", "not tested"),
        "not_applicable": pgettext("verdict", "not applicable"),
    }[value]


def gate(value: str) -> str:
    """The launch gate in a word."""
    return {
        "red": pgettext("gate", "Not ready"),
        "grey": pgettext("gate", "Not enough evidence"),
        "amber": pgettext("gate", "Ready with actions"),
        "green": pgettext("gate", "Ready"),
    }[value]


def gate_weight(value: str) -> str:
    """What not meeting a criterion does to the launch."""
    return {
        "blocker": pgettext("weight", "blocker"),
        "major": pgettext("weight", "major"),
        "normal": pgettext("weight", "normal"),
    }[value]


def severity(value: int | None) -> str:
    """A severity on Nielsen's scale."""
    names = {
        0: _("not a problem"),
        1: _("cosmetic"),
        2: _("minor"),
        3: _("major"),
        4: _("catastrophe"),
    }
    return pgettext("severity", "not rated") if value is None else f"{value} – {names[value]}"


def unit_outcome(value: str) -> str:
    """What one session says of a criterion."""
    return {
        "passed": pgettext("unit", "passed"),
        "failed": pgettext("unit", "failed"),
        "cantTell": pgettext("unit", "cannot tell"),
        "inapplicable": pgettext("unit", "not applicable"),
        "untested": pgettext("unit", "not tested"),
    }[value]


def finding_status(value: Status) -> str:
    """Where a finding is on its way."""
    return {
        Status.OPEN: pgettext("finding", "open"),
        Status.CONFIRMED: pgettext("finding", "confirmed"),
        Status.PLANNED: pgettext("finding", "fix planned"),
        Status.FIXED: pgettext("finding", "fixed"),
        Status.VERIFIED: pgettext("finding", "verified"),
        Status.REOPENED: pgettext("finding", "reopened"),
        Status.REJECTED: pgettext("finding", "rejected"),
        Status.ACCEPTED_RISK: pgettext("finding", "risk accepted"),
        Status.DUPLICATE: pgettext("finding", "duplicate"),
    }[value]


def cause(value: Cause) -> str:
    """Why a problem happens."""
    return {
        Cause.UNKNOWN: pgettext("cause", "not known yet"),
        Cause.WORDS: pgettext("cause", "words"),
        Cause.LAYOUT: pgettext("cause", "layout"),
        Cause.FLOW: pgettext("cause", "order of steps"),
        Cause.FEEDBACK: pgettext("cause", "feedback"),
        Cause.FUNCTION: pgettext("cause", "function missing or broken"),
        Cause.PERFORMANCE: pgettext("cause", "speed"),
        Cause.ACCESS: pgettext("cause", "accessibility"),
        Cause.RULES: pgettext("cause", "rules of the service"),
        Cause.PEOPLE: pgettext("cause", "people who serve"),
    }[value]


def effort(value: Effort) -> str:
    """How much work a remedy is."""
    return {
        Effort.UNKNOWN: pgettext("effort", "not estimated"),
        Effort.SMALL: pgettext("effort", "small"),
        Effort.MEDIUM: pgettext("effort", "medium"),
        Effort.LARGE: pgettext("effort", "large"),
    }[value]


def long_date(day: date) -> str:
    """A day with its weekday, in the reader's locale: "Monday, 23 November 2026"."""
    return QLocale().toString(QDate(day.year, day.month, day.day), QLocale.FormatType.LongFormat)


def short_date(day: date) -> str:
    """A day as the reader's locale writes it."""
    return QLocale().toString(QDate(day.year, day.month, day.day), QLocale.FormatType.ShortFormat)


def weekday(day: date) -> str:
    """A day as the head of a column: "Mon 23"."""
    return QLocale().toString(QDate(day.year, day.month, day.day), "ddd d MMM")


def clock(moment: datetime) -> str:
    """The time of day here: "14:00"."""
    here = moment.astimezone()
    return QLocale().toString(QTime(here.hour, here.minute), QLocale.FormatType.ShortFormat)
