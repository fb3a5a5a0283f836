"""Scope, sessions and method: what the report rests on, what was changed or left out, and what it cannot say."""

from collections.abc import Iterable, Iterator

from lab.domain.coverage import Coverage, coverage, heard
from lab.domain.export_rules import lacks
from lab.domain.metrics.discovery import discovery, participants_needed
from lab.domain.person import OBSERVERS
from lab.domain.session import ENDED, SessionState
from lab.domain.timeline import SECOND_US
from lab.domain.verdict import RULE_VERSION
from lab.i18n import gettext as _
from lab.i18n import language, ngettext, pgettext
from lab.reports import figures
from lab.reports.document import ClapPart, LeftOutPart, MethodPart, ScopePart, SegmentPart, SessionPart
from lab.reports.evidence import LeftOut, Shot
from lab.reports.facts import Audience, RoundFacts, SessionFacts
from lab.reports.names import Names
from lab.reports.sections.judging_changes import judging_changes
from lab.reports.sections.watched import watched_parts
from lab.wording.clap import clap_words
from lab.wording.findings import held_back
from lab.wording.personal_data import counted, kind_label, place_label
from lab.wording.preflight import override_words
from lab.wording.rules import rule_numbers

FREQUENT = 0.31
"""Share of people whom a problem strikes in the usual example of what few participants show (Nielsen & Landauer)."""
ONE_IN_TEN = 0.10
SEEN_GOAL = 0.85
FEW = 3
"""Segments of fewer participants are never counted out in public."""


def scope_part(facts: RoundFacts, names: Names, audience: Audience) -> ScopePart:
    """The scope statement, what sessions can decide, and who was heard."""
    segments = {session.held.code: session.held.segment_id for session in facts.counted}
    found = coverage(facts.criteria_in_scope, facts.protocol, segments, facts.study.segments, facts.study.rules)
    return ScopePart(
        left_out=tuple(
            LeftOutPart(
                criterion=one.criterion,
                title=names.criterion(one.criterion).removeprefix(one.criterion).strip(),
                by=names.person(one.by),
                why=one.why,
            )
            for one in facts.study.left_out
        ),
        coverage_texts=tuple(coverage_texts(found)),
        segments=tuple(_segments(facts, audience)),
    )


def coverage_texts(found: Coverage) -> Iterator[str]:
    """What the participants of the sessions can decide, and who has to decide the rest."""
    yield ngettext(
        "{n} participant can decide {decidable} of {total} criteria.",
        "{n} participants can decide {decidable} of {total} criteria.",
        found.participants,
    ).format(n=found.participants, decidable=found.decidable, total=found.total)
    if found.more_participants:
        yield ngettext(
            "{n} more participant brings them to {decidable}.",
            "{n} more participants bring them to {decidable}.",
            found.more_participants,
        ).format(n=found.more_participants, decidable=found.decidable_with_more)
    if found.by_inspection:
        n = len(found.by_inspection)
        yield ngettext(
            "{n} criterion needs an inspection: a session can only show that it is not met.",
            "{n} criteria need an inspection: a session can only show that they are not met.",
            n,
        ).format(n=n)
    if found.unreachable:
        yield _("No task of this protocol touches: {criteria}.").format(criteria=", ".join(found.unreachable))


def _segments(facts: RoundFacts, audience: Audience) -> Iterator[SegmentPart]:
    declared = facts.study.segments
    least = facts.study.rules.segment_n_min
    people = {session.held.code: session.held.segment_id for session in facts.counted}
    # A reader could tell who a few people of the public report are, whatever the round's own number says.
    few = max(least, FEW)
    for segment, found in zip(declared, heard(declared, people.values()), strict=True):
        hidden = audience is Audience.PUBLIC and found.n < few
        text = _("fewer than {n}").format(n=few) if hidden else figures.participants(found.n)
        if segment.quota:
            text = _("{heard}, {quota} wanted").format(heard=text, quota=segment.quota)
        yield SegmentPart(name=segment.name, n=None if hidden else found.n, quota=segment.quota, text=text)


def session_parts(facts: RoundFacts, names: Names, audience: Audience) -> tuple[SessionPart, ...]:
    """All sessions that were held, in their order."""
    return tuple(_session(session, facts, names, audience) for session in facts.sessions)


