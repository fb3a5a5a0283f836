"""A protocol: what is tested in a round, with which tasks, and against which standards."""

from typing import Annotated, Literal

from pydantic import Field

from protocols.identity import ClientCategory, CriterionReference, Id, Version
from protocols.text import Frozen, Text

MOST_BUTTONS = 9
"""Buttons on one pad: as many as there are digit keys to press them with."""

Severity = Annotated[int, Field(ge=0, le=4)]
"""Nielsen's scale: 0 not a problem … 4 catastrophe."""

Seconds = Annotated[float, Field(ge=1, le=14_400)]
LeadSeconds = Annotated[float, Field(ge=0, le=120)]


class Stage(Frozen):
    """One stage of the client's path through the service.

    `longest_wait_s`: the declared norm: so long may somebody wait here in all, in seconds; None declares none.
    """

    id: Id
    title: Text
    longest_wait_s: Seconds | None = None


class StandardPin(Frozen):
    """The standard, and exactly which version of it, that the round is judged against."""

    id: Id
    version: Version


class SuccessCriterion(Frozen):
    """One observable condition of a task's success; all of them together make it a success."""

    id: Id
    text: Text


class PadButton(Frozen):
    """A button of the tag pad: one press says what was seen.

    `criterion` and `severity` are proposals that the debrief may change. `lead_s` is how many seconds before
    the press the evidence usually begins; None leaves it to the laboratory's setting. `waiting`: the participant
    waits as long as the button is held; these times add up to the waiting time of the stage.
    """

    id: Id
    words: Text
    criterion: CriterionReference | None = None
    polarity: Literal["negative", "positive"]
    severity: Severity | None = None
    lead_s: LeadSeconds | None = None
    waiting: bool = False


class Task(Frozen):
    """One task of the session.

    Attributes:
        scenario: read aloud to the participant, word for word.
        stage: id of the stage of the client's path to which the task belongs.
        start_state: where everything must stand before the task begins.
        restore: what to do to bring that state back before the next participant.
        test_account: name of the account to use (never its password).
        target_time_s: within this time the task is as quick as it should be, in seconds.
        time_limit_s: after this time the attempt counts as timed out, in seconds.
        critical: the launch gate looks at this task's success by itself.
        target_success: share of participants who should succeed without help, 0 to 1.
        exposes: criteria that a participant who reaches the end of this task has met on the way.
    """

    id: Id
    title: Text
    scenario: Text
    stage: Id
    start_state: Text
    restore: Text
    test_account: Annotated[str, Field(min_length=1, max_length=200)] | None = None
    success: Annotated[tuple[SuccessCriterion, ...], Field(min_length=1, max_length=20)]
    target_time_s: Seconds
    time_limit_s: Seconds
    critical: bool = False
    target_success: Annotated[float, Field(ge=0, le=1)]
    exposes: Annotated[tuple[CriterionReference, ...], Field(max_length=200)] = ()
    tag_pad: Annotated[tuple[PadButton, ...], Field(max_length=MOST_BUTTONS)] = ()


class AskedQuestionnaires(Frozen):
    """Ids of the questionnaires asked after every task, and once after the last one."""

    after_task: Annotated[tuple[Id, ...], Field(max_length=10)] = ()
    after_session: Annotated[tuple[Id, ...], Field(max_length=10)] = ()


class Background(Frozen):
    """What a usability report says of a round and no session shows; a report says of the rest that nobody wrote it.

    Attributes:
        users: whom the service is made for, and what marks each group of them.
        special_needs: groups with special needs among them.
        environment: where and with what they are meant to use it.
        selection: how participants are found and chosen.
        task_choice: why these tasks.
        task_source: where the tasks come from.
        assistance: when and how the moderator may help.
    """

    users: Text | None = None
    special_needs: Text | None = None
    environment: Text | None = None
    selection: Text | None = None
    task_choice: Text | None = None
    task_source: Text | None = None
    assistance: Text | None = None


class Protocol(Frozen):
    """The whole plan of a round's sessions. A round pins it by the SHA-256 of its file.

    `start` is read to the participant before the first task; None leaves the welcome to the moderator.
    `common_pad` holds the buttons that every task has after its own.
    """

    format: Literal["protocol/1"]
    id: Id
    version: Version
    title: Text
    goal: Text
    service_category: Text
    client_category: ClientCategory
    life_situation: Text
    stages: Annotated[tuple[Stage, ...], Field(min_length=1, max_length=30)]
    start: Text | None = None
    tasks: Annotated[tuple[Task, ...], Field(min_length=1, max_length=50)]
    task_order: Literal["fixed", "rotated"] = "fixed"
    questionnaires: AskedQuestionnaires = AskedQuestionnaires()
    standards: Annotated[tuple[StandardPin, ...], Field(min_length=1, max_length=20)]
    common_pad: Annotated[tuple[PadButton, ...], Field(max_length=MOST_BUTTONS)] = ()
    background: Background = Background()

    def task(self, task_id: str) -> Task:
        """The task with this id. Raises KeyError when the protocol has none."""
        for task in self.tasks:
            if task.id == task_id:
                return task
        raise KeyError(task_id)


def task_order(protocol: Protocol, participant_index: int) -> tuple[str, ...]:
    """Ids of the tasks in the order for the participant with this index (0 is the first of the round).

    `fixed`: as written, for everybody. `rotated`: the rows of the cyclic Latin square, one participant after
    the other: everybody starts one task later than the person before, and the first tasks follow the last. So
    among as many participants as there are tasks every task stands once in every place, and learning and
    tiredness fall on all of them alike. Raises ValueError for a negative index.
    """
    if participant_index < 0:
        raise ValueError(participant_index)
    ids = tuple(task.id for task in protocol.tasks)
    if protocol.task_order == "fixed":
        return ids
    first = participant_index % len(ids)
    return ids[first:] + ids[:first]
