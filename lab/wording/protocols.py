"""Sentences for what is wrong with a file that people write."""

from collections.abc import Mapping

from lab.i18n import gettext as _
from lab.wording.protocol_faults import WHAT_IS_WRONG, WHAT_TO_DO
from protocols.faults import Fault


def fault_sentence(fault: Fault) -> str:
    """What is wrong, where, and what to do: one line for `lab check` and for the window."""
    facts = _plain(fault.facts)
    parts = [
        _where(fault),
        WHAT_IS_WRONG[fault.code]().format(**facts),
        *_hints(facts),
        WHAT_TO_DO[fault.remedy_code](),
    ]
    return " ".join(parts)


def _where(fault: Fault) -> str:
    if fault.line < 1:
        return _("{file}:").format(file=fault.file)
    place = {"file": fault.file, "line": fault.line, "column": fault.column, "key": fault.key}
    if not fault.key:
        return _("{file}, line {line}, column {column}:").format(**place)
    return _("{file}, line {line}, column {column}, {key}:").format(**place)


def _hints(facts: Mapping[str, str]) -> list[str]:
    if meant := facts.get("did_you_mean"):
        return [_("Did you mean “{word}”?").format(word=meant)]
    if (allowed := facts.get("allowed")) and "value" in facts:
        return [_("There are: {allowed}.").format(allowed=allowed)]
    return []


def _plain(facts: Mapping[str, str | float]) -> dict[str, str]:
    """Numbers without a needless `.0`."""
    return {name: value if isinstance(value, str) else f"{value:g}" for name, value in facts.items()}
