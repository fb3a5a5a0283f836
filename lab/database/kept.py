"""Rows of what was said: verdicts and gates with their inputs, under the hash of their content."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cache
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import func
from sqlmodel import Session, col, select

from lab.database.tables import KeptGateRow, KeptVerdictRow
from lab.domain.ids import RoundId
from lab.domain.kept import ERASED, KeptGate, KeptVerdict, SaidGate
from lab.domain.verdict import Verdict


@cache
def _verdict_as_data() -> TypeAdapter[Verdict]:
    return TypeAdapter(Verdict)


@cache
def _gate_as_data() -> TypeAdapter[SaidGate]:
    return TypeAdapter(SaidGate)


def digest(content: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical JSON: sorted keys, no white space."""
    written = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return hashlib.sha256(written.encode()).hexdigest()


def verdicts(db: Session, round_id: RoundId) -> tuple[KeptVerdict, ...]:
    """Every verdict of the round that was kept, oldest first."""
    query = select(KeptVerdictRow).where(KeptVerdictRow.round_id == round_id).order_by(col(KeptVerdictRow.number))
    return tuple(
        KeptVerdict(
            row.number or 0,
            RoundId(row.round_id),
            row.at,
            _verdict_as_data().validate_python(row.content),
            row.sha256,
            digest(row.content) == row.sha256,
        )
        for row in db.exec(query).all()
    )


def gates(db: Session, round_id: RoundId) -> tuple[KeptGate, ...]:
    """Every gate of the round that was kept, oldest first."""
    query = select(KeptGateRow).where(KeptGateRow.round_id == round_id).order_by(col(KeptGateRow.number))
    return tuple(
        KeptGate(
            row.number or 0,
            RoundId(row.round_id),
            row.at,
            _gate_as_data().validate_python(row.content),
            row.sha256,
            digest(row.content) == row.sha256,
        )
        for row in db.exec(query).all()
    )


def keep_verdicts(db: Session, round_id: RoundId, said: Iterable[Verdict], at: datetime) -> int:
    """Keep the verdicts that are not what was kept last about their criteria; how many there were."""
    newest = select(func.max(KeptVerdictRow.number)).where(KeptVerdictRow.round_id == round_id)
    last = db.exec(newest.group_by(col(KeptVerdictRow.criterion))).all()
    rows = db.exec(select(KeptVerdictRow).where(col(KeptVerdictRow.number).in_(last))).all()
    known = {row.criterion: row.sha256 for row in rows}
    fresh = 0
    for one in said:
        content = _verdict_as_data().dump_python(one, mode="json")
        sha256 = digest(content)
        if known.get(one.criterion) != sha256:
            db.add(KeptVerdictRow(round_id=round_id, criterion=one.criterion, at=at, sha256=sha256, content=content))
            fresh += 1
    return fresh


def keep_gate(db: Session, round_id: RoundId, said: SaidGate, at: datetime) -> int:
    """Keep the gate if anything but its day is not as it was kept last; 1 if so."""
    query = select(KeptGateRow).where(KeptGateRow.round_id == round_id).order_by(col(KeptGateRow.number).desc())
    last = db.exec(query.limit(1)).first()
    content = _gate_as_data().dump_python(said, mode="json")
    if last is not None and _but_the_day(last.content) == _but_the_day(content):
        return 0
    db.add(KeptGateRow(round_id=round_id, at=at, sha256=digest(content), content=content))
    return 1


def _but_the_day(content: Mapping[str, Any]) -> dict[str, Any]:
    return {**content, "inputs": {**content["inputs"], "on": None}}


def forget_participant(db: Session, round_id: str, code: str) -> None:
    """A participant took the consent back: of what was judged about them the outcome alone stays, of nobody."""
    for row in db.exec(select(KeptVerdictRow).where(KeptVerdictRow.round_id == round_id)).all():
        inputs = row.content["inputs"]
        if any(unit["subject"] == code for unit in inputs):
            row.content = {**row.content, "inputs": [_of_nobody(unit, code) for unit in inputs]}
            row.sha256 = digest(row.content)
            db.add(row)


def _of_nobody(unit: dict[str, Any], code: str) -> dict[str, Any]:
    return {**unit, "subject": ERASED, "words": []} if unit["subject"] == code else unit
