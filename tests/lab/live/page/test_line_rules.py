"""The rules by which a page keeps time, order and pace, each by itself in a real browser."""

import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.lab.live.page.page_browser import ORIGIN, page_files
from tests.lab.live.page.pages import chromium
from tests.lab.reports.chromium import CHROMIUM

pytestmark = [
    pytest.mark.skipif(shutil.which(CHROMIUM) is None, reason="needs Chromium"),
    pytest.mark.xdist_group("chromium"),
]

RANDOM = """
let state = 7
const random = () => (state = (state * 16807) % 2147483647) / 2147483647
"""

CLOCK = """
const { ClockOffset } = await import('/page/line/clock_offset.js')
const STEP = 0.1
const rounded = (ms) => Math.floor(ms / STEP) * STEP
// The machine's clock in µs at a moment of this page: 30 millionths fast, and a year away.
const machine = (ms, jump) => 3.15e13 + (ms - jump) * 1000 * 1.00003
const exchange = (ms, jump, there, back) => ({
  t1_ms: rounded(ms),
  t2_us: machine(ms + there, jump),
  t3_us: machine(ms + there, jump) + 40,
  t4_ms: rounded(ms + there + 0.04 + back),
})
const seen = { worst: 0, outside: 0, worstBound: 0, epochs: 0 }
for (let trial = 0; trial < 300; trial += 1) {
  const clock = new ClockOffset(STEP)
  const slow = random() < 0.5 ? 2 : 80
  let jump = 0
  for (let round = 0; round < 12; round += 1) {
    let ms = 1000 + round * 10_000
    if (round === 6 && trial % 3 === 0) jump = -600_000  // ten minutes asleep: this page's clock stood still
    for (let one = 0; one < (round % 6 ? 2 : 8); one += 1, ms += 50) {
      clock.take(exchange(ms, jump, 0.3 + random() ** 4 * slow, 0.3 + random() ** 4 * slow), ms - jump)
    }
    const at = ms + random() * 5_000
    const { offset_us, uncertainty_us } = clock.at(at, at, at - jump)
    const error = Math.abs(at * 1000 + offset_us - machine(at, jump))
    seen.worst = Math.max(seen.worst, error)
    seen.worstBound = Math.max(seen.worstBound, uncertainty_us)
    if (error > uncertainty_us + 1) seen.outside += 1
  }
  seen.epochs += clock.epochs - 1
}
return seen
"""

ASLEEP = """
const { ClockOffset } = await import('/page/line/clock_offset.js')
const clock = new ClockOffset(0.1)
clock.take({ t1_ms: 10, t2_us: 5_000_000, t3_us: 5_000_000, t4_ms: 12 }, 1_000_000)
const usual = clock.at(5_000, 5_000, 1_004_988).uncertainty_us
const slept = clock.at(5_000, 5_000, 1_004_988 + 600_000).uncertainty_us
const kept = { wallOffsetUs: 1e9, boundMs: 2, atWallMs: Date.now() }
const next = new ClockOffset(0.1)
const before = next.at(0)
next.restore(kept)
return { usual, slept, before, restored: next.at(performance.now()).uncertainty_us }
"""

IDS = """
const { newId } = await import('/page/line/ids.js')
const made = Array.from({ length: 2000 }, (_one, at) => newId(1_700_000_000_000 + at))
return {
  different: new Set(made).size,
  sorted: made.every((id, at) => at === 0 || made[at - 1] < id),
  form: made.every((id) => /^[0-9a-f]{12}7[0-9a-f]{3}[89ab][0-9a-f]{15}$/.test(id)),
  time: parseInt(made[5].slice(0, 12), 16) - 1_700_000_000_000,
}
"""

ORDER = """
const { FeedOrder } = await import('/page/line/feed_order.js')
const order = new FeedOrder()
const event = (seq, session = 's') => ({ type: 'event', session, stamped: { seq } })
const stamped = (seqs) => seqs.map((seq) => ({ seq }))
const feed = (seqs, more = false, session = 's') => ({ type: 'feed', session, events: stamped(seqs), more })
const told = []
const hear = (message) => told.push(...order.take(message).map((one) => one.seq))
order.welcomed([{ session_id: 's', state: 'running' }])
hear(feed([1, 2], true)); hear(feed([4])); hear(event(5)); hear(event(5)); hear(event(8))
const known = order.known
order.welcomed([{ session_id: 's', state: 'running' }])
hear(feed([8, 9])); hear(event(10))
const opened = order.missing([{ session_id: 's', state: 'debrief' }])
hear(event(11)); hear(feed([1, 2, 3, 4], true)); hear(feed([5, 6, 7]))
const again = order.missing([{ session_id: 's', state: 'debrief' }])
const asked = order.missing([{ session_id: 's', state: 'debrief' }, { session_id: 'new', state: 'running' }])
const early = order.take(event(3, 'new')).length
const held = order.answered('new').map((one) => one.seq)
return { told, known, opened, again, asked, early, held }
"""