def _session(session: SessionFacts, facts: RoundFacts, names: Names, audience: Audience) -> SessionPart:
    held, public = session.held, audience is Audience.PUBLIC
    record = held.record
    length = record.running_us(record.finished_us) if record.finished_us is not None else None
    return SessionPart(
        id=held.session_id,
        participant=held.code,
        segment="" if public else names.segment(held.segment_id),
        starts=held.starts.isoformat(),
        starts_text=figures.day_and_time(held.starts),
        minutes=round(length / SECOND_US / 60) if length is not None else None,
        state=record.state.value,
        counted=held.counts,
        pilot=held.pilot,
        moderator="" if public else session.booking.moderator,
        observers=() if public else _observers(session),
        language=session.language,
        protocol_sha256=held.protocol_sha256,
        annotations=len(record.annotations),
        corrections=len(session.corrections),
        claps=tuple(_claps(session, audience)),
        notes=tuple(_session_notes(session, facts, audience)),
        clicks=len(session.clicks) if session.clicks is not None else None,
        watched=watched_parts(session, audience),
    )


def _observers(session: SessionFacts) -> tuple[str, ...]:
    """Those who were asked to watch, and those who came by the page and did."""
    came = (one.called for one in session.held.record.people.values() if one.called and one.role in OBSERVERS)
    named: dict[str, str] = {}
    for name in (*session.booking.observers, *came):
        named.setdefault(name.casefold(), name)
    return tuple(named.values())


def _claps(session: SessionFacts, audience: Audience) -> Iterator[ClapPart]:
    public = audience is Audience.PUBLIC
    for one in session.held.record.claps:
        yield ClapPart(
            source=one.source,
            after=one.after,
            device="" if public else one.device,
            after_device="" if public else one.after_device,
            claps=one.claps,
            offset_ms=one.offset_ms,
            spread_ms=one.spread_ms,
            measured=one.measured.isoformat(),
            text=clap_words(one),
        )


def _session_notes(session: SessionFacts, facts: RoundFacts, audience: Audience) -> Iterator[str]:
    held = session.held
    if held.pilot:
        yield _("pilot, not counted")
    if session.self_trial:
        yield _("self-trial of the laboratory, no participant")
    if held.record.state is SessionState.WITHDRAWN:
        yield _("erased, not counted")
    elif held.record.state is SessionState.ABORTED:
        yield _("broken off")
    elif held.record.state not in ENDED:
        yield _("not closed yet")
    if held.protocol_sha256 != facts.study.protocol_sha256:
        yield _("with an earlier protocol")
    if held.record.override is not None:
        yield override_words(held.record.override, reason=audience is not Audience.PUBLIC)
    if held.record.claps:
        yield _("clap test: {measures}").format(measures=", ".join(clap_words(one) for one in held.record.claps))
    n = len(session.corrections)
    if n:
        yield ngettext("{n} correction after closing", "{n} corrections after closing", n).format(n=n)


def method_part(facts: RoundFacts, shots: Iterable[Shot], names: Names, audience: Audience) -> MethodPart:
    """Rules with their version, changes on the way, what consent left out, limits of what can be said."""
    rules, protocol = facts.study.rules, facts.protocol
    return MethodPart(
        rule_version=RULE_VERSION,
        n_min=rules.n_min,
        segment_n_min=rules.segment_n_min,
        pass_at=rules.pass_at,
        fail_at=rules.fail_at,
        protocol=protocol.title.in_language(language()),
        protocol_version=protocol.version,
        protocol_sha256=facts.study.protocol_sha256,
        rules=tuple(_rules(facts)),
        changes=tuple(_changes(facts, names)),
        left_out=tuple(_left_out(facts, shots, audience)),
        limits=tuple(_limits(facts)),
        held_back=tuple(held_back(one.number, one.title, lacks(one, facts.inspections)) for one in facts.held_back),
        personal_data=tuple(_personal_data(facts)),
    )


def _rules(facts: RoundFacts) -> Iterator[str]:
    rules = facts.study.rules
    yield _(
        "A criterion judged per participant is met when at least {n_min} participants passed it, {pass_at} or more of "
        "those judged passed, no failure was worse than severity 2, and no more were doubtful than passed."
    ).format(n_min=rules.n_min, pass_at=figures.percent(rules.pass_at))
    yield _(
        "It is not met when two or more failed it and fewer than {fail_at} passed, or when somebody met a catastrophe "
        "(severity 4). Between the two it is partly met."
    ).format(fail_at=figures.percent(rules.fail_at))
    yield _(
        "A criterion that is inspected is not met as soon as one page or document fails it; a session alone can never "
        "show that it is met."
    )
    yield _("Where judges differ and nobody settled it, the participant counts as doubtful.")
    yield _("A person confirmed every judgement, one at a time; nothing passed by silence.")
    yield _("A principle is as good as its worst criterion. The level is a number for trends and overrides nothing.")


