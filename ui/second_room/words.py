"""What roles, places and pictures of the second room are called on screen."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from lab.domain.person import Role
from lab.i18n import gettext as _
from lab.i18n import ngettext
from ui.words import MIDDLE_DOT

if TYPE_CHECKING:
    from lab.live.messages import PersonState

ROLES = tuple(Role)
_WITHOUT_PICTURE = frozenset({Role.NOTE_TAKER, Role.PARTICIPANT})


def role_name(role: Role) -> str:
    """A role."""
    return {
        Role.OBSERVER: _("Observer"),
        Role.LEAD: _("Lead observer"),
        Role.NOTE_TAKER: _("Note-taker"),
        Role.MODERATOR: _("Moderator’s second device"),
        Role.PARTICIPANT: _("Participant"),
        Role.WALL: _("Wall screen"),
    }[role]


def role_purpose(role: Role) -> str:
    """What somebody in this role can do."""
    return {
        Role.OBSERVER: _("watches, hears and tags"),
        Role.LEAD: _("the same, and times tasks; one at a time"),
        Role.NOTE_TAKER: _("tags and writes, without picture"),
        Role.MODERATOR: _("tasks, tags, pause and blind from another device"),
        Role.PARTICIPANT: _("task card and questionnaires only"),
        Role.WALL: _("picture, sound and task on a screen for all; nothing to press"),
    }[role]


def seconds_until(moment: str, now: datetime) -> int:
    """Whole seconds until a moment (ISO 8601); never less than 0, and 0 where it says none."""
    return max(0, round((datetime.fromisoformat(moment) - now).total_seconds())) if moment else 0


def picture_words(person: "PersonState") -> str:
    """How somebody sees the picture; empty for whom no picture is meant or nothing is known yet."""
    if person.state == "away" or person.role in _WITHOUT_PICTURE or person.mode is None:
        return ""
    if person.mode == "none":
        return _("no picture")
    how = {"stills": _("stills"), "fetch": _("live by the slower way")}.get(person.mode, _("live"))
    return how if person.delay_ms is None else MIDDLE_DOT.join((how, _("{n} ms").format(n=person.delay_ms)))


def line_words(person: "PersonState") -> tuple[str, ...]:
    """How well somebody's network, device and clock do, as far as it is worth a word."""
    if person.state == "away":
        return ()
    parts = [_("smaller picture: slow network")] if person.track == "low" else []
    if person.overflows:
        parts.append(ngettext("too slow {n} time", "too slow {n} times", person.overflows).format(n=person.overflows))
    if person.drops:
        parts.append(ngettext("{n} picture not shown", "{n} pictures not shown", person.drops).format(n=person.drops))
    if person.clock_ms is not None:
        parts.append(_("clock ± {ms} ms").format(ms=person.clock_ms))
    return tuple(parts)


def person_words(person: "PersonState") -> str:
    """All that is known of somebody, in one line below their name."""
    parts = [role_name(person.role), person.organisation, picture_words(person), *line_words(person)]
    if person.state == "away":
        parts.append(_("away"))
    if person.muted:
        parts.append(_("muted"))
    if person.waiting:
        parts.append(ngettext("{n} entry waits", "{n} entries wait", person.waiting).format(n=person.waiting))
    return MIDDLE_DOT.join(part for part in parts if part)


def company_words(people: "Sequence[PersonState]") -> tuple[str, str]:
    """How those who were admitted fare, in a line, and its tone: the worst delay, and who is away."""
    if not people:
        return _("nobody is there yet"), ""
    away = [person.name for person in people if person.state == "away"]
    delays = [person.delay_ms for person in people if person.state == "here" and person.delay_ms is not None]
    parts = [_("{n} ms").format(n=max(delays))] if delays else []
    stills = sum(person.mode == "stills" for person in people if person.state == "here")
    if stills:
        parts.append(ngettext("{n} on stills", "{n} on stills", stills).format(n=stills))
    parts.append(_("away: {names}").format(names=", ".join(away)) if away else _("all connected"))
    return MIDDLE_DOT.join(parts), "careful" if away else ""
