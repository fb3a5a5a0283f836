"""The page makes the same of a session's events as the room, the window and the reports do."""

from collections.abc import Sequence
from typing import Any

from lab.domain.events import Stamped
from lab.domain.folding import fold
from lab.domain.record import SessionRecord
from tests.lab.live.page.histories import history, overtaken
from tests.lab.live.page.page_browser import ORIGIN, page_files
from tests.lab.reports.chromium import browser

_FIELDS = (
    "author", "anchor_us", "pressed_us", "shown_us", "span_us", "lead_us", "lag_us", "task", "criterion", "severity",
    "polarity", "note", "quote", "version", "retracted",
)  # fmt: skip
_SUMMARY = """async (histories) => {
  const { fold, pausesUntil } = await import("/page/feed/fold.js")
  const { timeOnTask } = await import("/page/feed/attempts.js")
  return histories.map(({ events, fields, now }) => {
    const record = fold(events)
    const pauses = pausesUntil(record, now)
    return {
      state: record.state, blinded: record.blinded, last: record.lastSeq,
      tags: Object.fromEntries([...record.annotations].map(([id, tag]) => [id, fields.map((name) => tag[name])])),
      attempts: record.attempts.map((one) => [
        one.id, one.task, one.order, one.start_us, one.end_us, one.outcome, one.assists, one.voided,
        timeOnTask(one, pauses, now),
      ]),
      judgements: [...record.judgements.values()].map((one) => [one.criterion, one.judge, one.outcome]).sort(),
      answers: Object.fromEntries(record.answers),
    }
  })
}"""


def summary(record: SessionRecord, now_us: int) -> dict[str, Any]:
    """What the page is asked for too."""
    pauses = record.pauses_until(now_us)
    return {
        "state": record.state.value,
        "blinded": record.blinded,
        "last": record.last_seq,
        "tags": {tag.id: [getattr(tag, name) for name in _FIELDS] for tag in record.annotations_by_id.values()},
        "attempts": [
            [
                one.id, one.task, one.order, one.start_us, one.end_us, one.outcome, one.assists, one.voided,
                one.time_on_task_us(pauses, now_us),
            ]
            for one in record.attempts
        ],
        "judgements": sorted([one.criterion, one.judge, one.outcome] for one in record.judgements_by_judge.values()),
        "answers": {f"{name} {task or ''}": dict(one.values) for (name, task), one in record.answers_by_place.items()},
    }  # fmt: skip


def made_by_page(histories: Sequence[Sequence[Stamped]]) -> list[dict[str, Any]]:
    """What the page makes of these histories."""
    told = [
        {"events": [one.model_dump(mode="json") for one in events], "fields": _FIELDS, "now": now_of(events)}
        for events in histories
    ]
    with (
        browser() as chromium,
        page_files(chromium, {"empty.html": "<!doctype html><title>-</title>"}) as (page, _said),
    ):
        page.goto(f"{ORIGIN}/page/empty.html")
        made: list[dict[str, Any]] = page.evaluate(_SUMMARY, told)
        return made


def now_of(events: Sequence[Stamped]) -> int:
    """A moment after all of them, µs."""
    return max(one.event.at_us for one in events) + 1_000_000


def test_that_the_page_folds_every_history_as_the_room_does() -> None:
    lived = [history(seed) for seed in range(30)]
    histories = [*lived, *(overtaken(events, seed) for seed, events in enumerate(lived))]
    for events, made in zip(histories, made_by_page(histories), strict=True):
        assert made == summary(fold(events), now_of(events))
