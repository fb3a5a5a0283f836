"""An examples file or a cases file: read, computed, compared."""

import inspect
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from lab.domain.errors import InputError
from lab.worked_examples.comparing import Compared, Missing, Refused, Values, compared
from lab.worked_examples.metrics import METRICS
from lab.worked_examples.rules import KINDS, run_cases
from protocols.scoring import ScoringRefused

_PARTS = ("id", "metric", "input", "expected")
_UNFIT = (LookupError, TypeError, ValueError, AttributeError)
"""What a file of another shape than agreed upon leads to, while its cases are read."""


def run(path: Path) -> tuple[Compared, ...]:
    """Every figure that the file expects, beside ours.

    Raises InputError `examples_unreadable`, or `examples_faulty` where the file has another form than it should.
    """
    file = _read(path)
    try:
        found = [compared_one for example in file.get("examples", ()) for compared_one in _example(example, path)]
        return (*found, *run_cases(file))
    except _UNFIT as wrong:
        raise InputError("examples_faulty", path=path, reason=_reason(wrong)) from wrong


def _read(path: Path) -> Mapping[str, Any]:
    try:
        file = YAML(typ="safe").load(path.read_text("utf-8-sig"))
    except (OSError, UnicodeError, YAMLError) as wrong:
        raise InputError("examples_unreadable", path=path, reason=_reason(wrong)) from wrong
    if not isinstance(file, dict) or not {"examples", *KINDS} & file.keys():
        raise InputError("examples_faulty", path=path, reason=" / ".join(("examples", *KINDS)))
    return file


def _example(example: Mapping[str, Any], path: Path) -> Iterator[Compared]:
    if not isinstance(example, dict) or not set(_PARTS) <= example.keys():
        raise InputError("examples_faulty", path=path, reason=", ".join(_PARTS))
    name, given, expected = example["metric"], dict(example["input"]), dict(example["expected"])
    if "file" in given:
        given["file"] = path.parent / given["file"]
    found = _computed(name, given, expected)
    allowed = example.get("tolerance", 0)
    for figure, wanted in expected.items():
        tolerance = allowed.get(figure, 0) if isinstance(allowed, dict) else allowed
        for one in compared(str(example["id"]), {figure: wanted}, found, float(tolerance)):
            yield Compared(one.example, f"{name}: {one.figure}", one.expected, one.got, one.agrees)


def _computed(name: str, given: Values, expected: Values) -> Values:
    """The figures; where there are none, why, under each name that is expected. What is refused honestly has no
    figures, and that is an answer; what does not fit the metric is none.
    """
    rule = METRICS.get(name)
    if rule is None:
        return dict.fromkeys(expected, Missing("no such metric"))
    try:
        inspect.signature(rule).bind(**given)
        return {"error": None, **rule(**given)}
    except (ValueError, ArithmeticError, ScoringRefused) as wrong:
        refused = Refused(_reason(wrong))
        return {**dict.fromkeys(expected, None), "error": refused, "flag": refused}
    except (LookupError, TypeError, OSError) as wrong:
        return dict.fromkeys(expected, Missing(_reason(wrong)))


def _reason(wrong: BaseException) -> str:
    return " ".join(str(wrong).split()) or type(wrong).__name__
