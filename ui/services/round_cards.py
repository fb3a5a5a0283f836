"""The cards of a round: its protocol and tasks, its segments, its scope statement, its changes."""

from collections.abc import Callable

from lab.domain.criterion_changes import ChangedWhat
from lab.i18n import gettext as _
from lab.i18n import language, ngettext
from ui import words
from ui.services.changes import ChangeRow, PoolActions
from ui.services.criterion_history import history
from ui.services.register import RoundFacts
from ui.widgets.boxes import Card, line
from ui.widgets.buttons import Button
from ui.widgets.texts import body, quiet, small, strong

_SHORT_HASH = 12
_SECONDS_A_MINUTE = 60


class ProtocolCard(Card):
    """What is tested, with which tasks, against which standards; pinned by hash."""

    def __init__(self, facts: RoundFacts, amend: Callable[[], None], pooling: PoolActions) -> None:
        super().__init__(_("Protocol and tasks"), name="protocol")
        here = language()
        self.top.addWidget(Button(_("Amend …"), amend, icon_name="pencil-simple", kind="plain"))
        self.add(strong(facts.protocol.title.in_language(here)), quiet(facts.protocol.goal.in_language(here)))
        pinned = _("version {version}, pinned as {hash}").format(
            version=facts.protocol.version, hash=facts.study.protocol_sha256[:_SHORT_HASH]
        )
        self.add(small(pinned))
        for task in facts.protocol.tasks:
            self.add(line(), body(task.title.in_language(here)))
            target = int(task.target_time_s)
            parts = [
                _("target {minutes}:{seconds:02}").format(
                    minutes=target // _SECONDS_A_MINUTE, seconds=target % _SECONDS_A_MINUTE
                ),
                _("success of {percent} wanted").format(percent=words.percent(task.target_success)),
            ]
            if task.critical:
                parts.append(_("critical for the gate"))
            self.add(small(words.MIDDLE_DOT.join(parts)))
        self.add(line())
        for standard in facts.standards:
            self.add(small(f"{standard.title.in_language(here)}, {standard.version}"))
        for change in facts.changes:
            self.add(ChangeRow(change, pooling))


class SegmentsCard(Card):
    """Whom the round wants to hear, and how many of them are booked."""

    def __init__(self, facts: RoundFacts) -> None:
        super().__init__(_("Segments"), name="segments")
        if not facts.study.segments:
            self.add(quiet(_("No segments are declared: all participants count alike.")))
        for segment in facts.study.segments:
            n = facts.heard_of(segment.id)
            wanted = segment.quota or facts.study.rules.segment_n_min
            self.add(body(segment.name))
            self.add(small(_booked(n, wanted, facts.study.rules.segment_n_min)))


def _booked(n: int, wanted: int, least: int) -> str:
    """How far the segment is; a quota below the least number of the gate is said with it."""
    if wanted >= least:
        return _("{n} of {wanted} booked").format(n=n, wanted=wanted)
    return _("{n} of {wanted} booked; the gate needs {least}").format(n=n, wanted=wanted, least=least)


class ScopeCard(Card):
    """What the round judges, and what it leaves out, by whose word and why."""

    def __init__(self, facts: RoundFacts, change: Callable[[], None]) -> None:
        super().__init__(_("Scope statement"), name="scope")
        self.top.addWidget(Button(_("Change …"), change, icon_name="pencil-simple", kind="plain"))
        judged = len(facts.criteria) - len(facts.study.left_out)
        self.add(
            body(ngettext("The round judges {n} criterion.", "The round judges {n} criteria.", judged).format(n=judged))
        )
        titles = {criterion.id: criterion.title.in_language(language()) for criterion in facts.criteria}
        for left in facts.study.left_out:
            self.add(line(), body(_("Left out: {id} {title}").format(id=left.criterion, title=titles[left.criterion])))
            self.add(small(f"{left.by}: {left.why}"))
        self.add(*history(facts.criterion_changes, ChangedWhat.SCOPE))
