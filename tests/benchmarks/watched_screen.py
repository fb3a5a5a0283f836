"""A recorded screen that shows the machine clock, in a real room, on the real page of somebody in the second room."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from lab.domain.ids import new_id
from lab.domain.person import Role
from lab.domain.session import SessionState
from lab.live.messages import Invitation, NewInvitation, OpenRoom
from recordings.plan import SourcePlan
from tests.benchmarks import scene
from tests.lab.live.door.opened import free_port
from tests.process.room_rig import Person, rig, wait_until
from tests.virtual_display import virtual_display

SIZE = (1280, 720)
SESSION = "s1"
SOURCES = (
    SourcePlan(id="screen", kind="screen", shows="screen", fps=30),
    SourcePlan(id="voice", kind="synthetic_microphone", shows="voice"),
)

ON_SCREEN = """
const video = document.querySelector('video.watch-moving')
const reader = document.createElement('canvas').getContext('2d', { willReadFrequently: true })
const [columns, block] = [24, 12]
reader.canvas.width = columns * block
reader.canvas.height = 2 * block
const onScreen = () => {
  reader.drawImage(video, 0, 0)
  const { data } = reader.getImageData(0, 0, columns * block, 2 * block)
  let value = 0
  for (let bit = 0; bit < 2 * columns; bit += 1) {
    const x = (bit % columns) * block + block / 2, y = Math.floor(bit / columns) * block + block / 2
    value = value * 2 + (data[4 * (y * columns * block + x)] > 127 ? 1 : 0)
  }
  return value
}"""
"""Script: `onScreen()`, the machine clock (µs) that the picture on the page shows (`recordings.sources.synthetic`)."""

WATCH = (
    """async (seconds) => {"""
    + ON_SCREEN
    + """
  const { sessionTime } = await import('/page/line/clock.js')
  const { onState } = await import('/page/watch/player.js')
  const { store } = await import('/page/line/store.js')
  const [{ session_id, origin_us }] = store.get().sessions
  const pictures = []
  let over = false
  const look = (_now, frame) => {
    const seenUs = onScreen() - origin_us
    pictures.push({ delayMs: (sessionTime(frame.expectedDisplayTime, session_id).us - seenUs) / 1000, seenUs,
      mediaUs: frame.mediaTime * 1e6 })
    if (!over) video.requestVideoFrameCallback(look)
  }
  video.requestVideoFrameCallback(look)
  await new Promise((done) => setTimeout(done, seconds * 1000))
  over = true
  let pacing = null
  onState((state) => { pacing = state.pacing })()
  return { pictures, pacing }
}"""
)
"""Reads the pattern from each picture as it comes to the page's screen."""


@contextmanager
def watched_screen(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address by which an observer of that session comes in."""
    with recorded_screen(folder, monkeypatch, scene.pattern, SOURCES) as anna:
        yield invited(anna)


@contextmanager
def recorded_screen(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    content: Callable[[str], AbstractContextManager[object]],
    sources: tuple[SourcePlan, ...],
) -> Iterator[Person]:
    """Whoever moderates a session, while it is recorded. `content`: what is to be seen on the display of that name."""
    with virtual_display(*SIZE) as display, content(display):
        monkeypatch.setenv("DISPLAY", display)
        with rig(folder) as lab:
            anna = lab.person()
            lab.hosted(anna, SESSION, sources)
            anna.move(SESSION, SessionState.RUNNING)
            wait_until(lambda: anna.is_recording(SESSION), "recording")
            yield anna


def invited(moderator: Person) -> str:
    """Open the room and invite somebody."""
    opening = OpenRoom(id=new_id(), interface="127.0.0.1", port=free_port(), tls="plain")
    moderator.ask(opening)
    moderator.ask(NewInvitation(id=new_id(), role=Role.OBSERVER))
    wait_until(lambda: len(moderator.of(Invitation)) > 0, "an invitation")
    return moderator.of(Invitation)[-1].url
