"""Sentences for the clap test: how far sound and picture are apart, and why that could not be measured."""

from lab.domain.clap import ClapMeasure
from lab.domain.errors import Facts
from lab.i18n import gettext as _
from lab.wording.figures import number
from lab.wording.recording_devices import reason_in
from lab.wording.sources import shown_name
from lab.wording.types import Sentence


def _of_source(facts: Facts, text: str) -> str:
    name = shown_name(str(facts.get("shows", "")), str(facts.get("source", "–")))
    named = {one: facts.get(one, "–") for one in ("noticed", "claps")}
    return text.format(source=name[:1].upper() + name[1:], **named)


SENTENCES: dict[str, Sentence] = {
    "clap_no_flash": lambda f: _of_source(
        f, _("{source}: no flash is in the recording. Choose the participant’s screen, then measure again.")
    ),
    "clap_no_beep": lambda f: _of_source(
        f,
        _(
            "{source}: {noticed} of {claps} beeps were heard. Turn the loudspeaker up or bring the microphone nearer, "
            "then measure again."
        ),
    ),
    "clap_unclear": lambda f: _of_source(
        f, _("{source}: the beeps were not heard clearly. Keep quiet while it is measured, then measure again.")
    ),
    "loudspeaker_failed": lambda f: _(
        "The loudspeaker does not play: {reason}. Connect or choose one, then measure again."
    ).format(reason=reason_in(f)),
}


def clap_words(measure: ClapMeasure) -> str:
    """How far one source is from the screen, in a few words: without a full stop."""
    return offset_words(measure.shows, measure.source, measure.offset_ms, measure.spread_ms)


def offset_words(shows: str, source_id: str, offset_ms: float, spread_ms: float) -> str:
    """As `clap_words`, of a measure that is not kept."""
    source = shown_name(shows, source_id)
    offset, spread = round(offset_ms), number(round(spread_ms))
    if offset == 0:
        return _("{source} in step with the picture (± {spread} ms)").format(source=source, spread=spread)
    text = (
        _("{source} {ms} ms after the picture (± {spread} ms)")
        if offset > 0
        else _("{source} {ms} ms before the picture (± {spread} ms)")
    )
    return text.format(source=source, ms=abs(offset), spread=spread)


def noticed_words() -> str:
    """What to do about a source that is far from the screen."""
    return _(
        "More than 40 ms is noticed. Measure once more with a loudspeaker on a cable: a wireless one is late itself. "
        "The recording is not shifted by it."
    )
