"""Scope, sessions and method: what the report rests on and what it cannot say."""

from collections.abc import Iterator, Sequence

from lab.i18n import gettext as _
from lab.reports.document import ReportDocument, SessionPart
from lab.reports.paper.blocks import Block, Bullets, Grid, Heading, Run, Words, paragraph, soft, strong, words


def method_blocks(document: ReportDocument) -> Iterator[Block]:
    """The three sections."""
    yield from _scope(document)
    yield from _sessions(document)
    yield from _method(document)


def _scope(document: ReportDocument) -> Iterator[Block]:
    yield Heading(level=2, words=words(_("Scope")), anchor="scope")
    yield paragraph(document.round.goal)
    yield from _list(document.scope.coverage_texts)
    if document.scope.segments:
        yield Heading(level=3, words=words(_("Who was heard")))
        yield from _list([f"{one.name}: {one.text}" for one in document.scope.segments])
    yield Heading(level=3, words=words(_("What was left out of this round")))
    if not document.scope.left_out:
        yield paragraph(_("Nothing: every criterion of the pinned standards is in scope."))
        return
    yield Bullets(
        items=tuple(
            words(strong(one.criterion), f" {one.title} – {one.why} ", soft(f"({one.by})"))
            for one in document.scope.left_out
        )
    )


def _sessions(document: ReportDocument) -> Iterator[Block]:
    yield Heading(level=2, words=words(_("Sessions")), anchor="sessions")
    yield Grid(
        what=_("Sessions in their order"),
        header=(_("Participant"), _("When"), _("Minutes"), _("Segment"), _("Moderator"), _("Notes")),
        rows=tuple(_session(one) for one in document.sessions),
        widths=(1.2, 2.1, 0.9, 1.8, 1.4, 3.0),
    )
    watched = [one for one in document.sessions if one.watched]
    if watched:
        yield Heading(level=3, words=words(_("Who watched")))
        yield Bullets(
            items=tuple(
                words(strong(one.participant), ": ", "; ".join(who.text for who in one.watched)) for one in watched
            )
        )
        yield paragraph(_("Times count from the start of the session."))


def _session(one: SessionPart) -> tuple[Words, ...]:
    minutes = "–" if one.minutes is None else str(one.minutes)
    return (
        words(strong(one.participant)),
        words(one.starts_text),
        words(minutes),
        words(one.segment or "–"),
        words(one.moderator or "–"),
        words("; ".join(one.notes) or "–"),
    )


def _method(document: ReportDocument) -> Iterator[Block]:
    method = document.method
    yield Heading(level=2, words=words(_("Method")), anchor="method")
    for title, lines, none in (
        (_("How verdicts were computed"), method.rules, ""),
        (_("What was changed on the way"), method.changes, _("Nothing: one protocol, no corrections after closing.")),
        (_("What is not shown"), method.left_out, _("Nothing was left out for want of consent.")),
        (_("Findings left out, because they lead to no criterion or no evidence"), method.held_back, ""),
        (_("Personal data"), method.personal_data, ""),
        (_("What this report cannot say"), method.limits, ""),
    ):
        if lines or none:
            yield Heading(level=3, words=words(title))
            yield from _list(lines or (none,))
    if method.personal_data:
        yield Heading(level=3, words=words(_("Personal data")))
        yield from _list(method.personal_data)
    yield Heading(level=3, words=words(_("Pinned")))
    yield Bullets(items=tuple(_pinned(document)), look="small")


def _pinned(document: ReportDocument) -> Iterator[Words]:
    method = document.method
    yield words(f"{_('Protocol')}: {method.protocol} {method.protocol_version} ", _hash(method.protocol_sha256))
    for one in document.standards:
        yield words(f"{one.title} {one.version} ", _hash(one.sha256))
    yield words(_("Rules: version {version}").format(version=method.rule_version))


def _hash(sha256: str) -> Run:
    return Run(text=sha256, look="mono")


def _list(lines: Sequence[str]) -> Iterator[Block]:
    if lines:
        yield Bullets(items=tuple(words(line) for line in lines))
