"""Who watched a session by the page of the second room, as what, from when to when; named to nobody outside."""

from collections.abc import Iterator

from lab.domain.attendance import Attendee
from lab.domain.person import OBSERVERS, Role
from lab.domain.record import SessionRecord
from lab.domain.timeline import clock_text
from lab.i18n import gettext as _
from lab.i18n import pgettext
from lab.reports.document import WatchedPart
from lab.reports.facts import Audience, SessionFacts


def watched_parts(session: SessionFacts, audience: Audience) -> tuple[WatchedPart, ...]:
    """Everybody who was there while the session ran or was talked over, in the order in which they came."""
    record = session.held.record
    if audience is Audience.PUBLIC or record.started_us is None:
        return ()
    return tuple(_parts(record, record.started_us))


def _parts(record: SessionRecord, started_us: int) -> Iterator[WatchedPart]:
    for one in record.people.values():
        gone = one.until_us is not None and one.until_us <= started_us
        if one.called and one.role in OBSERVERS and not gone:
            yield _part(one, started_us, record.finished_us)


def _part(one: Attendee, started_us: int, finished_us: int | None) -> WatchedPart:
    """Times count from the start of the session; whoever stayed for the debrief has watched to its end."""
    begins = max(0, one.since_us - started_us)
    last = one.until_us if finished_us is None or one.until_us is None else min(one.until_us, finished_us)
    ends = finished_us if last is None else last
    shown_us = None if ends is None else ends - started_us
    if shown_us is not None and shown_us <= begins:
        when = _("in the debrief")
    elif shown_us is None:
        when = _("from {begin}").format(begin=clock_text(begins))
    else:
        when = f"{clock_text(begins)}–{clock_text(shown_us)}"
    return WatchedPart(
        name=one.called,
        role=one.role.value,
        from_us=begins,
        to_us=shown_us,
        text=_("{name}, {role}, {when}").format(name=one.called, role=_role(one.role), when=when),
    )


def _role(role: Role) -> str:
    return {
        Role.LEAD: pgettext("watched as", "lead observer"),
        Role.NOTE_TAKER: pgettext("watched as", "note-taker"),
    }.get(role, pgettext("watched as", "observer"))
