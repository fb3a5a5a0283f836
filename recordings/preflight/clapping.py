"""From what was recorded of a clap test to how far each source is from the screen.

The screen's own file says when a flash was seen on it, a camera's file when its light was seen in the room, and the
sound when the beep was heard: each on the session clock, as the recording would have stamped it. What is told is the
distance between two of them. Half a frame is taken off each time a flash was seen, for a picture shows it so much
later on average.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import av
import numpy as np
import numpy.typing as npt

from recordings.check_words import ClapOffset, DeviceFault
from recordings.clap import CLAPS, LEAST_CLAPS, beep
from recordings.opencv import cv2
from recordings.plan import SourcePlan
from recordings.preflight.seeing import decoded, luma_of

RATE = 48_000
SOON_S = 0.15
LATE_S = 0.75
"""A flash or a beep belongs to the moment that it lies at most so long before, or after."""

GRID = (16, 9)
"""Fields in which light is looked for: a camera may see the screen, or its light on a face, in a part of it."""

FIELDS = 6
"""So many fields, those that answer most, make the curve of the light."""

LIT_LEVELS = 3.0
"""A flash makes those fields lighter by this much of 255, in the median; the noise of a camera, evened out over a
field of thousands of pixels, stays below half a level."""

LIKE = 0.4
"""From this likeness on it is the beep (1: nothing but the beep): where the rest of the room is five times as strong in
its own band of tones. What is not the beep, speech too, is hardly liker than 0.3.
"""

BAND_HZ = (900.0, 3_100.0)

SILENCE = 1e-6
"""So strong is silence: what the encoder makes of it, in all samples of a beep together, is nothing."""

FIRST_PART = 0.6
"""The first sound that is like the beep in this part of the likest is the beep; what comes later is its echo."""

STEADY_MS = 40.0
"""What lies farther than this from the median is no clap."""

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Noticed:
    """When a source noticed the claps: for each moment the session clock, s, or None; `blur_s`: half a frame."""

    source: SourcePlan
    at_s: tuple[float | None, ...]
    blur_s: float = 0.0

    @property
    def count(self) -> int:
        """How many it noticed."""
        return sum(one is not None for one in self.at_s)


def seen(source: SourcePlan, files: Sequence[tuple[Path, int]], moments_us: Sequence[int]) -> Noticed:
    """When a source of pictures saw the flashes. `files`: with the session clock at their beginning, µs.

    Raises `av.FFmpegError`, OSError.
    """
    times_s, fields = [], []
    for path, origin_us in files:
        for at_s, light in _lights(path):
            times_s.append(origin_us / 1e6 + at_s)
            fields.append(light)
    blur_s = 0.5 / source.fps
    if not fields:
        return Noticed(source, (None,) * len(moments_us), blur_s)
    return Noticed(source, _flashes(np.array(times_s), np.array(fields), moments_us), blur_s)


def heard(source: SourcePlan, files: Sequence[tuple[Path, int]], moments_us: Sequence[int]) -> Noticed:
    """When a source of sound heard the beeps; as `seen`."""
    at_s: list[float | None] = [None] * len(moments_us)
    for path, origin_us in files:
        start_s, samples = _sound(path)
        likeness = _likeness(samples)
        for n, moment_us in enumerate(moments_us):
            due = (moment_us - origin_us) / 1e6 - start_s
            found_s = _beep_in(likeness, due)
            if found_s is not None:
                at_s[n] = origin_us / 1e6 + start_s + found_s
    return Noticed(source, tuple(at_s))


def offsets(
    pictures: Sequence[Noticed], sounds: Sequence[Noticed], moments_us: Sequence[int]
) -> Iterator[ClapOffset | DeviceFault]:
    """How far every other source is from the first screen that shows the flashes, and what could not be measured.

    A camera that does not see the light of the screen is no fault: of it there is an offset without a number.
    """
    screens = [one for one in pictures if one.source.kind != "camera" and one.source.shows_screen]
    first = next((one for one in screens if one.count >= LEAST_CLAPS), None)
    if first is None:
        for one in screens[:1]:
            yield _fault(one, "clap_no_flash")
        return
    for one in (*sounds, *pictures):
        if one is first:
            continue
        late = [
            (theirs - moment_us / 1e6 - one.blur_s, ours - moment_us / 1e6 - first.blur_s)
            for moment_us, theirs, ours in zip(moments_us, one.at_s, first.at_s, strict=True)
            if theirs is not None and ours is not None
        ]
        offset = _offset(one.source, first.source, late)
        if offset is not None:
            yield offset
        elif not one.source.is_sound:
            yield ClapOffset(source=one.source.id, after=first.source.id)
        elif len(late) < LEAST_CLAPS:
            yield _fault(one, "clap_no_beep")
        else:
            yield _fault(one, "clap_unclear")


def _offset(source: SourcePlan, first: SourcePlan, late: Sequence[tuple[float, float]]) -> ClapOffset | None:
    """How far apart two sources are, of each of which is known how late it noticed every clap, s.

    Each has its own median: two sources that look thirty times a second each are apart by whole frames, again and
    again, while the moments meet every place within a frame alike. One clap that is far from the others is left out.
    """
    if len(late) < LEAST_CLAPS:
        return None
    usual_s = median(theirs - ours for theirs, ours in late)
    steady = [(theirs, ours) for theirs, ours in late if abs(theirs - ours - usual_s) * 1000 <= STEADY_MS]
    if len(steady) < max(LEAST_CLAPS, len(late) - 1):
        return None
    offset_s = median(theirs for theirs, _ours in steady) - median(ours for _theirs, ours in steady)
    spread_s = max(abs(theirs - ours - offset_s) for theirs, ours in steady)
    return ClapOffset(
        source=source.id,
        after=first.id,
        claps=len(steady),
        offset_ms=round(offset_s * 1000, 1),
        spread_ms=round(spread_s * 1000, 1),
    )


def _fault(one: Noticed, code: str) -> DeviceFault:
    facts: dict[str, object] = {
        "source": one.source.id, "shows": one.source.shows, "noticed": one.count, "claps": CLAPS,
    }  # fmt: skip
    return DeviceFault(source=one.source.id, code=code, facts=facts)


# Light.


def _lights(path: Path) -> Iterator[tuple[float, Numbers]]:
    """Time and mean brightness of every field of each picture."""
    for at_s, frame in decoded(path):
        fields = cv2.resize(luma_of(frame), GRID, interpolation=cv2.INTER_AREA)
        yield at_s, np.asarray(fields, np.float64).ravel()


def _flashes(times_s: Numbers, fields: Numbers, moments_us: Sequence[int]) -> tuple[float | None, ...]:
    """When it grew light after each moment."""
    spans = [_span(times_s, moment_us / 1e6) for moment_us in moments_us]
    rises = [fields[during].max(axis=0) - fields[before] for before, during in spans if before is not None]
    if len(rises) < LEAST_CLAPS:
        return (None,) * len(moments_us)
    answers = np.median(np.array(rises), axis=0)
    best = np.argsort(answers)[-FIELDS:]
    if float(answers[best].mean()) < LIT_LEVELS:
        return (None,) * len(moments_us)
    curve = fields[:, best].mean(axis=1)
    usual = float(answers[best].mean())
    return tuple(_rise(times_s, curve, before, during, usual) for before, during in spans)


def _span(times_s: Numbers, moment_s: float) -> tuple[int | None, slice]:
    """The last picture before a flash can be seen, and those in which it can; None where there are none."""
    begin = int(np.searchsorted(times_s, moment_s - SOON_S / 2))
    end = int(np.searchsorted(times_s, moment_s + LATE_S))
    return (begin - 1 if 0 < begin < end else None), slice(begin, end)


def _rise(times_s: Numbers, curve: Numbers, before: int | None, during: slice, usual: float) -> float | None:
    """The first picture that is half as light as the flash."""
    if before is None:
        return None
    base, top = float(curve[before]), float(curve[during].max())
    if top - base < usual / 2:
        return None
    first = int(np.argmax(curve[during] >= (base + top) / 2))
    return float(times_s[during][first])


# Sound.


def _sound(path: Path) -> tuple[float, Numbers]:
    """When the sound of a file begins, s, and its samples, -1..1; gaps in it are silence."""
    starts: list[int] = []
    pieces: list[npt.NDArray[np.float32]] = []
    with av.open(str(path)) as container:
        if not container.streams.audio:
            return 0.0, np.zeros(0)
        to_mono = av.AudioResampler(format="flt", layout="mono", rate=RATE)
        for frame in container.decode(container.streams.audio[0]):
            at = round((frame.time or 0.0) * RATE)
            for out in to_mono.resample(frame):
                piece = np.asarray(out.to_ndarray(), np.float32).ravel()
                starts.append(at)
                pieces.append(piece)
                at += len(piece)
    if not pieces:
        return 0.0, np.zeros(0)
    samples = np.zeros(max(at + len(piece) for at, piece in zip(starts, pieces, strict=True)) - starts[0])
    for at, piece in zip(starts, pieces, strict=True):
        samples[at - starts[0] : at - starts[0] + len(piece)] = piece
    return starts[0] / RATE, samples


def _likeness(samples: Numbers) -> Numbers:
    """How like the beep is what begins at each sample, 0..1: a matched filter, over the strength of all that is heard
    meanwhile in the beep's band of tones.
    """
    sound = np.array(beep(RATE))
    size = 1 << (len(samples) + len(sound)).bit_length()
    spectrum = np.fft.fft(samples, size)
    tones = np.abs(np.fft.fftfreq(size, 1 / RATE))
    spectrum[(tones < BAND_HZ[0]) | (tones > BAND_HZ[1])] = 0
    # The beep and the same a quarter of a wave later: together they tell its strength wherever in the wave it begins.
    spectra = [np.conj(np.fft.fft(one, size)) for one in (sound, _quarter_later(sound))]
    in_phase, beside = (np.fft.ifft(spectrum * one).real for one in spectra)
    power = np.concatenate(([0.0], np.cumsum(np.fft.ifft(spectrum).real ** 2)))
    places = max(0, len(samples) - len(sound) + 1)
    strength = power[len(sound) : len(sound) + places] - power[:places]
    return np.asarray(
        np.hypot(in_phase[:places], beside[:places]) / np.sqrt((strength + SILENCE) * float((sound**2).sum()))
    )


def _quarter_later(sound: Numbers) -> Numbers:
    """The sound with every wave in it a quarter later (its Hilbert transform)."""
    spectrum = np.fft.rfft(sound)
    return np.asarray(np.fft.irfft(-1j * spectrum, len(sound)))


def _beep_in(likeness: Numbers, due_s: float) -> float | None:
    """When the beep that was due then begins, s; None if none is heard."""
    begin, end = (max(0, int((due_s + by) * RATE)) for by in (-SOON_S, LATE_S))
    part = likeness[begin:end]
    if len(part) < (LATE_S * RATE) / 2:
        return None
    top = float(part.max())
    if top < LIKE:
        return None
    first = int(np.argmax(part >= FIRST_PART * top))
    reach = part[first : first + round(0.003 * RATE)]
    return (begin + first + int(np.argmax(reach))) / RATE