PACE = """
const { Pace, backOff } = await import('/page/line/pace.js')
const pace = new Pace(undefined, undefined, 0)
const sent = []
for (let ms = 0; sent.length < 400;) {
  const wait = pace.wait(1, ms)
  if (wait === 0) sent.push(ms)
  else ms += wait
}
// What the room lets through: 60 at once, 20 a second.
let left = 60
let at = 0
let refused = 0
for (const ms of sent) {
  left = Math.min(60, left + (ms - at) * 0.02) - 1
  at = ms
  if (left < 0) refused += 1
}
const bounds = [0, 1, 2, 3, 4, 5, 50].map((tries) => backOff(tries, 1))
return { refused, seconds: sent.at(-1) / 1000, bounds, least: backOff(9, 0) }
"""

FULL = """
const { MOST, Outbox, OutboxFull } = await import('/page/line/outbox.js')
let last = 0
const removed = []
const database = { put: async () => (last += 1), remove: async (_store, n) => removed.push(n), all: async () => [] }
const outbox = new Outbox(database, () => {})
await outbox.load('me')
const ids = []
for (let one = 0; one < MOST; one += 1) ids.push(await outbox.add({ type: 'chat' }))
const isFull = outbox.isFull
const refused = await outbox.add({ type: 'chat' }).then(() => false, (error) => error instanceof OutboxFull)
outbox.heard({ type: 'refused', id: ids[1], fault: 'world', code: 'late_not_kept' })
outbox.heard({ type: 'ack', id: ids[0] })
await outbox.add({ type: 'chat' })
const taken = outbox.heard({ type: 'ack', id: 'x' })
return { most: MOST, isFull, refused, removed, waiting: outbox.queued.length, taken }
"""

WORDS = """
const words = await import('/page/line/words.js')
const said = {}
for (const language of ['en', 'ru']) {
  await words.speak(language)
  said[language] = [1, 2, 5, 11, 21, 22].map((n) => words.n_("{n} person", "{n} people", n))
  said[language].push(words._("You are in the lobby, {name}", { name: "<b>{name}" }), words._("no such text"))
}
return said
"""


TORN = """
const { Api } = await import('/page/line/api.js')
const usual = globalThis.fetch
globalThis.fetch = async () => new Response(new ReadableStream({
  pull(control) {
    control.enqueue(new TextEncoder().encode('{"pe'))
    control.error(new TypeError('Failed to fetch'))
  },
}))
try {
  return await new Api({ header: {} }).get('/api/me').catch((error) => [error.constructor.name, error.code])
} finally {
  globalThis.fetch = usual
}
"""


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    with chromium() as browser, page_files(browser) as (opened, _complaints):
        opened.goto(f"{ORIGIN}/page/line/ids.js")
        yield opened


def result(page: Page, script: str) -> Any:
    """What a script comes to."""
    return page.evaluate(f"async () => {{{RANDOM}{script}}}")


def test_that_the_clock_says_honestly_how_far_it_may_be_off(page: Page) -> None:
    seen = result(page, CLOCK)
    assert seen["outside"] == 0
    assert seen["epochs"] == 100
    assert seen["worst"] < 20_000
    assert seen["worstBound"] < 30_000


def test_that_a_clock_that_may_have_slept_or_was_reloaded_is_doubted(page: Page) -> None:
    told = result(page, ASLEEP)
    assert told["usual"] < 5_000
    assert told["slept"] > 600_000_000
    assert told["before"] is None
    assert 100_000 < told["restored"] < 110_000


def test_that_ids_are_of_version_7_and_sort_by_time(page: Page) -> None:
    assert result(page, IDS) == {"different": 2000, "sorted": True, "form": True, "time": 5}


def test_that_each_event_is_handed_on_once_with_holes_and_late_ones(page: Page) -> None:
    told = result(page, ORDER)
    assert told["told"] == [1, 2, 4, 5, 8, 9, 10, 3, 6, 7, 11]
    assert told["known"] == {"s": 8}
    assert told["opened"] == [{"session": "s", "seq": 0}]
    assert told["again"] == []
    assert told["asked"] == [{"session": "new", "seq": 0}]
    assert (told["early"], told["held"]) == (0, [3])


def test_that_the_page_never_speaks_faster_than_the_room_hears(page: Page) -> None:
    told = result(page, PACE)
    assert told["refused"] == 0
    assert 20 < told["seconds"] < 25
    assert (told["bounds"], told["least"]) == ([250, 500, 1000, 2000, 4000, 5000, 5000], 0)


def test_that_a_full_outbox_says_so_and_loses_nothing(page: Page) -> None:
    told = result(page, FULL)
    assert told == {"most": 5000, "isFull": True, "refused": True, "removed": [1], "waiting": 5000, "taken": False}


def test_that_texts_are_said_in_the_right_form(page: Page) -> None:
    said = result(page, WORDS)
    assert said["en"][:3] == ["1 person", "2 people", "5 people"]
    assert said["en"][6:] == ["You are in the lobby, <b>{name}", "no such text"]
    assert said["ru"][:6] == [f"{n} {'человека' if n in {2, 22} else 'человек'}" for n in (1, 2, 5, 11, 21, 22)]


def test_that_an_answer_that_breaks_off_in_the_middle_is_no_answer(page: Page) -> None:
    assert result(page, TORN) == ["ApiError", "no_network"]
