"""The observers' stream in a real browser, by Media Source Extensions."""

import base64
import shutil

import pytest

from recordings.messages import TRACK_MAIN
from recordings.observers.picture import MAIN, Message, PictureTrack
from recordings.observers.sound import FRAME, SoundTrack
from tests.lab.reports.chromium import CHROMIUM, browser
from tests.recordings.observers.stream_reading import concatenated, filmed, unpack_init
from tests.recordings.synthetic_stream import beep

pytestmark = [
    pytest.mark.soak,
    pytest.mark.skipif(shutil.which(CHROMIUM) is None, reason="needs Chromium"),
    pytest.mark.xdist_group("chromium"),
]

BEGUN_US = 3_600_000_000
STILL_US = 500_000

_PLAY = """async ([tracks, from]) => {
  const video = document.createElement("video"), source = new MediaSource()
  video.muted = true
  video.src = URL.createObjectURL(source)
  document.body.append(video)
  await new Promise((done) => source.addEventListener("sourceopen", done, {once: true}))
  // All of them are added before the first is given anything: later Chromium takes no more.
  const buffers = tracks.map(([mime]) => source.addSourceBuffer(mime))
  for (const [n, [mime, data]] of tracks.entries()) {
    const buffer = buffers[n]
    buffer.appendBuffer(Uint8Array.from(atob(data), (c) => c.charCodeAt(0)))
    await new Promise((done, failed) => {
      buffer.onupdateend = done
      buffer.onerror = () => failed(new Error(mime))
    })
  }
  const shown = []
  const canvas = document.createElement("canvas")
  const look = (_now, seen) => {
    canvas.width = video.videoWidth
    canvas.height = video.videoHeight
    const context = canvas.getContext("2d", {willReadFrequently: true})
    context.drawImage(video, 0, 0)
    let bits = ""
    for (let bit = 0; bit < 48; bit++) {
      const x = (bit % 24) * 12 + 6, y = bit < 24 ? 6 : 18
      bits += context.getImageData(x, y, 1, 1).data[0] > 127 ? "1" : "0"
    }
    shown.push([seen.mediaTime, parseInt(bits, 2)])
    video.requestVideoFrameCallback(look)
  }
  video.requestVideoFrameCallback(look)
  video.currentTime = from
  await video.play()
  const ranges = source.sourceBuffers.length && [video.buffered.length, video.buffered.start(0), video.buffered.end(0)]
  await new Promise((done) => { video.ontimeupdate = () => { if (video.currentTime > from + 1.2) done() } })
  return {shown, ranges, error: video.error && video.error.message}
}"""


def _track(messages: list[Message]) -> list[str]:
    return [unpack_init(messages[0][1])[0], base64.b64encode(concatenated(messages)).decode()]


def test_that_chromium_plays_it_on_the_session_clock_also_a_picture_that_stands_still() -> None:
    moving = [BEGUN_US + 40_000 * n for n in range(20)]
    still = [moving[-1] + STILL_US * n for n in range(1, 3)]
    pictures = filmed(PictureTrack(TRACK_MAIN, MAIN), [*moving, *still])
    starts = BEGUN_US * 48 // 1000
    sound = SoundTrack(starts)
    sounds = [one for n in range(100) for one in sound.messages(beep(starts + n * FRAME, 0))]
    with browser() as chromium:
        page = chromium.new_page()
        seen = page.evaluate(_PLAY, [[_track(pictures), _track(sounds)], BEGUN_US / 1e6])
    assert seen["error"] is None
    count, start, end = seen["ranges"]
    assert count == 1, "a pause between two pictures is no break"
    assert start <= BEGUN_US / 1e6 + 0.001
    assert end > still[-1] / 1e6
    assert len(seen["shown"]) > 5
    assert all(abs(media_s * 1e6 - at_us) <= 500 for media_s, at_us in seen["shown"])
    assert any(at_us == still[0] for _, at_us in seen["shown"])
