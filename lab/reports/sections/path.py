"""The client's path, stage by stage."""

from lab.domain.client_path import Seen, SegmentPath, StageFigures, client_path, paths_by_segment
from lab.domain.metrics.waiting import Waiting
from lab.domain.pooling import pooled_with
from lab.domain.timeline import clock_text
from lab.i18n import gettext as _
from lab.reports import figures
from lab.reports.document import QuotePart, SegmentPathPart, StagePart
from lab.reports.facts import Audience, RoundFacts
from lab.reports.names import Names
from lab.reports.parts import Figure
from lab.reports.sections.method import FEW
from lab.wording.path import median_words, not_arrived_words, waiting_words


def path_parts(facts: RoundFacts, names: Names, audience: Audience) -> tuple[StagePart, ...]:
    """Every stage of the protocol now in force; free words do not go to the public."""
    sessions = [one.held for one in facts.sessions]
    found = client_path(facts.protocol, facts.questionnaires.values(), sessions, _pooled(facts))
    return tuple(_stage(one, names, audience) for one in found)


def segment_path_parts(facts: RoundFacts, names: Names, audience: Audience) -> tuple[SegmentPathPart, ...]:
    """Every declared segment; none where the protocol has no stages. Quotes stand once, with everybody's."""
    if not facts.protocol.stages:
        return ()
    least = facts.study.rules.segment_n_min
    if audience is Audience.PUBLIC:
        least = max(least, FEW)
    questionnaires, sessions = list(facts.questionnaires.values()), [one.held for one in facts.sessions]
    found = paths_by_segment(facts.protocol, questionnaires, facts.study.segments, sessions, _pooled(facts), least)
    return tuple(_segment(one, least, names, audience) for one in found)


def _segment(one: SegmentPath, least: int, names: Names, audience: Audience) -> SegmentPathPart:
    hidden = audience is Audience.PUBLIC and one.participants < least
    return SegmentPathPart(
        name=one.segment.name,
        text=_("fewer than {n}").format(n=least) if hidden else figures.participants(one.participants),
        warning=_("Too thin for a path of its own: at least {n} participants are needed.").format(n=least)
        if one.stages is None
        else "",
        stages=tuple(_stage(stage, names, Audience.PUBLIC) for stage in one.stages or ()),
    )


def _pooled(facts: RoundFacts) -> dict[str, frozenset[str]]:
    """Task → protocols whose sessions count for it."""
    return {
        task.id: pooled_with(task.id, facts.study.protocol_sha256, facts.amendments, facts.poolings)
        for task in facts.protocol.tasks
    }


def _stage(one: StageFigures, names: Names, audience: Audience) -> StagePart:
    return StagePart(
        id=one.stage,
        title=names.stage(one.stage) or one.stage,
        success=figures.share_figure(one.success),
        time=figures.time_figure(one.time),
        time_note=" ".join(not_arrived_words(one)),
        waiting=_median(one.waiting),
        wait_norm_s=one.waiting.norm_s if one.waiting is not None else None,
        within_norm=figures.share_figure(one.waiting.within) if one.waiting and one.waiting.within else None,
        waiting_text=" ".join(waiting_words(one)) or figures.NONE,
        ease=figures.mean_figure(one.ease),
        good=(one.good.annotations, one.good.participants),
        bad=(one.bad.annotations, one.bad.participants),
        seen_text=_("for: {good}; against: {bad}").format(good=_seen(one.good), bad=_seen(one.bad)),
        quotes=()
        if audience is Audience.PUBLIC
        else tuple(
            QuotePart(
                participant=said.participant,
                session=said.session_id,
                at_us=said.at_us,
                at_text=clock_text(said.at_us),
                words=said.words,
                polarity=said.polarity,
            )
            for said in one.quotes
        ),
    )


def _seen(seen: Seen) -> str:
    if not seen.annotations:
        return figures.NONE
    return _("{n} ({people})").format(n=seen.annotations, people=figures.participants(seen.participants))


def _median(found: Waiting | None) -> Figure | None:
    if found is None:
        return None
    low, high = (found.interval.low, found.interval.high) if found.interval is not None else (None, None)
    return Figure(value=found.median_s, low=low, high=high, n=found.n, text=median_words(found))
