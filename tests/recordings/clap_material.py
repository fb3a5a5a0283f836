"""What a clap test sees and hears, put together for a test: flashes and beeps at given times, and what disturbs."""

import math
import random
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt

from recordings.clap import BEEP_S, FLASH_S, beep
from recordings.plan import SourcePlan

RATE = 48_000
SCREEN = SourcePlan(id="screen", kind="synthetic_screen", shows="screen")
CAMERA = SourcePlan(id="camera", kind="camera", shows="face")
VOICE = SourcePlan(id="voice", kind="synthetic_microphone", shows="voice")

Samples = npt.NDArray[np.float64]


def quiet_room(lasts_s: float) -> Samples:
    """A little noise, the same each time."""
    return np.random.default_rng(1).normal(0, 1e-3, round(lasts_s * RATE))


def with_beeps(room: Samples, at_s: Sequence[float], loud: float = 0.2) -> Samples:
    """The beeps in a room; each has an echo 15 ms later that is nearly as loud."""
    made, sound = room.copy(), loud * np.array(beep(RATE))
    for begins_s in at_s:
        for later_s, part in ((0.0, 1.0), (0.015, 0.8)):
            first = round((begins_s + later_s) * RATE)
            made[first : first + len(sound)] += part * sound
    return made


def talk(lasts_s: float) -> Samples:
    """Somebody who speaks loudly, syllable by syllable: buzzes of changing pitch."""
    dice, pieces, left = random.Random(7), [], round(lasts_s * RATE)  # material of a test
    while left > 0:
        moments = np.arange(min(left, round(dice.uniform(0.05, 0.3) * RATE))) / RATE
        pitch, loud = dice.uniform(90, 250), dice.choice([0.0, 0.1, 0.3])
        pieces.append(loud * sum(np.sin(2 * math.pi * pitch * n * moments) / n for n in range(1, 12)))
        left -= len(moments)
    return np.concatenate(pieces)


def write_sound(path: Path, samples: Samples) -> None:
    """A file of sound as the recorder writes it."""
    with av.open(str(path), "w", format="matroska") as container:
        stream = container.add_stream("aac", rate=RATE, layout="mono")
        pcm = (np.clip(samples, -1, 1) * 32_767).astype(np.int16).reshape(1, -1)
        resampler = av.AudioResampler(format="fltp", layout="mono", rate=RATE, frame_size=1024)
        frame = av.AudioFrame.from_ndarray(pcm, format="s16", layout="mono")
        frame.rate, frame.pts = RATE, 0
        for piece in (*resampler.resample(frame), *resampler.resample(None), None):
            container.mux(stream.encode(piece))


def write_pictures(path: Path, lasts_s: float, at_s: Sequence[float], *, fps: int = 30, lit: int = 255) -> None:
    """Pictures with noise; from each of these moments on a part of them is lighter for as long as a flash lasts."""
    noise = np.random.default_rng(2)
    with av.open(str(path), "w", format="matroska") as container:
        stream = container.add_stream("libx264", rate=fps, options={"preset": "ultrafast"})
        stream.width, stream.height, stream.pix_fmt = 320, 180, "yuv420p"
        stream.codec_context.time_base = Fraction(1, 1000)
        for n in range(round(lasts_s * fps)):
            now_s = (n + 0.3) / fps
            pixels = np.clip(noise.normal(60, 4, (180, 320, 3)), 0, 255)
            if any(begins_s <= now_s < begins_s + FLASH_S for begins_s in at_s):
                pixels[40:140, 60:200] = np.clip(pixels[40:140, 60:200] + lit, 0, 255)
            frame = av.VideoFrame.from_ndarray(pixels.astype(np.uint8), format="bgr24")
            frame.pts, frame.time_base = round(now_s * 1000), Fraction(1, 1000)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


def flash_at(moments_us: Sequence[int], now_us: int) -> bool:
    """Whether a flash is shown now."""
    return any(moment <= now_us < moment + FLASH_S * 1e6 for moment in moments_us)


def beep_at(moments_us: Sequence[int], now_us: int) -> float:
    """What of the beeps is heard now, -1..1."""
    for moment in moments_us:
        if moment <= now_us < moment + BEEP_S * 1e6:
            return BEEP[min(len(BEEP) - 1, int((now_us - moment) * RATE / 1e6))]
    return 0.0


BEEP = beep(RATE)
