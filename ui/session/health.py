"""The recorder's health in words: one word per thing that must be right, and what to do when it is not. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from lab.i18n import gettext as _
from lab.live.messages import Alarm, Health
from lab.wording import sentence_for
from lab.wording.sources import shown_name

LAST_SAVED_US = 3_000_000
"""Older than this, what was last saved is worth a word, µs."""

LEAST_HOURS_OF_DISK = 2
LEAST_FREE_GB = 2
"""While nothing is written yet, nobody knows how long the disk lasts."""

IN_STEP_MS = 40.0
FPS_PART = 0.8
"""A source that delivers less than this part of what it promised is slow."""

_OF_A_DEVICE = frozenset(
    {"source_lost", "nothing_heard", "sound_gated", "sound_apart", "camera_frozen", "camera_black", "screen_black"}
)
_MILD = frozenset({"sound_gated"})
"""Worth doing something about, but nothing is lost so far."""

_OF_THE_DISK = frozenset(
    {
        "disk_low",
        "disk_unreadable",
        "disk_full",
        "disk_full_in_pause",
        "disk_unwritable_in_pause",
        "write_failed",
        "folder_unwritable",
    }
)
_OF_A_FOLDER = _OF_THE_DISK | {"sync_failed", "media_taken", "journal_failed"}


@dataclass(frozen=True, slots=True)
class HealthWord:
    """One word of the row.

    Attributes:
        key: source or thing it is about. tone: good, careful or bad. source: of a level or a picture.
        device_of: id of the source whose device can be chosen anew.
        folder: that can be shown, because what is amiss lies there.
        past: key of an alarm that is over by itself and can be put away.
    """

    key: str
    words: str
    tone: str
    source: str | None = None
    device_of: str | None = None
    folder: str | None = None
    past: str | None = None


def source_name(source: str, shows: Mapping[str, str]) -> str:
    """What a source is called: by what it shows."""
    return shown_name(shows.get(source, ""), source)


def health_words(
    told: Health, shows: Mapping[str, str], fps: Mapping[str, int], *, recording: bool, waiting: int
) -> tuple[HealthWord, ...]:
    """The row for what the recorder says of itself; `waiting` events are not yet on the disk."""
    health = told.health
    words: list[HealthWord] = []
    sync: list[float] = []
    for source, state in health.sources.items():
        name = source_name(source, shows)
        if state.level_db is not None:
            words.append(
                HealthWord(source, _("{name} {db} dB").format(name=name, db=_db(state.level_db)), "good", source)
            )
        else:
            slow = state.fps < FPS_PART * fps.get(source, 0)
            text = _("{name} {fps} fps").format(name=name, fps=round(state.fps))
            words.append(HealthWord(source, text, "careful" if slow else "good", source))
        if state.sync_ms is not None:
            sync.append(abs(state.sync_ms))
    if sync:
        off = max(sync)
        words.append(HealthWord("sync", _("in step {ms} ms").format(ms=round(off)), _tone(off <= IN_STEP_MS)))
    words.append(_disk(told))
    if recording:
        saved = health.at_us - health.saved_us <= LAST_SAVED_US and not waiting
        words.append(HealthWord("saved", _("saved") if saved else _("saving…"), _tone(saved)))
    return tuple(words)


def _db(level: float) -> str:
    return f"{round(level)}".replace("-", "−")


def _tone(right: bool) -> str:
    return "good" if right else "careful"


def _disk(told: Health) -> HealthWord:
    health = told.health
    if health.left_s is None:
        gigabytes = health.disk_free_bytes / 1e9
        return HealthWord(
            "disk", _("disk {gb} GB free").format(gb=f"{gigabytes:.0f}"), _tone(gigabytes > LEAST_FREE_GB)
        )
    hours, rest = divmod(int(health.left_s // 60), 60)
    if hours >= 100:
        left = _("more than 100 h")
    elif hours:
        left = _("{h} h {m} min").format(h=hours, m=rest)
    else:
        left = _("{m} min").format(m=rest)
    return HealthWord("disk", _("disk {left}").format(left=left), _tone(hours >= LEAST_HOURS_OF_DISK))


def alarm_words(alarms: Mapping[str, Alarm]) -> tuple[HealthWord, ...]:
    """Alarms by their keys as words of the row, each with the one thing that can be done about it."""
    return tuple(_alarm_word(key, alarm) for key, alarm in alarms.items())


def _alarm_word(key: str, alarm: Alarm) -> HealthWord:
    cause = str(alarm.facts.get("why", "")) if alarm.code == "recording_failed" else alarm.code
    source = str(alarm.facts["source"]) if alarm.code in _OF_A_DEVICE else None
    details = alarm.facts.get("details")
    facts = alarm.facts | details if isinstance(details, dict) else alarm.facts
    path = str(facts.get("path", ""))
    return HealthWord(
        key=source or ("disk" if cause in _OF_THE_DISK else alarm.code),
        words=sentence_for(alarm.code, dict(alarm.facts)),
        tone="careful" if alarm.past or alarm.code in _MILD else "bad",
        device_of=source,
        folder=path if path and cause in _OF_A_FOLDER else None,
        past=key if alarm.past else None,
    )