def _changes(facts: RoundFacts, names: Names) -> Iterator[str]:
    for change in facts.amendments:
        who = names.person(change.by)
        tasks = ", ".join(change.changed_tasks) or _("none")
        yield _("{day}: the protocol was changed ({who}): {reason} Tasks changed: {tasks}.").format(
            day=figures.day(change.at.date()), who=who, reason=change.reason, tasks=tasks
        )
    for rules in facts.rule_changes:
        yield _("{day}: the numbers of the rules were changed ({who}): {why} From {before} to {after}.").format(
            day=figures.day(rules.at.date()),
            who=names.person(rules.by),
            why=rules.reason,
            before=rule_numbers(rules.before),
            after=rule_numbers(rules.after),
        )
    yield from judging_changes(facts, names)
    for one in facts.poolings:
        yield _("{day}: figures of “{task}” before and after the change may be counted together ({who}): {why}").format(
            day=figures.day(one.at.date()), task=one.task_id, who=names.person(one.by), why=one.why
        )
    for session in facts.sessions:
        for one_change in session.corrections:
            yield _("{day}: corrected after closing, session of {code} ({who}): {why}").format(
                day=figures.day(one_change.at.date()),
                code=session.held.code,
                who=names.person(one_change.author),
                why=one_change.reason,
            )


def _left_out(facts: RoundFacts, shots: Iterable[Shot], audience: Audience) -> Iterator[str]:
    without: dict[str, set[str]] = {}
    for shot in shots:
        for code in shot.left_out:
            without.setdefault(code, set()).add(shot.session.held.code)
    sentences = {
        LeftOut.NO_CONSENT: _("Stills and clips of {codes} are left out: they did not agree that clips are shown."),
        LeftOut.NO_FACE: _("Clips of {codes} are without the face: they did not agree to it."),
        LeftOut.NO_VOICE: _("Clips of {codes} are without sound: they did not agree that the voice is recorded."),
    }
    for code, said in sentences.items():
        if code in without:
            yield said.format(codes=", ".join(sorted(without[code])))
    if audience is Audience.PUBLIC:
        yield _("This report is for the public: it shows no faces, voices, names or free words.")
    withdrawn = sum(one.held.record.state is SessionState.WITHDRAWN for one in facts.sessions)
    if withdrawn:
        yield ngettext(
            "The words and recordings of {n} session were erased: the consent was taken back, or its term was over.",
            "The words and recordings of {n} sessions were erased: the consent was taken back, or its term was over.",
            withdrawn,
        ).format(n=withdrawn)


def _personal_data(facts: RoundFacts) -> Iterator[str]:
    if facts.masking is None:
        return
    yield _(
        "Participants have codes only. What people typed was searched for names, phone numbers, e-mail addresses, "
        "document numbers and passwords."
    )
    if facts.masking.masked:
        yield _("Masked: {found}.").format(found=", ".join(counted(kind, n) for kind, n in facts.masking.masked))
    for kind, subject, field, reason in facts.masking.kept:
        yield _("Kept: {kind} ({place}): {reason}").format(
            kind=kind_label(kind), place=place_label(subject, field), reason=reason
        )
    if not facts.masking.masked and not facts.masking.kept:
        yield _("Nothing was found.")


def _limits(facts: RoundFacts) -> Iterator[str]:
    n = len({session.held.code for session in facts.counted})
    if n:
        yield ngettext(
            "{n} participant shows a problem that strikes 31% of people with a chance of {frequent}, one that strikes "
            "10% with a chance of {rare}. What is not in this report may still be there.",
            "{n} participants show a problem that strikes 31% of people with a chance of {frequent}, one that strikes "
            "10% with a chance of {rare}. What is not in this report may still be there.",
            n,
        ).format(n=n, frequent=figures.percent(discovery(FREQUENT, n)), rare=figures.percent(discovery(ONE_IN_TEN, n)))
        yield _(
            "To see a problem that strikes 10% of people with a chance of 85%, {n} participants are needed."
        ).format(n=participants_needed(ONE_IN_TEN, SEEN_GOAL))
    yield pgettext(
        "limits", "Intervals are 95% confidence intervals: of shares adjusted Wald, of scores and times by Student's t."
    )
