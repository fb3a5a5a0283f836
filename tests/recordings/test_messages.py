"""The words between recorder and room."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from recordings import messages
from recordings.messages import (
    Arm,
    Choose,
    Command,
    FactReport,
    Failed,
    Hello,
    MediaHeader,
    Report,
    Stills,
    parse_command,
    parse_report,
)
from recordings.plan import RecordingPlan, SourcePlan

PLAN = RecordingPlan(
    folder=Path("somewhere"), origin_us=1, sources=(SourcePlan(id="screen", kind="screen", shows="screen"),)
)


@pytest.mark.parametrize(
    "command", [Arm(plan=PLAN), Choose(source="camera", device="1"), Stills(on=True)], ids=lambda command: command.type
)
def test_that_commands_survive_json(command: Command) -> None:
    assert parse_command(command.model_dump_json()) == command


@pytest.mark.parametrize(
    "report",
    [
        Hello(pid=1, state="recording", plan=PLAN, segment=2),
        Failed(code="disk_full", facts={"free_bytes": 3}),
        FactReport(fact=messages.GapFound(seq=1, at_us=5, source="camera", from_us=1, to_us=5, reason="camera_silent")),
    ],
    ids=lambda report: report.type,
)
def test_that_reports_survive_json(report: Report) -> None:
    assert parse_report(report.model_dump_json()) == report


@pytest.mark.parametrize("text", ["", "{}", '{"type": "recorder.start", "now": true}', '{"type": "recorder.dance"}'])
def test_that_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        parse_command(text)


def test_that_media_keep_their_header() -> None:
    header = MediaHeader(messages.MEDIA_STILL, messages.TRACK_CAMERA, -5)
    assert messages.unpack_media(messages.pack_media(header, b"jpeg")) == (header, b"jpeg")
    with pytest.raises(ValueError, match="media"):
        messages.unpack_media(b"ULM0" + bytes(10))
