"""The attached documents themselves, put beside the report where somebody says so."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from lab.domain.artefact import Condition
from lab.domain.errors import InputError
from lab.reports.facts import ArtefactFacts, Audience, RoundFacts

FOLDER = "artefacts"
_BLOCK = 1 << 20
_LONGEST_NAME = 80


def refuse_artefacts(audience: Audience) -> None:
    """Raises InputError `artefacts_public`: nobody has looked for people in attached documents."""
    if audience is Audience.PUBLIC:
        raise InputError("artefacts_public")


def with_artefacts(facts: RoundFacts, work: Path, stop: Callable[[], None]) -> RoundFacts:
    """Copy every document that still is what was attached; the facts then say where each copy lies. What turns out
    to be another file, or is gone, is not taken along, and the facts say that. Raises OSError, and what `stop` raises.
    """
    taken = tuple(_taken(n, one, work, stop) for n, one in enumerate(facts.artefacts, 1))
    return replace(facts, artefacts=taken)


def _taken(n: int, one: ArtefactFacts, work: Path, stop: Callable[[], None]) -> ArtefactFacts:
    if one.path is None or one.condition is not Condition.KEPT:
        return one
    plain = re.sub(r"[^\w.-]+", "-", one.artefact.name).strip("-.")[-_LONGEST_NAME:] or "file"
    name = f"{FOLDER}/{n:02}-{plain}"
    try:
        source = one.path.open("rb")
    except FileNotFoundError:
        return replace(one, condition=Condition.MISSING)
    (work / FOLDER).mkdir(exist_ok=True)
    seen = hashlib.sha256()
    with source, (work / name).open("wb") as copy:
        while block := source.read(_BLOCK):
            stop()
            seen.update(block)
            copy.write(block)
    if seen.hexdigest() != one.artefact.sha256:
        (work / name).unlink()
        return replace(one, condition=Condition.CHANGED)
    return replace(one, file=name)
