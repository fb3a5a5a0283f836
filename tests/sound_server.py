"""A sound server for one test: PulseAudio in folders of its own, with a microphone that the test itself feeds.

What is written into the pipe, in real time, is what the microphone hears; no player's delay lies between.
"""

import fcntl
import math
import os
import shutil
import subprocess
import threading
import time
from array import array
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self

RATE = 48_000
BLOCK = 480
PIPE_BYTES = 4096
PATIENCE_S = 20.0

_PARTS = ("pulseaudio", "pactl")
_ALSA = "pcm.!default { type pulse }\nctl.!default { type pulse }\n"


def is_missing() -> bool:
    """Whether this machine has no PulseAudio to test with."""
    return any(shutil.which(part) is None for part in _PARTS)


@dataclass(frozen=True)
class SoundServer:
    """A running server: the environment of its clients, and the pipe of its microphone."""

    environment: dict[str, str]
    pipe: Path


@contextmanager
def sound_server(folder: Path, *, loudspeaker: bool = False) -> Iterator[SoundServer]:
    """Start PulseAudio with one microphone, and a loudspeaker (see `Listener`) where one is wanted; end it by its own
    process id.
    """
    runtime, home, pipe = folder / "run", folder / "home", folder / "microphone"
    runtime.mkdir(mode=0o700, parents=True)
    home.mkdir()
    (home / ".asoundrc").write_text(_ALSA)
    environment = {"XDG_RUNTIME_DIR": str(runtime), "HOME": str(home)}
    microphone = f"module-pipe-source source_name=mic file={pipe} format=s16le rate={RATE} channels=1"
    speaker = _loads("module-null-sink sink_name=speaker rate=48000 channels=1") if loudspeaker else []
    child = subprocess.Popen(
        ["pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", *_protocol(), *speaker, *_loads(microphone)],
        env={**os.environ, **environment},
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_until_it_answers(environment)
        yield SoundServer(environment, pipe)
    finally:
        child.kill()
        child.wait()


def _protocol() -> list[str]:
    return _loads("module-native-protocol-unix")


def _loads(module: str) -> list[str]:
    return ["-L", module]


def _wait_until_it_answers(environment: dict[str, str]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        asked = subprocess.run(["pactl", "info"], env={**os.environ, **environment}, capture_output=True, text=True)
        if "Default Source: mic" in asked.stdout:
            return
        time.sleep(0.05)
    raise AssertionError("PulseAudio does not answer")


class Listener:
    """Hears what the loudspeaker plays: when each beep began, on the machine clock, s. A context."""

    LOUD = 4000
    GAP_S = 0.3

    def __init__(self, server: SoundServer) -> None:
        self.onsets_s: list[float] = []
        self._child = subprocess.Popen(
            ["parec", "--device=speaker.monitor", "--raw", "--format=s16le", f"--rate={RATE}", "--channels=1",
             "--latency-msec=5"],
            env={**os.environ, **server.environment}, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self._thread = threading.Thread(target=self._hear, name="listener")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._child.kill()
        self._child.wait()
        self._thread.join()
        assert self._child.stdout is not None
        self._child.stdout.close()

    def _hear(self) -> None:
        assert self._child.stdout is not None
        descriptor, last_loud = self._child.stdout.fileno(), -1.0
        while data := os.read(descriptor, BLOCK * 2):
            now = time.monotonic()
            samples = memoryview(data[: len(data) // 2 * 2]).cast("h")
            for place, sample in enumerate(samples):
                if abs(sample) > self.LOUD:
                    at = now - (len(samples) - place) / RATE
                    if at - last_loud > self.GAP_S:
                        self.onsets_s.append(at)
                    last_loud = at


class SimulatedConverter:
    """The analogue-digital converter of a sound card: a block of 10 ms is there when its last sample exists.

    Args:
        sample: the sound at a number of seconds after `start_us` (machine clock, µs).
        off_ppm: how much faster than true this card's crystal runs.

    Attributes:
        lost_s: when blocks were lost because nobody took them, s after `start_us`.
    """

    def __init__(self, pipe: Path, sample: Callable[[float], float], off_ppm: float = 0.0) -> None:
        self._sample = sample
        self._rate = RATE * (1 + off_ppm * 1e-6)
        self._descriptor = os.open(pipe, os.O_RDWR | os.O_NONBLOCK)
        fcntl.fcntl(self._descriptor, fcntl.F_SETPIPE_SZ, PIPE_BYTES)
        self.lost_s: list[float] = []
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="simulated-converter")
        self.start_us = time.monotonic_ns() // 1000
        self._thread.start()

    def stop(self) -> None:
        """Fall silent: the device stops to deliver."""
        self._ended.set()
        self._thread.join()
        os.close(self._descriptor)

    def _run(self) -> None:
        number = 0
        while not self._ended.is_set():
            first = number * BLOCK
            block = array("h", [self._quantised((first + n) / self._rate) for n in range(BLOCK)])
            due_s = self.start_us / 1e6 + (first + BLOCK) / self._rate
            time.sleep(max(0.0, due_s - time.monotonic()))
            try:
                os.write(self._descriptor, block.tobytes())
            except BlockingIOError:  # nobody listens: a real converter would lose the block, too
                self.lost_s.append(first / self._rate)
            number += 1

    def _quantised(self, at_s: float) -> int:
        return int(max(-1.0, min(1.0, self._sample(at_s))) * 32_767)


def beeps(at_s: list[float], lasts_s: float = 0.2) -> Callable[[float], float]:
    """Return a sound of 1 kHz beeps that begin at these seconds, rising; it is to be asked in the order of time."""
    coming = list(at_s)

    def sample(now_s: float) -> float:
        while coming and now_s >= coming[0] + lasts_s:
            coming.pop(0)
        if not coming or now_s < coming[0]:
            return 0.0
        return 0.6 * math.sin(2 * math.pi * 1000 * (now_s - coming[0]))

    return sample


class Tone:
    """Lets the loudspeaker play a tone of 1 kHz until its end. A context."""

    def __init__(self, server: SoundServer) -> None:
        self._child = subprocess.Popen(
            ["pacat", "--raw", "--format=s16le", f"--rate={RATE}", "--channels=1", "--latency-msec=20"],
            env={**os.environ, **server.environment}, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._play, name="tone")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._ended.set()
        self._child.kill()
        self._child.wait()
        self._thread.join()

    def _play(self) -> None:
        assert self._child.stdin is not None
        tenth = array("h", [int(16_000 * math.sin(2 * math.pi * 1000 * n / RATE)) for n in range(RATE // 10)]).tobytes()
        with suppress(BrokenPipeError):
            while not self._ended.is_set():
                self._child.stdin.write(tenth)
                self._child.stdin.flush()
        with suppress(BrokenPipeError):
            self._child.stdin.close()


def tell(server: SoundServer, *command: str) -> str:
    """Have the server do something, such as `suspend-sink speaker 1`; return what it answers."""
    told = subprocess.run(
        ["pactl", *command], env={**os.environ, **server.environment}, check=True, capture_output=True, text=True
    )
    return told.stdout.strip()
