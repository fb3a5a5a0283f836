"""Synthetic material for the health watch: sounds of rooms, people and broken devices; what cameras and screens see."""

from functools import cache

import numpy as np
import numpy.typing as npt
from av import VideoFrame

RATE = 16_000

Samples = npt.NDArray[np.float64]
Rgb = npt.NDArray[np.uint8]


def pcm(samples: Samples) -> bytes:
    """Signed 16-bit sound; what lies beyond full scale (1.0) is cut off."""
    return np.clip(np.round(samples * 32_768), -32_768, 32_767).astype("<i2").tobytes()


def decibels(db: float) -> float:
    """The factor of that many dB."""
    return float(10 ** (db / 20))


@cache
def room(seconds: int, db: float = -66.0, seed: int = 1) -> Samples:
    """A quiet room: noise that falls by 6 dB an octave and breathes a little, over the hiss of the microphone."""
    chance = np.random.default_rng(seed)
    spectrum = np.fft.rfft(chance.standard_normal(seconds * RATE))
    frequencies = np.fft.rfftfreq(seconds * RATE, 1 / RATE)
    low = np.fft.irfft(spectrum / np.maximum(1.0, frequencies / 60), seconds * RATE)
    breath = 1 + 0.2 * np.interp(np.arange(seconds * RATE), *_steps(chance, seconds))
    low = low / np.std(low) * breath * decibels(db)
    return np.asarray(low + chance.standard_normal(seconds * RATE) * decibels(db - 20))


def hiss(seconds: int, db: float, seed: int = 2, rate: int = RATE) -> Samples:
    """A socket without a microphone: white noise."""
    return np.random.default_rng(seed).standard_normal(seconds * rate) * decibels(db)


@cache
def speech(seconds: int, db: float, seed: int = 3) -> Samples:
    """Somebody speaks, in syllables and pauses, with `db` at the loudest tenth of a second or so, in a quiet room."""
    chance = np.random.default_rng(seed)
    times = np.arange(seconds * RATE) / RATE
    tone = sum(np.sin(2 * np.pi * 120 * n * times + chance.uniform(0, 6)) / n for n in range(1, 25))
    syllables = np.clip(np.sin(2 * np.pi * 2.1 * times + chance.uniform(0, 6)), 0, 1)
    phrases = np.interp(times * RATE, *_steps(chance, seconds)) > 0
    voice = np.asarray(tone) * syllables * phrases
    return np.asarray(voice / np.std(voice[voice != 0]) * decibels(db) + room(seconds, seed=seed))


def gated(sound: Samples, opens_db: float = -45.0, holds_s: float = 0.3) -> Samples:
    """The same behind a noise gate: pure zeros but while it is loud, and shortly after."""
    step = RATE // 50
    parts = sound[: len(sound) // step * step].reshape(-1, step)
    held = round(holds_s * 50)
    loud = np.sqrt(np.mean(parts**2, axis=1)) > decibels(opens_db)
    opened = np.array([loud[max(0, part - held) : part + 1].any() for part in range(len(parts))])
    return np.asarray((parts * opened[:, None]).reshape(-1))


def _steps(chance: np.random.Generator, seconds: int) -> tuple[Samples, Samples]:
    """Something that changes by chance from second to second."""
    return np.arange(seconds + 1, dtype=np.float64) * RATE, chance.standard_normal(seconds + 1)


def film(seed: int = 0, light: float = 120.0, contrast: float = 40.0, noise: float = 3.0) -> Rgb:
    """A picture of a camera: a person before a wall, of that light (0 to 255), with the noise of a sensor."""
    chance = np.random.default_rng(seed)
    rows, columns = np.mgrid[0:360, 0:640]
    person = np.exp(-(((columns - 320) / 110) ** 2) - ((rows - 200) / 120) ** 2)
    picture = light - contrast / 2 + contrast * person + noise * chance.standard_normal((360, 640))
    return np.repeat(np.clip(picture, 0, 255).astype(np.uint8)[:, :, None], 3, axis=2)


def terminal() -> Rgb:
    """A black screen with a short line of small text in it, light on black."""
    picture = np.zeros((720, 1280, 3), np.uint8)
    letters = np.random.default_rng(5).random((14, 140)) < 0.2
    picture[10:24, 8:148][letters] = 200
    return picture


def frame(picture: Rgb, pixels: str = "bgr24") -> VideoFrame:
    """The same as a source delivers it."""
    return VideoFrame.from_ndarray(picture, format=pixels)
