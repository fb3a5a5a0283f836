"""Dead, clipped and living sound; black, frozen and living pictures: told apart by what they measure."""

import numpy as np
import pytest

from recordings import listening, looking
from recordings.judging import (
    FLOOR_DB,
    Gate,
    SoundSpan,
    black_picture,
    clipped_sound,
    dead_sound,
    moved_part,
    moving_picture,
    span_of,
    speech_heard,
)
from tests.recordings.materials import RATE, Rgb, Samples, film, frame, gated, hiss, pcm, room, speech, terminal

SECONDS = 12
NOTHING = np.zeros(SECONDS * RATE)


def span(sound: Samples, rate: int = RATE) -> SoundSpan:
    return span_of(listening.tenths_of(pcm(sound), rate))


@pytest.mark.parametrize(
    "sound",
    [
        np.zeros(SECONDS * RATE),
        np.full(SECONDS * RATE, 0.01),
        np.sign(hiss(SECONDS, -60)) / 32_768,
        hiss(SECONDS, -78),
        hiss(SECONDS, -50),
    ],
    ids=["zeros", "constant", "last bit", "faint hiss", "loud hiss"],
)
def test_that_a_microphone_without_a_room_is_dead(sound: Samples) -> None:
    assert dead_sound(span(sound))


@pytest.mark.parametrize("rate", [8_000, 48_000])
def test_that_a_bare_hiss_is_known_at_every_rate(rate: int) -> None:
    assert dead_sound(span(hiss(SECONDS, -70, rate=rate), rate))


@pytest.mark.parametrize("db", [-76, -66, -50])
def test_that_a_quiet_room_with_a_living_microphone_is_not_dead(db: float) -> None:
    quiet = span(room(SECONDS, db))
    assert not dead_sound(quiet)
    assert not speech_heard(quiet)


def test_that_one_click_of_a_mouse_shows_that_a_hissing_microphone_lives() -> None:
    sound = hiss(SECONDS, -70)
    sound[RATE : RATE + 200] += hiss(1, -35)[:200]
    assert not dead_sound(span(sound))


def gate_after(*sounds: Samples) -> Gate:
    gate = Gate()
    for tenth in listening.tenths_of(pcm(np.concatenate(sounds)), RATE):
        gate.take(tenth)
    return gate


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("db", [-32, -20])
def test_that_a_noise_gate_is_known_by_voices_out_of_digital_silence(seed: int, db: float) -> None:
    talk = speech(30, db, seed=seed)
    assert gate_after(gated(talk), NOTHING, gated(talk), NOTHING).is_one
    assert not gate_after(gated(talk), NOTHING, room(SECONDS, -66, seed=seed)).is_one


@pytest.mark.parametrize("seed", range(8))
def test_that_a_microphone_that_dies_or_is_switched_now_and_then_is_no_noise_gate(seed: int) -> None:
    talk, still = speech(30, -28, seed=seed), room(SECONDS, -66, seed=seed)
    assert not gate_after(talk, still, NOTHING).is_one
    assert not gate_after(NOTHING, talk, still, NOTHING, talk, still, NOTHING).is_one
    assert not gate_after(NOTHING, talk[: RATE // 2], NOTHING).is_one  # switched on once, for a moment


@pytest.mark.parametrize("db", [-38, -20])
def test_that_speech_is_heard_and_not_clipped(db: float) -> None:
    heard = span(speech(SECONDS, db))
    assert speech_heard(heard)
    assert not clipped_sound(heard)
    assert not dead_sound(heard)


def test_that_steady_noise_is_no_speech_however_loud() -> None:
    assert not speech_heard(span(room(SECONDS, -25)))


def test_that_a_voice_beyond_full_scale_is_clipped_and_a_single_bang_is_not() -> None:
    assert clipped_sound(span(speech(SECONDS, 0)))
    bang = speech(SECONDS, -25).copy()
    bang[5 * RATE : 5 * RATE + RATE // 3] *= 100
    assert not clipped_sound(span(bang))


def test_that_levels_are_those_of_the_sound_without_its_constant_part() -> None:
    times = np.arange(RATE) / RATE
    (first, *_) = listening.tenths_of(pcm(0.25 + 0.1 * np.sin(2 * np.pi * 440 * times)), RATE)
    assert first.level_db == pytest.approx(-23.0, abs=0.1)
    assert listening.tenths_of(bytes(2 * RATE), RATE)[0].level_db == FLOOR_DB


def black(picture: Rgb, pixels: str = "bgr24", *, filmed: bool) -> bool:
    return black_picture(looking.light(frame(picture, pixels)), filmed=filmed)


def test_that_a_covered_camera_is_black_also_with_the_noise_of_its_sensor() -> None:
    assert black(np.zeros((360, 640, 3), np.uint8), filmed=True)
    assert black(film(light=18, contrast=0, noise=8), filmed=True)


def test_that_a_dim_room_and_a_white_wall_are_not_black() -> None:
    assert not black(film(light=22, contrast=20, noise=6), filmed=True)
    assert not black(film(light=200, contrast=0, noise=2), filmed=True)


@pytest.mark.parametrize("pixels", ["bgra", "bgr0"])
def test_that_a_screen_that_is_off_is_black_also_under_a_pointer(pixels: str) -> None:
    screen = np.zeros((720, 1280, 4), np.uint8)
    screen[300:318, 400:406] = 255
    screen[:, :, 3] = 255
    if pixels == "bgr0":
        given = frame(screen, "bgra").reformat(format="bgr0")
        assert black_picture(looking.light(given), filmed=False)
    else:
        assert black(screen, pixels, filmed=False)


def test_that_a_dark_screen_with_one_line_of_text_is_not_black() -> None:
    assert not black(terminal(), filmed=False)


def moving(before: Rgb, after: Rgb) -> bool:
    return moving_picture(moved_part(looking.samples(frame(before)), looking.samples(frame(after))))


def test_that_noise_alone_shows_that_a_camera_is_not_frozen() -> None:
    assert moving(film(seed=1), film(seed=2))
    assert moving(film(seed=1, noise=1), film(seed=2, noise=1))


def test_that_a_frozen_picture_stays_frozen_under_a_clock_that_goes_on() -> None:
    before = film(seed=1)
    after = before.copy()
    after[330:350, 560:575] = film(seed=2)[330:350, 560:575]
    assert not moving(before, before.copy())
    assert not moving(before, after)


def test_that_pictures_of_two_sizes_are_not_one_picture() -> None:
    assert moved_part(b"\x01", b"\x01\x01") == 1.0
