"""What the domain's own terms are called on screen, in the language in force."""

from datetime import date, datetime

from PySide6.QtCore import QDate, QLocale

from lab.domain.booking import Setup
from lab.domain.consent import Scope
from lab.domain.service import ClientCategory, LifeStage
from lab.i18n import gettext as _
from lab.wording.judging import severity_label
from lab.wording.standards import clients_label

MIDDLE_DOT = " · "
LANGUAGE_NAMES = {"en": "English", "ru": "Русский"}
"""Each language in its own words, so that whoever reads no other finds it."""


def category(value: ClientCategory) -> str:
    """Whom a service is for."""
    return clients_label(value.value)


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


def severity(value: int | None) -> str:
    """A severity on Nielsen's scale, with its number."""
    return severity_label(value) if value is None else f"{value} – {severity_label(value)}"


def long_date(day: date) -> str:
    """A day with its weekday, in the reader's locale: "Monday, 23 November 2026"."""
    return QLocale().toString(QDate(day.year, day.month, day.day), QLocale.FormatType.LongFormat)


def short_date(day: date) -> str:
    """A day, short and without doubt which number is the month: "23 Nov 2026"."""
    return QLocale().toString(QDate(day.year, day.month, day.day), "d MMM yyyy")


def weekday(day: date) -> str:
    """A day as the head of a column: "Mon 23 Nov"."""
    return QLocale().toString(QDate(day.year, day.month, day.day), "ddd d MMM")


def clock(moment: datetime) -> str:
    """The time of day here, by 24 hours: "14:00"."""
    return f"{moment.astimezone():%H:%M}"


def percent(share: float) -> str:
    """A share 0–1 as whole percent, as the language writes it: "50%", «50 %»."""
    from lab.wording import figures  # late: a window starts without babel

    return figures.percent(share)
