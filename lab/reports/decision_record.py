"""The decision record: who decided about a launch, on what, under which conditions – to be signed and filed.

It says what lay before the person then. What was found, promised or fixed since does not change it, so that the same
decision is the same file byte for byte.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC

from lab.domain.action_plan import Answer, Choice
from lab.domain.decision import Basis, Decision
from lab.domain.gate import Reason
from lab.i18n import gettext as _
from lab.i18n import in_language, language, ngettext
from lab.reports import figures
from lab.reports.facts import RoundFacts
from lab.reports.names import Names
from lab.reports.paper.blocks import (
    Block,
    Bullets,
    Facts,
    Grid,
    Heading,
    Panel,
    Paper,
    Paragraph,
    Words,
    paragraph,
    soft,
    strong,
    words,
)
from lab.reports.written.signs import GATE, sign
from lab.wording.action_plans import choice_word
from lab.wording.judging import decided_label, gate_label, gate_sentence, reason_sentence

_LINE = "_" * 24
"""Room for a hand."""

_FEW, _MANY = 8, 16


def record_paper(
    facts: RoundFacts, decision: Decision, basis: Basis, in_: str, taken_back: Decision | None = None
) -> Paper:
    """The record of one decision of the round, in one language. `basis`: the decision's own, or computed again;
    `taken_back`: by what it was taken back since, if it was.
    """
    with in_language(in_):
        service = f"{facts.service.name} {facts.release.name}"
        return Paper(
            title=f"{_('Decision about the launch')}: {service}",
            language=in_,
            author=facts.laboratory,
            made_at=decision.at.astimezone(UTC).replace(microsecond=0),
            running=f"{service} · {facts.study.name} · {facts.laboratory}",
            page_words=_("Page {n} of {total}"),
            blocks=tuple(_Record(facts, decision, basis, taken_back).blocks()),
        )


class _Record:
    """The blocks of one record, in the language in force."""

    def __init__(self, facts: RoundFacts, decision: Decision, basis: Basis, taken_back: Decision | None) -> None:
        self._facts = facts
        self._decision = decision
        self._basis = basis
        self._taken_back = taken_back
        self._names = Names(facts)

    def blocks(self) -> Iterator[Block]:
        """From the head to the signatures."""
        yield paragraph(soft(self._facts.laboratory), look="small")
        yield Heading(level=1, words=words(_("Decision about the launch")))
        if (gone := self._taken_back) is not None:
            said = _("Taken back on {day} by {who}: {reason}")
            told = said.format(day=figures.day(gone.at.astimezone().date()), who=gone.by, reason=gone.reason)
            yield Panel(tone="red", blocks=(paragraph(strong(told)),))
        yield Facts(rows=tuple(self._head()))
        yield self._decided()
        yield from self._gate()
        yield from self._scope()
        yield from self._actions()
        yield from self._risks()
        yield from self._signatures()

    def _head(self) -> Iterator[tuple[str, Words]]:
        facts, decision = self._facts, self._decision
        yield _("Service"), words(facts.service.name)
        yield _("Release"), words(facts.release.name)
        yield _("Round"), words(f"{facts.study.number}. {facts.study.name}")
        yield _("Decided on"), words(figures.day_and_time(decision.at.astimezone()))
        yield _("Decided by"), words(strong(decision.by))
        yield _("Post"), words(decision.post or _LINE)

    def _decided(self) -> Block:
        decision = self._decision
        inner: list[Block] = [
            paragraph(_("Decision"), look="label"),
            Paragraph(words=words(decided_label(decision.decided)), look="big"),
        ]
        if decision.conditions:
            inner += [paragraph(_("Conditions"), look="label"), *_lines(decision.conditions)]
        if decision.overrides_gate:
            against = _("This goes against the computed gate ({gate}).").format(gate=gate_label(decision.gate))
            inner += [paragraph(strong(against)), paragraph(_("Reason"), look="label"), *_lines(decision.reason)]
        elif decision.reason:
            inner += [paragraph(_("Reason"), look="label"), *_lines(decision.reason)]
        return Panel(blocks=tuple(inner))

    def _gate(self) -> Iterator[Block]:
        gate = self._basis.gate
        yield Heading(level=2, words=words(_("Launch gate as computed")))
        state = words(sign(GATE[gate.state.value]), strong(gate_label(gate.state)), f". {gate_sentence(gate)}")
        yield Paragraph(words=state, tone=gate.state.value)
        if gate.reasons:
            yield Bullets(items=self._reasons(gate.reasons))
        if gate.further:
            yield paragraph(_("Beside that:"))
            yield Bullets(items=self._reasons(gate.further), look="small")
        if self._decision.basis is None:
            again = _("The reasons were not kept with this decision; they were computed again for its day.")
            yield paragraph(soft(again), look="small")

    def _reasons(self, reasons: Sequence[Reason]) -> tuple[Words, ...]:
        return tuple(words(reason_sentence(one, self._names.subject)) for one in reasons)

    def _scope(self) -> Iterator[Block]:
        basis, spoken = self._basis, language()
        yield Heading(level=2, words=words(_("What the decision rests on")))
        titles = (f"{one.title.in_language(spoken)} ({one.version})" for one in self._facts.standards)
        judged = ngettext("{n} criterion was judged", "{n} criteria were judged", basis.in_scope)
        heard = ngettext("{n} participant was heard", "{n} participants were heard", basis.people)
        yield paragraph(f"{judged.format(n=basis.in_scope)}; {heard.format(n=basis.people)}.")
        yield paragraph(_("Standards: {standards}.").format(standards=", ".join(titles)))
        yield from self._left_out()
        if self._decision.export_sha256 is None:
            yield paragraph(_("No exported report was named for this decision."))
            return
        yield paragraph(_("The report that was read for it; SHA-256 of its file bundle.json:"))
        yield paragraph(self._decision.export_sha256)

    def _left_out(self) -> Iterator[Block]:
        by_reason: dict[tuple[str, str], list[str]] = {}
        for one in self._basis.left_out:
            by_reason.setdefault((one.why, one.by), []).append(one.criterion)
        if not by_reason:
            yield paragraph(_("No criterion was left out."))
            return
        n = len(self._basis.left_out)
        yield paragraph(ngettext("{n} criterion was left out:", "{n} criteria were left out:", n).format(n=n))
        yield Bullets(
            items=tuple(words(f"{_named(ids)} – {why} ", soft(f"({by})")) for (why, by), ids in by_reason.items()),
            look="small",
        )

    def _actions(self) -> Iterator[Block]:
        fixes = [(subject, one) for subject, one in self._basis.answers if one.what is Choice.FIX]
        yield Heading(level=2, words=words(_("Accepted actions")))
        if not fixes:
            yield paragraph(_("No action was accepted."))
            return
        fixes.sort(key=lambda pair: (pair[1].due is None, pair[1].due, pair[0]))
        yield Grid(
            what=_("Actions with their owners and dates, the soonest first"),
            header=(_("What it is about"), _("What will be done"), _("Owner"), _("Due"), _("Accepted by")),
            rows=tuple(self._action(subject, one) for subject, one in fixes),
            widths=(3.2, 3.2, 1.8, 1.8, 1.8),
        )

    def _action(self, subject: str, one: Answer) -> tuple[Words, ...]:
        done = one.why or choice_word(Choice.FIX)
        cells = (self._names.subject(subject), done, one.owner, figures.day(one.due), one.by)
        return tuple(words(cell or "–") for cell in cells)

    def _risks(self) -> Iterator[Block]:
        risks = [(subject, one) for subject, one in self._basis.answers if one.what is Choice.ACCEPT]
        if not risks:
            return
        yield Heading(level=2, words=words(_("Accepted risks")))
        yield Grid(
            what=_("Risks, with the day until which each is accepted"),
            header=(_("What it is about"), _("Reason"), _("Accepted until"), _("Accepted by")),
            rows=tuple(
                tuple(
                    words(cell or "–")
                    for cell in (self._names.subject(subject), one.why, figures.day(one.until), one.by)
                )
                for subject, one in risks
            ),
            widths=(3.2, 4.4, 1.8, 1.8),
        )

    def _signatures(self) -> Iterator[Block]:
        decision = self._decision
        decides = f"{decision.by}, {decision.post}" if decision.post else decision.by
        yield Heading(level=2, words=words(_("Signatures")))
        yield Grid(
            what=_("Places for signatures"),
            header=(_("Who"), _("Signature"), _("Date")),
            rows=tuple(
                (words(strong(role), f"\n{name}"), words(f"\n\n{_LINE}"), words(f"\n\n{_LINE[:12]}"))
                for role, name in (
                    (_("Decides"), decides),
                    (_("For the service"), self._facts.service.owner),
                    (_("For the laboratory"), self._facts.laboratory),
                )
            ),
            widths=(5.0, 3.5, 2.0),
        )


def _named(ids: Sequence[str]) -> str:
    """The ids, the first of many: the report names them all."""
    if len(ids) <= _MANY:
        return ", ".join(ids)
    n = len(ids) - _FEW
    rest = ngettext("and {n} more", "and {n} more", n).format(n=n)
    return f"{', '.join(ids[:_FEW])} … {rest}"


def _lines(text: str) -> Iterator[Block]:
    for line in text.splitlines():
        if line.strip():
            yield paragraph(line.strip())
