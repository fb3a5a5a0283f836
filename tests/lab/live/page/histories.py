"""Random histories of a session, as several people may make them."""

from random import Random
from typing import Any

from lab.domain.errors import RuleError
from lab.domain.events import EVENT, Stamped
from lab.domain.folding import with_event
from lab.domain.legality import check
from lab.domain.record import SessionRecord

PEOPLE = ("Anna", "Борис", "Chen")
TASKS = ("find", "fill", "attach")
CRITERIA = ("CC-01", "CC-26", "3.3.1")
OUTCOMES = ("success", "assisted", "failed", "gave_up", None)


def history(seed: int, length: int = 60) -> list[Stamped]:
    """Events that a session took one after the other."""
    random = Random(seed)
    record, kept = SessionRecord(), list[Stamped]()
    moves = [("planned", "ready"), ("ready", "running")]
    at_us = 0
    while len(kept) < length:
        at_us += random.choice((0, 1, 250_000, 40_000_000))
        said = _move(*moves.pop(0)) if moves else _anything(random, record, at_us)
        event = EVENT.validate_python({"id": f"e{seed}-{random.random()}", "at_us": at_us, "author": "live", **said})
        stamped = Stamped(seq=len(kept) + 1, event=event)
        try:
            check(record, event, queued=True)
        except RuleError:
            continue
        record = with_event(record, stamped)
        kept.append(stamped)
    return kept


def overtaken(events: list[Stamped], seed: int) -> list[Stamped]:
    """The same events, those about tags in another order: as from devices that were cut off."""
    random = Random(seed)
    about = [place for place, one in enumerate(events) if one.event.type.startswith("tag.")]
    moved = dict(zip(about, random.sample(about, len(about)), strict=True))
    return [Stamped(seq=one.seq, event=events[moved.get(place, place)].event) for place, one in enumerate(events)]


def _move(before: str, after: str) -> dict[str, Any]:
    return {"type": "session.moved", "from_state": before, "to_state": after}


def _anything(random: Random, record: SessionRecord, at_us: int) -> dict[str, Any]:
    kinds = [_tag, _tag, _edit, _edit, _turn, _task, _task, _task, _task, _judge, _answer, _state]
    return {"author": random.choice(PEOPLE), **random.choice(kinds)(random, record, at_us)}


def _tag(random: Random, _record: SessionRecord, at_us: int) -> dict[str, Any]:
    return {
        "type": "tag.put", "annotation": f"t{random.random()}", "pressed_us": at_us, "lead_us": 3_000_000,
        "lag_us": 7_000_000, "shown_us": random.choice((None, at_us - 120_000)), "span_us": random.choice((0, 900_000)),
        "criterion": random.choice((None, *CRITERIA)), "severity": random.choice((None, 0, 2, 4)),
        "polarity": random.choice(("negative", "positive")), "note": random.choice(("", "не понял")),
        "task": random.choice((None, *TASKS)), "words": {"en": "was lost", "ru": "пропало"},
    }  # fmt: skip


def _known(random: Random, record: SessionRecord) -> dict[str, Any]:
    """One of the tags there are, in the name of its author or of somebody else."""
    tag = random.choice([*record.annotations_by_id.values()] or [None])
    if tag is None:
        return {"annotation": "nothing"}
    return {"annotation": tag.id, "author": random.choice((tag.author, *PEOPLE))}


def _edit(random: Random, record: SessionRecord, at_us: int) -> dict[str, Any]:
    known = _known(random, record)
    tag = record.annotations_by_id.get(known["annotation"])
    fields = {
        "criterion": random.choice(CRITERIA), "severity": random.choice((0, 1, 3)), "polarity": "positive",
        "pressed_us": max(0, at_us - 5_000_000), "span_us": 2_000_000, "note": "иначе", "quote": "“why?”",
        "cleared": tuple(random.sample(("criterion", "severity", "task", "note", "quote"), random.randint(1, 2))),
    }  # fmt: skip
    chosen = random.choice(list(fields))
    seen = max(1, (tag.version if tag else 1) - random.choice((0, 0, 1, 2)))
    return {"type": "tag.edited", **known, "base_version": seen, chosen: fields[chosen]}


def _turn(random: Random, record: SessionRecord, _at_us: int) -> dict[str, Any]:
    known = _known(random, record)
    tag = record.annotations_by_id.get(known["annotation"])
    seen = random.choice((None, tag.version if tag else 1))
    return {"type": random.choice(("tag.retracted", "tag.restored")), **known, "base_version": seen}


def _task(random: Random, record: SessionRecord, at_us: int) -> dict[str, Any]:
    kind = random.choice(("started", "started", "ended", "ended", "restarted", "resumed", "judged", "assisted",
                          "voided", "restored", "added", "corrected"))  # fmt: skip
    attempt = random.choice([*record.attempts_by_id][-2:] or ["nothing"])
    said: dict[str, Any] = {"type": f"task.{kind}", "attempt": attempt}
    if kind == "started":
        return {
            **said,
            "attempt": f"a{random.random()}",
            "task": random.choice(TASKS),
            "order": len(record.attempts) + 1,
        }
    if kind == "added":
        times = {"start_us": at_us // 2, "end_us": at_us // 2 + 1_000_000}
        return {**said, **times, "attempt": f"a{random.random()}", "task": random.choice(TASKS), "outcome": "failed"}
    if kind in {"ended", "judged"}:
        return {**said, "outcome": random.choice(OUTCOMES if kind == "ended" else OUTCOMES[:-1])}
    if kind == "corrected":
        return {**said, random.choice(("start_us", "end_us")): max(0, at_us - random.choice((0, 9_000_000)))}
    return said


def _judge(random: Random, _record: SessionRecord, _at_us: int) -> dict[str, Any]:
    criterion = random.choice(CRITERIA)
    if random.random() < 0.3:
        return {"type": "judgement.retracted", "criterion": criterion}
    return {"type": "judgement.put", "criterion": criterion, "outcome": random.choice(("passed", "cantTell"))}


def _answer(random: Random, _record: SessionRecord, _at_us: int) -> dict[str, Any]:
    return {
        "type": "answers.put", "questionnaire": "seq", "task": random.choice((None, *TASKS)),
        "values": {"ease": random.choice((None, 1, 7))}, "language": "ru",
    }  # fmt: skip


def _state(random: Random, record: SessionRecord, _at_us: int) -> dict[str, Any]:
    if random.random() < 0.5:
        return {"type": "observers.blinded", "on": random.random() < 0.5}
    return _move(record.state.value, random.choice((*("running", "paused") * 10, "debrief")))
