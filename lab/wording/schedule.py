"""Sentences for bookings: what refuses one, and what is only warned about."""

from lab.domain.booking import Conflict
from lab.domain.errors import Facts
from lab.domain.session import SessionState
from lab.i18n import gettext as _
from lab.i18n import ngettext
from lab.wording.states import state_words
from lab.wording.types import Sentence


def conflict_sentence(conflict: Conflict) -> str:
    """Why a booking clashes with another one, in this machine's time zone."""
    other = conflict.other
    start, end = other.starts.astimezone(), other.ends.astimezone()
    facts = {"who": conflict.who, "start": f"{start:%H:%M}", "end": f"{end:%H:%M}"}
    if conflict.what == "room":
        return _("Room “{who}” is taken from {start} to {end}.").format(**facts)
    if conflict.what in {"moderator", "observers"}:
        moderates = _("{who} moderates another session from {start} to {end}.")
        observes = _("{who} observes another session from {start} to {end}.")
        return (moderates if conflict.moderates else observes).format(**facts)
    return _("The participant has another session from {start} to {end}.").format(**facts)


def _clashes(facts: Facts) -> str:
    conflicts = facts["conflicts"]
    assert isinstance(conflicts, tuple)
    return " ".join([*map(conflict_sentence, conflicts), _("Choose another time or room.")])


def _number(facts: Facts, name: str) -> int:
    return int(str(facts[name]))


SENTENCES: dict[str, Sentence] = {
    "booking_clashes": _clashes,
    "booking_unknown": lambda _f: _("There is no such booking."),
    "booking_not_planned": lambda f: _(
        "Only a planned session can be changed, cancelled or prepared; this one is {state}."
    ).format(state=state_words(SessionState(str(f["state"])))),
    "booking_not_cancelled": lambda f: _("Only a cancelled session can be brought back; this one is {state}.").format(
        state=state_words(SessionState(str(f["state"])))
    ),
    "too_many_in_a_day": lambda f: ngettext(
        "This would be {n} session on that day; the laboratory's limit is {limit}.",
        "This would be {n} sessions on that day; the laboratory's limit is {limit}.",
        _number(f, "n"),
    ).format(**f),
    "too_short_between": lambda f: ngettext(
        "Only {minutes} minute between two sessions of the moderator; the laboratory plans {limit}.",
        "Only {minutes} minutes between two sessions of the moderator; the laboratory plans {limit}.",
        _number(f, "minutes"),
    ).format(**f),
    "too_short_in_room": lambda f: ngettext(
        "Only {minutes} minute between two sessions in “{room}”; the laboratory plans {limit} to put it back.",
        "Only {minutes} minutes between two sessions in “{room}”; the laboratory plans {limit} to put it back.",
        _number(f, "minutes"),
    ).format(**f),
    "session_long": lambda f: ngettext(
        "The session takes {minutes} minute; the laboratory plans {limit} at most.",
        "The session takes {minutes} minutes; the laboratory plans {limit} at most.",
        _number(f, "minutes"),
    ).format(**f),
}
