"""What a moderator can do in a session, each as the event that it makes: task boundaries, outcomes, tags."""

from dataclasses import dataclass
from typing import Any

from lab.domain.annotation import Annotation
from lab.domain.attempt import Attempt
from lab.domain.events import (
    AttemptOutcome,
    TagEdited,
    TagPut,
    TagRestored,
    TagRetracted,
    TaskAdded,
    TaskAssisted,
    TaskCorrected,
    TaskEnded,
    TaskJudged,
    TaskRestarted,
    TaskRestored,
    TaskResumed,
    TaskStarted,
    TaskVoided,
)
from lab.domain.ids import new_id
from lab.domain.record import SessionRecord
from lab.domain.timeline import SECOND_US
from protocols.protocol import PadButton
from ui.held.event_desk import EventDesk
from ui.held.tasks import last_ended, next_task, standings, tasks_in_order


@dataclass(frozen=True, slots=True)
class TagContent:
    """What a tag says apart from when: a pad button, or a criterion, a severity, words of one's own."""

    button: PadButton | None = None
    criterion: str | None = None
    severity: int | None = None
    note: str = ""


def tag_event(
    session: EventDesk, content: TagContent, *, at_us: int, pressed_us: int, attempt: Attempt | None
) -> TagPut:
    """The event of a tag that means the moment `pressed_us`, while `attempt` ran; `at_us`: when it is put."""
    button, plan = content.button, session.plan
    lead = plan.lead_us if button is None or button.lead_s is None else round(button.lead_s * SECOND_US)
    return TagPut(
        id=new_id(),
        at_us=at_us,
        author=session.author,
        annotation=new_id(),
        pressed_us=pressed_us,
        lead_us=lead,
        lag_us=plan.lag_us,
        task=attempt.task if attempt is not None else None,
        attempt=attempt.id if attempt is not None else None,
        button=button.id if button is not None else None,
        words={"en": button.words.en, "ru": button.words.ru} if button is not None else {},
        criterion=content.criterion or (button.criterion if button is not None else None),
        severity=content.severity
        if content.severity is not None
        else (button.severity if button is not None else None),
        polarity=button.polarity if button is not None else "negative",
        note=content.note,
    )


def edit_event(annotation: Annotation, *, author: str, at_us: int, **fields: Any) -> TagEdited:
    """The event that changes fields of an annotation."""
    return TagEdited(
        id=new_id(), at_us=at_us, author=author, annotation=annotation.id, base_version=annotation.version, **fields
    )


def attempt_at(record: SessionRecord, moment_us: int) -> Attempt | None:
    """The attempt that ran at a moment, voided ones left out."""
    running = (one for one in record.attempts if not one.voided and one.start_us <= moment_us)
    return next((one for one in running if one.end_us is None or moment_us < one.end_us), None)


def last_of(record: SessionRecord, author: str) -> Annotation | None:
    """The last tag that this person put and did not take back."""
    mine = [one for one in record.annotations if one.author == author and not one.retracted]
    return max(mine, key=lambda one: one.pressed_us, default=None)


