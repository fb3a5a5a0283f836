"""The moments of a finding: what is seen, when, who noted it, and what was left out."""

from collections.abc import Mapping

from lab.domain.timeline import SECOND_US, clock_text
from lab.i18n import gettext as _
from lab.i18n import language
from lab.reports.evidence import LeftOut, Media, Shot
from lab.reports.facts import Audience
from lab.reports.names import Names
from lab.reports.parts import EvidencePart

NOTE_SECONDS = 4.0


def evidence_part(shot: Shot, media: Mapping[str, Media], names: Names, audience: Audience) -> EvidencePart:
    """One moment with what became of its files."""
    found = media.get(shot.id, Media(left_out=(LeftOut.NOT_ASKED,)))
    seen, held = shot.annotation, shot.session.held
    public = audience is Audience.PUBLIC
    words = said(shot, audience)
    return EvidencePart(
        id=shot.id,
        participant=held.code,
        session=held.session_id,
        annotation=seen.id,
        task=names.task(seen.task),
        at_us=shot.evidence.anchor_us,
        from_us=shot.span.start_us,
        to_us=shot.span.end_us,
        at_text=clock_text(shot.evidence.anchor_us),
        words=words,
        author="" if public else seen.author,
        severity=seen.severity,
        quote="" if public else seen.quote,
        alt=_("Screen of participant {code} at {time}: {words}").format(
            code=held.code, time=clock_text(shot.evidence.anchor_us), words=words
        ),
        still=found.still,
        clip=found.clip,
        width=found.width,
        height=found.height,
        sound=found.sound,
        left_out=tuple(why_left_out(code) for code in dict.fromkeys((*shot.left_out, *found.left_out))),
        notes=notes_of(shot, audience),
    )


def said(shot: Shot, audience: Audience) -> str:
    """What was noted, in the shortest words; free words do not go to the public."""
    seen = shot.annotation
    of_button = seen.words.get(language()) or seen.words.get("en", "")
    if audience is Audience.PUBLIC:
        return of_button or _("noted by an observer")
    return of_button or seen.note or seen.quote or _("noted by an observer")


def why_left_out(code: str) -> str:
    """Why something is not shown, in a sentence."""
    return {
        LeftOut.NO_CONSENT: _("No picture: the participant did not agree that clips are shown."),
        LeftOut.NO_FACE: _("Without the face: the participant did not agree to it."),
        LeftOut.NO_VOICE: _("Without sound: the participant did not agree that the voice is recorded."),
        LeftOut.PUBLIC: _("Without face and voice: this report is for the public."),
        LeftOut.ENOUGH: _("No clip: further moments of this finding are told by their time only."),
        LeftOut.NOT_RECORDED: _("No picture: nothing that may be shown was recorded."),
        LeftOut.RECORDING_MISSING: _("No picture: the recording is no longer in the laboratory."),
        LeftOut.UNREADABLE: _("No picture: the recording could not be read at this moment."),
        LeftOut.NOT_ASKED: _("This export was made without pictures."),
    }[code]


def notes_of(shot: Shot, audience: Audience) -> tuple[tuple[float, float, str], ...]:
    """What observers noted while the clip lasts: begin and end in s from its start, and the words."""
    span, noted = shot.span, []
    for one in shot.session.held.record.annotations:
        if span.contains(one.anchor_us):
            of_button = one.words.get(language()) or one.words.get("en", "")
            free = "" if audience is Audience.PUBLIC else one.note or one.quote
            words = " — ".join(part for part in (of_button, free) if part)
            begin = (one.anchor_us - span.start_us) / SECOND_US
            end = min(begin + NOTE_SECONDS, span.duration_us / SECOND_US)
            if words:
                noted.append((round(begin, 3), round(max(end, begin + 0.1), 3), words))
    return tuple(noted)
