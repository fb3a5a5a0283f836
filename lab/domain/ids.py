"""Typed ids. All are random and made where the thing is made, so that a message sent twice is stored once."""

from typing import NewType
from uuid import uuid4

ServiceId = NewType("ServiceId", str)
ReleaseId = NewType("ReleaseId", str)
RoundId = NewType("RoundId", str)
ParticipantId = NewType("ParticipantId", str)
BookingId = NewType("BookingId", str)
SessionId = NewType("SessionId", str)
AttemptId = NewType("AttemptId", str)
AnnotationId = NewType("AnnotationId", str)
JudgementId = NewType("JudgementId", str)
FindingId = NewType("FindingId", str)
EventId = NewType("EventId", str)


def new_id() -> str:
    """A fresh random id: 32 hexadecimal digits."""
    return uuid4().hex