class Verbs:
    """The moderator's verbs on a running session. Times are session µs: the moment of the key press."""

    def __init__(self, session: EventDesk) -> None:
        self._session = session

    def _heading(self, at_us: int) -> dict[str, Any]:
        return {"id": new_id(), "at_us": at_us, "author": self._session.author}

    # -- tasks

    def boundary(self, at_us: int) -> None:
        """End the running task, or start the next one; nothing when there is neither."""
        if self._session.record.running_attempt is not None:
            self.end(at_us, None)
            return
        plan = self._session.plan
        following = next_task(standings(tasks_in_order(plan.protocol, plan.task_order), self._session.record))
        if following is not None:
            self.start(at_us, following.task.id)

    def start(self, at_us: int, task: str) -> None:
        """Start a task: a new attempt. One that runs is ended first."""
        if self._session.record.running_attempt is not None:
            self.end(at_us, None)
        order = len(self._session.record.attempts) + 1
        self._session.put(TaskStarted(**self._heading(at_us), attempt=new_id(), task=task, order=order))

    def end(self, at_us: int, outcome: AttemptOutcome | None) -> None:
        """End the running task, with its outcome if it is known."""
        running = self._session.record.running_attempt
        if running is not None:
            self._session.put(TaskEnded(**self._heading(at_us), attempt=running.id, outcome=outcome))

    def outcome(self, at_us: int, outcome: AttemptOutcome) -> None:
        """End the running task with this outcome; with none running, say it of the one that ended last."""
        if self._session.record.running_attempt is not None:
            self.end(at_us, outcome)
            return
        ended = last_ended(self._session.record)
        if ended is not None:
            self._session.put(TaskJudged(**self._heading(at_us), attempt=ended.id, outcome=outcome))

    def restart(self, at_us: int) -> None:
        """The running task was started too early: it begins now."""
        running = self._session.record.running_attempt
        if running is not None:
            self._session.put(TaskRestarted(**self._heading(at_us), attempt=running.id))

    def resume_last(self, at_us: int) -> None:
        """The task that ended last was ended too early: it goes on."""
        ended = last_ended(self._session.record)
        if ended is not None and self._session.record.running_attempt is None:
            self._session.put(TaskResumed(**self._heading(at_us), attempt=ended.id))

    def assist(self, at_us: int) -> None:
        """The moderator helped with the running task."""
        running = self._session.record.running_attempt
        if running is not None:
            self._session.put(TaskAssisted(**self._heading(at_us), attempt=running.id))

    def void(self, attempt: str) -> None:
        """An attempt does not count."""
        self._session.put(TaskVoided(**self._heading(self._session.now()), attempt=attempt))

    def count_again(self, attempt: str) -> None:
        """A voided attempt counts after all."""
        self._session.put(TaskRestored(**self._heading(self._session.now()), attempt=attempt))

    def add(self, task: str, start_us: int, end_us: int, outcome: AttemptOutcome | None) -> str:
        """Add an attempt that was not noted while it ran; its id."""
        attempt = new_id()
        times = {"start_us": start_us, "end_us": end_us}
        self._session.put(
            TaskAdded(**self._heading(self._session.now()), attempt=attempt, task=task, outcome=outcome, **times)
        )
        return attempt

    def correct(self, attempt: str, *, start_us: int | None = None, end_us: int | None = None) -> None:
        """Set start or end of an attempt right; None leaves it."""
        heading = self._heading(self._session.now())
        self._session.put(TaskCorrected(**heading, attempt=attempt, start_us=start_us, end_us=end_us))

    def judge(self, attempt: str, outcome: AttemptOutcome) -> None:
        """Say the outcome of an attempt anew."""
        self._session.put(TaskJudged(**self._heading(self._session.now()), attempt=attempt, outcome=outcome))

    # -- tags

    def tag(self, at_us: int, content: TagContent) -> str:
        """Put a tag; its id."""
        session = self._session
        attempt = session.record.running_attempt
        event = tag_event(session, content, at_us=at_us, pressed_us=at_us, attempt=attempt)
        session.put(event)
        return event.annotation

    def tag_afterwards(self, moment_us: int, content: TagContent) -> str:
        """Put a tag at a moment of the recording; its id."""
        session = self._session
        attempt = attempt_at(session.record, moment_us)
        at_us = max(session.now(), moment_us)
        event = tag_event(session, content, at_us=at_us, pressed_us=moment_us, attempt=attempt)
        session.put(event)
        return event.annotation

    def edit(self, annotation: str, **fields: Any) -> None:
        """Change fields of an annotation. Raises KeyError if there is none with this id."""
        found = next((one for one in self._session.record.annotations if one.id == annotation), None)
        if found is None:
            raise KeyError(annotation)
        session = self._session
        session.put(edit_event(found, author=session.author, at_us=session.now(), **fields))

    def retract(self, at_us: int, annotation: str) -> None:
        """Take an annotation back."""
        heading = self._heading(at_us)
        self._session.put(TagRetracted(**heading, annotation=annotation, base_version=self._version(annotation)))

    def put_back(self, annotation: str) -> None:
        """Put an annotation back that was taken back, as it was."""
        heading = self._heading(self._session.now())
        self._session.put(TagRestored(**heading, annotation=annotation, base_version=self._version(annotation)))

    def _version(self, annotation: str) -> int | None:
        """The version that is seen here."""
        found = self._session.record.annotations_by_id.get(annotation)
        return found.version if found is not None else None

    def take_back_last(self, at_us: int) -> str | None:
        """Take back the last tag that this person put; its id, None if there is none."""
        last = last_of(self._session.record, self._session.author)
        if last is None:
            return None
        self.retract(at_us, last.id)
        return last.id
