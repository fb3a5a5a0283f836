"""Participants, tasks, context, design and procedure of the usability report."""

from collections.abc import Callable, Mapping

from lab.domain.booking import Setup
from lab.i18n import gettext as _
from lab.i18n import ngettext
from lab.reports import figures
from lab.reports.cif.asked import Asked, lines, table, text
from lab.reports.cif.model import CifAnswer
from lab.reports.facts import Audience
from lab.reports.sections.method import FEW


def _how_many(asked: Asked) -> CifAnswer:
    return lines(asked.document.summary.people_text)


def _groups(asked: Asked) -> CifAnswer:
    segments = asked.document.scope.segments
    if not segments:
        return lines(_("The round declared no segments: all participants are one group."))
    return table((_("Segment"), _("Heard")), [(one.name, one.text) for one in segments])


def _characteristics(asked: Asked) -> CifAnswer:
    rows = [
        (one.name, figures.participants(one.quota) if one.quota else _("as many as come"))
        for one in asked.facts.study.segments
    ]
    return table((_("Segment"), _("Wanted")), rows, text(asked.facts.protocol.background.users))


def _selection(asked: Asked) -> CifAnswer:
    return lines(text(asked.facts.protocol.background.selection))


def _had_them(asked: Asked) -> CifAnswer:
    people = {one.held.code: one.held.segment_id for one in asked.facts.counted}
    known = sum(segment is not None for segment in people.values())
    if not asked.facts.study.segments or not people:
        return lines()
    if asked.audience is Audience.PUBLIC and 0 < len(people) - known < FEW:
        return lines(_("Nearly all participants belonged to a declared segment."))
    said = ngettext(
        "{known} of {n} participant belonged to a declared segment.",
        "{known} of {n} participants belonged to a declared segment.",
        len(people),
    )
    return lines(said.format(known=known, n=len(people)))


def _special_heard(_asked: Asked) -> CifAnswer:
    """Nothing about a person's health is kept (privacy), so nobody can say."""
    return lines()


def _scenarios(asked: Asked) -> CifAnswer:
    return table((_("Task"), _("Scenario")), [(one.title, one.scenario) for one in asked.document.tasks])


def _why_these(asked: Asked) -> CifAnswer:
    return lines(text(asked.facts.protocol.background.task_choice))


def _source(asked: Asked) -> CifAnswer:
    method = asked.document.method
    written = _("Protocol “{title}”, version {version}, SHA-256 {sha256}").format(
        title=method.protocol, version=method.protocol_version, sha256=method.protocol_sha256
    )
    return lines(text(asked.facts.protocol.background.task_source), written)


def _data(asked: Asked) -> CifAnswer:
    rows = [
        (asked.names.task(one.id) or one.id, text(one.start_state) or "–", one.test_account or "–")
        for one in asked.facts.protocol.tasks
    ]
    return table((_("Task"), _("Start state"), _("Test account")), rows)


def _completion(asked: Asked) -> CifAnswer:
    rows = [
        (
            asked.names.task(one.id) or one.id,
            "; ".join(text(criterion.text) or "" for criterion in one.success),
            figures.percent(one.target_success),
            figures.minutes(one.target_time_s),
            figures.minutes(one.time_limit_s),
        )
        for one in asked.facts.protocol.tasks
    ]
    header = (_("Task"), _("It is done when"), _("Target of success"), _("Target time"), _("Time limit"))
    return table(header, rows)


def _facility(asked: Asked) -> CifAnswer:
    rooms = dict.fromkeys(one.booking.room for one in asked.facts.counted if one.booking.room)
    where = f"{asked.document.laboratory}: {', '.join(rooms)}" if rooms else asked.document.laboratory
    return lines(where)


def _computing(asked: Asked) -> CifAnswer:
    setups = {
        Setup.OWN_DEVICE: _("the participant’s own computer or phone, its picture captured"),
        Setup.TWO_SCREENS: _("one computer of the laboratory with two screens, the participant’s recorded"),
        Setup.ALONE: _("one computer of the laboratory, its screen recorded, a moderator alone"),
    }
    used = dict.fromkeys(setups[one.booking.setup] for one in asked.facts.counted)
    held_in = ", ".join(dict.fromkeys(one.language for one in asked.facts.counted))
    if not used:
        return lines()
    return lines("; ".join(used), _("Sessions were held in: {languages}").format(languages=held_in))


def _tools(asked: Asked) -> CifAnswer:
    shows = {
        "screen": _("the screen"),
        "face": _("the face"),
        "room": _("the room"),
        "hands": _("the hands"),
        "voice": _("the voice"),
        "system_sound": _("the sounds of the service"),
    }
    kinds = dict.fromkeys(source.shows for one in asked.facts.counted for source in one.sources)
    recorded = [shows[kind] for kind in kinds if kind in shows]
    said = _("Recorded: {sources}").format(sources=", ".join(recorded)) if recorded else None
    return lines(_("Usability Lab {version}").format(version=asked.document.app_version), said)


def _design(asked: Asked) -> CifAnswer:
    rotated = asked.facts.protocol.task_order == "rotated"
    order = (
        _("Every participant does every task, each beginning one task later than the one before (cyclic Latin square).")
        if rotated
        else _("Every participant does every task, in the order of the protocol.")
    )
    n = len(asked.facts.study.segments)
    groups = ngettext("Participants of {n} segment.", "Participants of {n} segments.", n).format(n=n) if n else None
    return lines(order, groups)


def _procedure(asked: Asked) -> CifAnswer:
    said = text(asked.facts.protocol.background.assistance)
    rule = _(
        "The moderator notes every help while it is given. A success with help is counted apart and is no success "
        "without help; an attempt ends with success, failure, giving up or the time limit."
    )
    return lines(said, rule)


def _general(asked: Asked) -> CifAnswer:
    return lines(text(asked.facts.protocol.start))


def _instructions(_asked: Asked) -> CifAnswer:
    return lines(_("The scenario of every task is read aloud, word for word (see “task scenarios”)."))


PROCEDURE: Mapping[str, Callable[[Asked], CifAnswer]] = {
    "U1": _how_many,
    "U2": _groups,
    "U3": _characteristics,
    "U4": _selection,
    "U5": _had_them,
    "U6": _special_heard,
    "K1": _scenarios,
    "K2": _why_these,
    "K3": _source,
    "K4": _data,
    "K5": _completion,
    "C1": _facility,
    "C2": _computing,
    "C3": _tools,
    "D1": _design,
    "D2": _procedure,
    "D3": _general,
    "D4": _instructions,
}
