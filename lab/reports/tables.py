"""The round as tidy tables: one observation a row, one variable a column, codes instead of words.

Pilots, voided attempts and retracted annotations are in them, marked: whoever computes decides what counts. Times on
a session's clock are whole microseconds; times of day ISO 8601.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from lab.reports import rows
from lab.reports.facts import Audience, RoundFacts

Type = Literal["string", "integer", "number", "boolean", "datetime", "date"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `what` says what its values mean; a required one is never empty."""

    name: str
    type: Type
    what: str
    required: bool = False
    enum: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table: `key` names the columns that tell its rows apart; `session` refers to the table of sessions."""

    name: str
    what: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    rows: Callable[[RoundFacts, Audience], Iterator[rows.Row]]


OUTCOMES = ("success", "assisted", "failed", "gave_up", "timed_out")
EARL = ("passed", "failed", "cantTell", "inapplicable", "untested")
CONDITIONS = ("kept", "missing", "changed", "unreadable")
SESSION = Column("session", "string", "id of the session", required=True)
PARTICIPANT = Column("participant", "string", "code of the participant", required=True)


def _columns(*given: tuple[str, Type, str]) -> Iterable[Column]:
    return (Column(*one) for one in given)


TABLES = (
    Table(
        "sessions",
        "Sessions that were held, pilots and withdrawn ones among them.",
        (
            SESSION,
            PARTICIPANT,
            *_columns(
                ("segment", "string", "id of the participant's segment"),
                ("round", "integer", "number of the round within its service"),
                ("booked_start", "datetime", "when it was booked to start"),
                ("state", "string", "state of the session"),
                ("counted", "boolean", "figures and verdicts count it"),
                ("pilot", "boolean", "a rehearsal, never counted"),
                ("setup", "string", "how the room was arranged"),
                ("language", "string", "language it was held in"),
                ("moderator", "string", "who moderated"),
                ("started_us", "integer", "when it first ran, µs on its clock"),
                ("finished_us", "integer", "when its recording ended, µs on its clock"),
                ("paused_us", "integer", "length of all pauses, µs"),
                ("protocol_sha256", "string", "SHA-256 of the protocol it ran with"),
                ("corrections", "integer", "changes made after it was closed"),
            ),
        ),
        ("session",),
        rows.sessions,
    ),
    Table(
        "attempts",
        "Attempts at tasks, restarted and voided ones among them.",
        (
            Column("attempt", "string", "id of the attempt", required=True),
            SESSION,
            PARTICIPANT,
            Column("task", "string", "id of the task", required=True),
            *_columns(
                ("order", "integer", "place among the attempts of the session, from 1"),
                ("start_us", "integer", "start, µs on the session clock"),
                ("end_us", "integer", "end, µs on the session clock; empty if it never ended"),
                ("time_on_task_us", "integer", "time on task without pauses, µs"),
            ),
            Column("outcome", "string", "how it ended; empty if nobody said", enum=OUTCOMES),
            *_columns(
                ("unassisted_success", "boolean", "reached the goal without help"),
                ("assists", "integer", "how often the moderator helped"),
                ("restarts", "integer", "how often it began anew"),
                ("continuations", "integer", "how often it was ended too early and went on"),
                ("voided", "boolean", "does not count"),
                ("counted", "boolean", "counts: finished, not voided, in a counted session"),
                ("clicks", "integer", "clicks on the recorded screen meanwhile; empty if they were not recorded"),
            ),
        ),
        ("session", "attempt"),
        rows.attempts,
    ),
    Table(
        "clicks",
        "Clicks on the recorded screens, where the system tells of them; turns of the wheel are none. Never keys.",
        (
            SESSION,
            PARTICIPANT,
            Column("number", "integer", "number within the session, from 1", required=True),
            Column("at_us", "integer", "when, µs on the session clock", required=True),
            Column("source", "string", "id of the source on whose picture it fell", required=True),
            Column("button", "integer", "button as the device counts: 1 the first, 2 under the wheel", required=True),
            Column("x", "integer", "px from the left edge of the recorded picture", required=True),
            Column("y", "integer", "px from its upper edge", required=True),
            Column("attempt", "string", "id of the attempt that was under way; empty between tasks"),
        ),
        ("session", "number"),
        rows.clicks,
    ),
    Table(
        "annotations",
        "Annotations in their present state, retracted ones among them.",
        (
            Column("annotation", "string", "id of the annotation", required=True),
            SESSION,
            PARTICIPANT,
            *_columns(
                ("author", "string", "who made it"),
                ("pressed_us", "integer", "when the key went down, µs on the session clock"),
                ("shown_us", "integer", "media time on the author's screen, µs; empty at the workstation"),
                ("anchor_us", "integer", "the moment it means: shown_us, or else pressed_us"),
                ("uncertainty_us", "integer", "how far off the moment may be, µs"),
                ("lead_us", "integer", "its clip begins so long before the anchor, µs"),
                ("lag_us", "integer", "its clip ends so long after the anchor, µs"),
                ("span_us", "integer", "length of a held annotation, µs; 0 for a moment"),
                ("task", "string", "id of the task"),
                ("attempt", "string", "id of the attempt"),
                ("button", "string", "id of the button that was pressed"),
                ("words", "string", "words of that button, in English"),
                ("criterion", "string", "id of the criterion"),
                ("severity", "integer", "severity 0-4 (Nielsen)"),
            ),
            Column("polarity", "string", "bad or good", required=True, enum=("negative", "positive")),
            *_columns(
                ("note", "string", "what the author wrote"),
                ("quote", "string", "what the participant said"),
                ("version", "integer", "1 as put, plus one for every change"),
                ("retracted", "boolean", "taken back"),
                ("saw", "integer", "how many matching annotations of others its author had been shown"),
            ),
        ),
        ("session", "annotation"),
        rows.annotations,
    ),
    Table(
        "annotation_edits",
        "Every change of every annotation, field by field.",
        (
            Column("annotation", "string", "id of the annotation", required=True),
            SESSION,
            Column("edit", "integer", "number of the change, from 1", required=True),
            *_columns(
                ("at_us", "integer", "when, µs on the session clock"),
                ("author", "string", "who changed it"),
            ),
            Column("field", "string", "what was changed", required=True),
            Column("value", "string", "its new value; for a retraction the reason"),
        ),
        ("session", "annotation", "edit", "field"),
        rows.annotation_edits,
    ),
    Table(
        "answers",
        "Answers to questionnaires, item by item.",
        (
            SESSION,
            PARTICIPANT,
            Column("questionnaire", "string", "id of the questionnaire", required=True),
            Column("task", "string", "id of the task it was asked after; empty after the session"),
            Column("item", "string", "id of the item", required=True),
            *_columns(
                ("value", "integer", "the answer; empty if it was left out"),
                ("language", "string", "language it was asked in"),
                ("at_us", "integer", "when, µs on the session clock"),
            ),
        ),
        ("session", "questionnaire", "task", "item"),
        rows.answers,
    ),
    Table(
        "judgements",
        "The latest word of every judge on every criterion, session by session.",
        (
            SESSION,
            PARTICIPANT,
            Column("criterion", "string", "id of the criterion", required=True),
            Column("judge", "string", "who judged", required=True),
            Column("outcome", "string", "as EARL names it", required=True, enum=EARL),
            *_columns(
                ("severity", "integer", "of a failed one, 0-4"),
                ("adjudicates", "boolean", "settles judges who differ"),
                ("annotations", "string", "ids of what it rests on, apart by spaces"),
                ("at_us", "integer", "when, µs on the session clock"),
                ("counted", "boolean", "in a counted session"),
                ("note", "string", "what the judge wrote; of one who settles, the reason"),
            ),
        ),
        ("session", "criterion", "judge"),
        rows.judgements,
    ),
    Table(
        "verdicts",
        "The verdict on every criterion in scope.",
        (
            Column("criterion", "string", "id of the criterion", required=True),
            *_columns(
                ("kind", "string", "how it is judged"),
                ("verdict", "string", "what counts"),
                ("computed", "string", "what the rule says"),
                ("overridden", "boolean", "a person said otherwise"),
                ("passed", "integer", "units that passed"),
                ("failed", "integer", "units that failed"),
                ("doubtful", "integer", "units of which nobody can tell"),
                ("worst_severity", "integer", "of the failed units"),
                ("rule_version", "string", "of the rule that computed it"),
            ),
        ),
        ("criterion",),
        rows.verdicts,
    ),
    Table(
        "inspections",
        "Judgements of pages, documents and the whole round, and words that were taken back, of sessions as well.",
        (
            Column("number", "integer", "number within the table, from 1", required=True),
            Column("criterion", "string", "id of the criterion", required=True),
            Column("unit", "string", "page or document; “round”; a participant's code", required=True),
            Column("judge", "string", "who judged", required=True),
            Column("outcome", "string", "as EARL names it", required=True, enum=EARL),
            *_columns(
                ("severity", "integer", "of a failed one, 0-4"),
                ("adjudicates", "boolean", "settles judges who differ"),
                ("note", "string", "what the judge wrote; of one who settles, the reason"),
                ("at", "datetime", "when it was said, or taken back"),
                ("taken_back", "boolean", "counts nowhere any more"),
            ),
        ),
        ("number",),
        rows.inspections,
    ),
    Table(
        "artefacts",
        "Documents, links and numbers that lie beside judgements by inspection.",
        (
            Column("artefact", "string", "its id", required=True),
            Column("criterion", "string", "id of the criterion", required=True),
            Column("unit", "string", "page or document that is judged from it", required=True),
            *_columns(
                ("name", "string", "name of the file; of a link or number, that itself"),
                ("sha256", "string", "SHA-256 of the file as it was attached; empty of a link or number"),
                ("size", "integer", "its bytes; empty of a link or number"),
                ("by", "string", "who attached it"),
                ("at", "datetime", "when"),
            ),
            Column("condition", "string", "how it lies there now", required=True, enum=CONDITIONS),
            Column("file", "string", "its copy beside the report; empty where there is none"),
        ),
        ("artefact",),
        rows.artefacts,
    ),
    Table(
        "findings",
        "Findings of the round.",
        (
            Column("finding", "integer", "its number within the round", required=True),
            *_columns(
                ("title", "string", "its title"),
                ("positive", "boolean", "something that works well"),
                ("severity", "integer", "agreed severity 0-4"),
                ("raters", "integer", "how many people rated it"),
                ("status", "string", "where it is on its way"),
                ("task", "string", "id of the task"),
                ("criteria", "string", "ids of criteria, apart by spaces"),
                ("affected", "integer", "participants who had it"),
                ("exposed", "integer", "participants who came to the place"),
                ("participants", "string", "codes of those affected, apart by spaces"),
                ("owner", "string", "who is to remedy it"),
                ("due", "date", "by when"),
                ("evidence", "integer", "annotations it rests on"),
                ("set_aside", "string", "why the wish behind it cannot be met; then it is no defect"),
            ),
        ),
        ("finding",),
        rows.findings,
    ),
)
"""All tables of an export, the one that others refer to first."""
