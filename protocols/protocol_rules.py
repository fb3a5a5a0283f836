"""How the parts of a protocol fit together, and fit the standards and questionnaires it names."""

from collections.abc import Iterable, Iterator, Mapping

from protocols.criteria import PinnedCriteria, Shelf
from protocols.faults import FaultCode
from protocols.rules import ids, note_repeated, note_unknown, number, texts
from protocols.standard import Standard
from protocols.tree import FaultList, Location, Value, entries, items


def check_protocol(
    root: dict[str, Value],
    faults: FaultList,
    shelf: Shelf,
    questionnaire_ids: Iterable[str],
) -> dict[str, Value]:
    """Note what does not fit; give back the tree with every criterion by its bare id."""
    _check_names(root, faults)
    stages = [name for _, name in ids(root, "stages")]
    for location, task in entries(root, "tasks"):
        _check_task(location, task, stages, faults)
    for location, button in entries(root, "common_pad"):
        _check_button(location, button, faults)
    _check_questionnaires(root, questionnaire_ids, faults)
    pinned = _pinned(root, shelf, faults)
    return _with_bare_ids(root, pinned, faults)


def _check_names(root: dict[str, Value], faults: FaultList) -> None:
    for steps in (("stages",), ("tasks",), ("standards",)):
        note_repeated(ids(root, *steps), faults)
    common = ids(root, "common_pad")
    note_repeated(common, faults)
    for location, task in entries(root, "tasks"):
        note_repeated(_below(location, ids(task, "success")), faults)
        note_repeated(common + _below(location, ids(task, "tag_pad")), faults)
        note_repeated(_below(location, texts(task, "exposes")), faults)


def _below(location: Location, named: Iterable[tuple[Location, str]]) -> list[tuple[Location, str]]:
    return [((*location, *steps), name) for steps, name in named]


def _check_task(location: Location, task: dict[str, Value], stages: list[str], faults: FaultList) -> None:
    stage = task.get("stage")
    if isinstance(stage, str):
        note_unknown([((*location, "stage"), stage)], stages, FaultCode.UNKNOWN_STAGE, faults)
    target, limit = number(task.get("target_time_s")), number(task.get("time_limit_s"))
    if target is not None and limit is not None and limit < target:
        faults.add((*location, "time_limit_s"), FaultCode.LIMIT_BELOW_TARGET, limit=limit, target=target)
    for below, button in entries(task, "tag_pad"):
        _check_button((*location, *below), button, faults)


def _check_button(location: Location, button: dict[str, Value], faults: FaultList) -> None:
    if button.get("polarity") == "positive" and button.get("severity") is not None:
        faults.add_to_key((*location, "severity"), FaultCode.POSITIVE_WITH_SEVERITY)


def _check_questionnaires(root: dict[str, Value], known: Iterable[str], faults: FaultList) -> None:
    for moment in ("after_task", "after_session"):
        asked = texts(root, "questionnaires", moment)
        note_repeated(asked, faults)
        note_unknown(asked, known, FaultCode.UNKNOWN_QUESTIONNAIRE, faults)


def _pinned(root: dict[str, Value], shelf: Shelf, faults: FaultList) -> PinnedCriteria:
    pinned = PinnedCriteria()
    for location, pin in entries(root, "standards"):
        name, version = pin.get("id"), pin.get("version")
        if not isinstance(name, str) or not isinstance(version, str):
            pinned.incomplete = True
            continue
        found = _standard(shelf, name, version, location, faults)
        if found is None:
            pinned.incomplete = True
            pinned.unknown.add(name)
        elif found.id not in pinned.standards:
            _note_shared(pinned, found, location, faults)
            pinned.pin(found)
    return pinned


def _standard(shelf: Shelf, name: str, version: str, location: Location, faults: FaultList) -> Standard | None:
    if (name, version) in shelf:
        return shelf[name, version]()
    versions = sorted(held for standard_id, held in shelf if standard_id == name)
    if versions:
        facts = faults.choice(version, versions)
        code = FaultCode.UNKNOWN_STANDARD_VERSION
        faults.add((*location, "version"), code, value=version[:40], standard=name, **facts)
    else:
        facts = faults.choice(name, sorted({standard_id for standard_id, _ in shelf}))
        faults.add((*location, "id"), FaultCode.UNKNOWN_STANDARD, value=name[:80], **facts)
    return None


def _note_shared(pinned: PinnedCriteria, standard: Standard, location: Location, faults: FaultList) -> None:
    shared = [criterion.id for criterion in standard.criteria if criterion.id in pinned.criteria]
    if shared:
        faults.add(
            (*location, "id"),
            FaultCode.STANDARDS_SHARE_CRITERION,
            standard=standard.id,
            other=pinned.owner_of(shared[0]),
            criterion=shared[0],
            count=len(shared),
        )


def _with_bare_ids(root: dict[str, Value], pinned: PinnedCriteria, faults: FaultList) -> dict[str, Value]:
    resolved: dict[Location, str] = {}
    for location, reference in _references(root):
        bare = pinned.resolve(reference, location, faults)
        if bare is not None and bare != reference:
            resolved[location] = bare
    return {key: _replaced(value, (key,), resolved) for key, value in root.items()} if resolved else root


def _replaced(value: Value, location: Location, resolved: Mapping[Location, str]) -> Value:
    if isinstance(value, dict):
        return {key: _replaced(inner, (*location, key), resolved) for key, inner in value.items()}
    if isinstance(value, list):
        return [_replaced(inner, (*location, at), resolved) for at, inner in enumerate(value)]
    return resolved.get(location, value)


def _references(root: dict[str, Value]) -> Iterator[tuple[Location, str]]:
    yield from _button_references(root, (), "common_pad")
    for location, task in items(root, "tasks"):
        yield from _below(location, texts(task, "exposes"))
        yield from _button_references(task, location, "tag_pad")


def _button_references(values: Value, location: Location, pad: str) -> Iterator[tuple[Location, str]]:
    for below, button in entries(values, pad):
        reference = button.get("criterion")
        if isinstance(reference, str):
            yield (*location, *below, "criterion"), reference
