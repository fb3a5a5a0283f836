"""The words for standards: what kind of evidence shows a criterion, for whom it is, and what a new version changes."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from lab.i18n import gettext as _
from lab.i18n import language, ngettext
from lab.wording.judging import weight_label
from protocols import library
from protocols.difference import ChangedCriterion, Difference
from protocols.identity import ClientCategory
from protocols.mapping import LooseClause, MappedRow, Place
from protocols.standard import Criterion, Evidence, Standard

_EVIDENCE: Mapping[Evidence, Callable[[], str]] = {
    "clip": lambda: _("clip"),
    "document_check": lambda: _("look at a document"),
    "first_click": lambda: _("first click"),
    "journey_map": lambda: _("journey map"),
    "log_count": lambda: _("count in the log"),
    "log_timing": lambda: _("times in the log"),
    "questionnaire": lambda: _("questionnaire"),
    "quote": lambda: _("quote"),
    "retest": lambda: _("retest"),
    "screenshot": lambda: _("screenshot"),
    "task_metric": lambda: _("figure of a task"),
}

_KEYS: Mapping[str, Callable[[], str]] = {
    "title": lambda: _("title"),
    "source": lambda: _("source"),
    "licence": lambda: _("licence"),
    "attribution": lambda: _("attribution"),
    "url": lambda: _("address"),
    "severity_scale": lambda: _("severity scale"),
    "group": lambda: _("group"),
    "kind": lambda: _("how it is judged"),
    "gate": lambda: _("gate"),
    "client_categories": lambda: _("client categories"),
    "level": lambda: _("level"),
    "description": lambda: _("text"),
    "observe": lambda: _("how it is observed"),
    "evidence": lambda: _("kinds of evidence"),
    "clauses": lambda: _("places in other documents"),
    "since": lambda: _("since which edition"),
    "session_signal": lambda: _("whether a session shows it"),
    "obsolete": lambda: _("whether it is withdrawn"),
}


def evidence_label(evidence: Evidence) -> str:
    """A kind of evidence, in the middle of a line."""
    return _EVIDENCE[evidence]()


def category_label(category: ClientCategory) -> str:
    """For whom a criterion is judged, in the middle of a line."""
    return {"people": _("for people"), "business": _("for business"), "internal": _("for civil servants")}[category]


def clients_label(category: ClientCategory) -> str:
    """A client category by itself, as a choice or a heading."""
    return {"people": _("People"), "business": _("Business"), "internal": _("Staff (internal clients)")}[category]


def key_label(key: str) -> str:
    """What a key of a standard or a criterion is called."""
    return _KEYS[key]()


def keys_label(keys: Sequence[str]) -> str:
    """Several keys, apart by commas."""
    return ", ".join(key_label(key) for key in keys)


def short_title(standard: Standard) -> str:
    """What a standard is called in a list: its title without what explains it."""
    title = standard.title.in_language(language())
    return title.partition(": ")[0].partition(" «")[0]


def criterion_line(criterion: Criterion) -> str:
    """Number and title, in the language in force."""
    return f"{criterion.id}  {criterion.title.in_language(language())}"


def place_words(place: Place) -> str:
    """The place that two criteria both name, as people write it: WCAG 1.4.3."""
    document, reference = place
    return f"{document.upper() if document == 'wcag' else document} {reference}"


def mapped_line(row: MappedRow) -> str:
    """A row of another standard that asks for the same."""
    words = _("{standard}: {criterion}").format(
        standard=short_title(row.standard), criterion=criterion_line(row.criterion)
    )
    return words if row.through is None else _("{row} (both name {place})").format(
        row=words, place=place_words(row.through)
    )  # fmt: skip


def loose_line(loose: LooseClause) -> str:
    """A clause that leads nowhere."""
    return _("{criterion} names {reference} of {document}, which has no such row.").format(
        criterion=loose.criterion, reference=loose.reference, document=loose.document
    )


def difference_summary(found: Difference) -> str:
    """A difference in numbers."""
    if found.is_empty:
        return _("Nothing but the version differs.")
    return ", ".join(
        (
            ngettext("{n} criterion added", "{n} criteria added", len(found.added)).format(n=len(found.added)),
            ngettext("{n} removed", "{n} removed", len(found.removed)).format(n=len(found.removed)),
            ngettext("{n} changed", "{n} changed", len(found.changed)).format(n=len(found.changed)),
        )
    )


def _changes(change: ChangedCriterion) -> Iterator[str]:
    """Every key that differs; of the gate and the level, by which rounds are judged, what they were and are."""
    for key in change.fields:
        if key == "gate":
            before, after = weight_label(change.before.gate), weight_label(change.after.gate)
        elif key == "level":
            before, after = change.before.level or "–", change.after.level or "–"
        else:
            yield key_label(key)
            continue
        yield _("{key}: {before} → {after}").format(key=key_label(key), before=before, after=after)


def difference_lines(found: Difference) -> Iterator[str]:
    """A difference, a line for each thing."""
    if found.head:
        yield _("Of the whole standard: {keys}").format(keys=keys_label(found.head))
    if found.groups:
        yield _("Groups: {groups}").format(groups=", ".join(found.groups))
    for one in found.added:
        yield _("Added: {criterion}").format(criterion=criterion_line(one))
    for one in found.removed:
        yield _("Removed: {criterion}").format(criterion=criterion_line(one))
    for change in found.changed:
        yield _("Changed: {criterion} ({keys})").format(
            criterion=criterion_line(change.after), keys=", ".join(_changes(change))
        )
    if found.moved:
        yield _("The criteria stand in another order.")


def questionnaire_name(questionnaire_id: str) -> str:
    """What a shipped questionnaire is called."""
    return library.questionnaire(questionnaire_id).title.in_language(language())
