"""`lab self-test --devices`: the default devices all together, and with `--clap` how far they are apart."""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress

from lab.commands.answering import say
from lab.domain.clap import NOTICED_MS
from lab.i18n import gettext as _
from lab.i18n import language
from lab.wording import sentence_for
from lab.wording.clap import noticed_words, offset_words
from lab.wording.sources import shown_name
from recordings import clock
from recordings.checking import check_here
from recordings.clap import LASTS_S, moments
from recordings.devices import Inventory
from recordings.messages import Check, Checked
from recordings.plan import RecordingPlan, SourcePlan
from recordings.record import RecordingError

OF_A_PERSON = frozenset(
    {"preflight_still", "preflight_quiet", "preflight_only_noise", "preflight_silent", "preflight_clipped"}
    | {"preflight_dark", "preflight_disk_short"}
)
"""What is so because nobody sits before the devices, or was said of the single device; it stands in the report."""

WINDOW_S = 2.0
"""The window of the flashes needs so long to stand."""

ENDS_WITHIN_S = 5.0


def together(found: Inventory) -> tuple[SourcePlan, ...]:
    """The first device of each kind."""
    sources = []
    if found.screens:
        sources.append(SourcePlan(id="screen", kind="screen", device=found.screens[0].id, shows="screen"))
    if found.cameras:
        sources.append(SourcePlan(id="camera", kind="camera", device=found.cameras[0].id, shows="face"))
    if found.microphones:
        sources.append(SourcePlan(id="microphone", kind="microphone", device=found.microphones[0].id, shows="voice"))
    return tuple(sources)


def test_together(sources: Sequence[SourcePlan], seconds: float) -> tuple[Checked | None, bool]:
    """What the check before the start finds, and whether the machine carries them all."""
    say(
        _("All together: {devices}").format(
            devices=", ".join(shown_name(source.shows, source.id) for source in sources)
        )
    )
    try:
        found = check_here(sources, lambda _plan: Check(seconds=seconds))
    except RecordingError as error:
        say("    " + sentence_for(error.code, error.facts))
        return None, False
    wrong = [fault for fault in found.faults if fault.code not in OF_A_PERSON]
    for fault in wrong:
        say("    " + sentence_for(fault.code, fault.facts))
    if not wrong:
        say("    " + _("The computer carries them all."))
    return found, not wrong


def test_claps(sources: Sequence[SourcePlan]) -> tuple[Checked | None, bool]:
    """What a clap test measured, and whether it could be measured and nothing is noticed."""
    say(_("Clap test: keep quiet. The screen flashes, the loudspeaker beeps."))
    with ExitStack() as stack:

        def begin(plan: RecordingPlan) -> Check:
            fps = next(source.fps for source in sources if source.shows_screen)
            claps = moments(clock.now_us() - plan.origin_us + round(WINDOW_S * 1e6), fps)
            stack.enter_context(_flashing(plan, claps))
            return Check(seconds=LASTS_S + WINDOW_S, claps=claps)

        try:
            found = check_here(sources, begin)
        except RecordingError as error:
            say("    " + sentence_for(error.code, error.facts))
            return None, False
    return found, _tell(found, {source.id: source.shows for source in sources})


def _tell(found: Checked, shows: dict[str, str]) -> bool:
    for fault in found.faults:
        say("    " + sentence_for(fault.code, fault.facts))
    good = not found.faults
    for one in found.claps or ():
        if one.offset_ms is None or one.spread_ms is None:
            say("    " + _("The camera does not see the light of the screen: it was not measured."))
            continue
        say("    " + offset_words(shows[one.source], one.source, one.offset_ms, one.spread_ms))
        if abs(one.offset_ms) > NOTICED_MS:
            good = False
            say("    " + noticed_words())
    return good


@contextmanager
def _flashing(plan: RecordingPlan, claps: Sequence[int]) -> Iterator[None]:
    """A window of its own process, since a command has none: it flashes, and is gone with the block."""
    asked = {
        "sources": [source.model_dump(mode="json") for source in plan.sources if source.kind == "screen"],
        "origin_us": plan.origin_us,
        "moments_us": list(claps),
        "language": language(),
    }
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "ui.session.flashing"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
    )
    assert process.stdin is not None
    try:
        with suppress(BrokenPipeError):  # it died of what it says on stderr; that nothing flashed is found
            process.stdin.write(json.dumps(asked) + "\n")
            process.stdin.flush()
        yield
    finally:
        with suppress(BrokenPipeError):
            process.stdin.close()
        try:
            process.wait(ENDS_WITHIN_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
