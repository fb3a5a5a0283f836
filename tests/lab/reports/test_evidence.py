"""Consent decides, clip by clip, what a report shows."""

from dataclasses import replace

import pytest

from lab.domain.consent import Scope
from lab.reports.evidence import MOST_CLIPS, LeftOut, Shot, shots
from lab.reports.facts import Audience, RoundFacts
from recordings.plan import SourcePlan
from tests.lab.reports import example


def shot_of(facts: RoundFacts, code: str, audience: Audience = Audience.INTERNAL) -> Shot:
    """The first moment of a participant."""
    return next(one for one in shots(facts, audience) if one.session.held.code == code)


def with_scopes(code: str, *without: Scope) -> RoundFacts:
    """The example with some scopes of one participant taken away, all others given."""
    facts = example.facts()
    sessions = tuple(
        replace(one, scopes=frozenset(Scope) - set(without)) if one.held.code == code else one for one in facts.sessions
    )
    return replace(facts, sessions=sessions)


def test_that_full_consent_shows_screen_face_and_voice() -> None:
    shot = shot_of(example.facts(), "P01")
    assert (shot.picture, shot.inset, shot.sounds, shot.left_out) == ("screen", "camera", ("microphone",), ())


@pytest.mark.parametrize(
    ("scope", "picture", "inset", "sounds", "why"),
    [
        (Scope.CLIPS_INTERNAL, None, None, (), LeftOut.NO_CONSENT),
        (Scope.FACE, "screen", None, ("microphone",), LeftOut.NO_FACE),
        (Scope.VOICE, "screen", "camera", (), LeftOut.NO_VOICE),
    ],
)
def test_that_a_missing_scope_leaves_its_part_out_and_says_so(
    scope: Scope, picture: str | None, inset: str | None, sounds: tuple[str, ...], why: str
) -> None:
    shot = shot_of(with_scopes("P01", scope), "P01")
    assert (shot.picture, shot.inset, shot.sounds) == (picture, inset, sounds)
    assert why in shot.left_out


def test_that_of_two_sounds_only_the_one_agreed_to_is_heard() -> None:
    facts = with_scopes("P01", Scope.VOICE)
    aloud = SourcePlan(id="aloud", kind="synthetic_microphone", shows="system_sound")
    sessions = tuple(replace(one, sources=(*one.sources, aloud)) for one in facts.sessions)
    shot = shot_of(replace(facts, sessions=sessions), "P01")
    assert shot.sounds == ("aloud",)
    assert LeftOut.NO_VOICE in shot.left_out


def test_that_without_the_screen_only_what_may_be_shown_is_shown() -> None:
    assert shot_of(with_scopes("P01", Scope.SCREEN), "P01").picture == "camera"
    nothing = shot_of(with_scopes("P01", Scope.SCREEN, Scope.FACE), "P01")
    assert (nothing.picture, nothing.left_out) == (None, (LeftOut.NOT_RECORDED,))


def test_that_the_public_sees_no_face_and_hears_no_voice() -> None:
    shot = shot_of(example.facts(), "P01", Audience.PUBLIC)
    assert (shot.picture, shot.inset, shot.sounds, shot.left_out) == ("screen", None, (), (LeftOut.PUBLIC,))
    assert shot_of(with_scopes("P01", Scope.CLIPS_PUBLIC), "P01", Audience.PUBLIC).picture is None
    assert shot_of(with_scopes("P01", Scope.SCREEN), "P01", Audience.PUBLIC).picture is None


def test_that_clips_run_from_lead_to_lag_around_the_anchor() -> None:
    facts = example.facts()
    for shot in shots(facts, Audience.INTERNAL):
        assert shot.span.start_us == max(0, shot.annotation.anchor_us - shot.annotation.lead_us)
        assert shot.span.end_us == shot.annotation.anchor_us + shot.annotation.lag_us


def test_that_one_moment_of_every_participant_comes_before_the_second_of_any() -> None:
    facts = example.facts()
    first = facts.findings[0]
    many = replace(first, evidence=(*first.evidence * 4,))
    found = shots(replace(facts, findings=(many,)), Audience.INTERNAL)
    codes = [one.session.held.code for one in found]
    assert codes[:4] == ["P01", "P03", "P04", "P06"]
    shown = [one for one in found if one.picture is not None]
    assert len(shown) == MOST_CLIPS
    assert any(LeftOut.ENOUGH in one.left_out for one in found)
    assert len({one.id for one in found}) == len(found)
