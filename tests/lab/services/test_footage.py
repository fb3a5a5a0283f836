"""How pictures are recorded: one choice for all of a session, and the room it takes."""

from lab.services.footage import QUALITIES, Footage
from recordings.plan import SourcePlan

SCREEN = SourcePlan(id="screen", kind="screen", shows="screen")
CAPTURED = SourcePlan(id="screen-2", kind="camera", shows="screen")
FACE = SourcePlan(id="camera", kind="camera", shows="face")
VOICE = SourcePlan(id="microphone", kind="microphone", shows="voice")
EVERYTHING = (SCREEN, CAPTURED, FACE, VOICE)


def test_that_every_screen_is_recorded_alike_and_no_camera_keeps_its_noise() -> None:
    sources = Footage("archive", sharp_colours=True).applied(EVERYTHING)
    looks = [(one.quality, one.sharp_colours) for one in sources[:3]]
    assert looks == [("archive", True), ("archive", True), ("balanced", False)]
    assert Footage("small").applied((FACE,))[0].quality == "small"
    assert sources[3] == VOICE
    assert Footage.of(sources) == Footage("archive", sharp_colours=True)
    assert Footage().applied(sources) == EVERYTHING


def test_that_without_a_screen_there_is_no_choice_to_show() -> None:
    assert Footage.of((FACE, VOICE)) is None
    assert Footage.of((VOICE,)) is None
    assert Footage.of(()) is None


def test_that_an_hour_grows_with_quality_colours_and_sources() -> None:
    hours = [Footage(quality).bytes_an_hour(EVERYTHING) for quality in QUALITIES]
    assert hours == sorted(set(hours))
    for quality in QUALITIES:
        usual, sharp = Footage(quality), Footage(quality, sharp_colours=True)
        assert sharp.bytes_an_hour((SCREEN,)) > usual.bytes_an_hour((SCREEN,))
        assert sharp.bytes_an_hour((FACE,)) == usual.bytes_an_hour((FACE,))
        assert usual.bytes_an_hour((SCREEN, FACE)) > usual.bytes_an_hour((SCREEN,)) > usual.bytes_an_hour((VOICE,)) > 0
