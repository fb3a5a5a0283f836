"""Decision records: a decision about a launch as paper, to be signed and filed."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from lab.archive.atomic import write_atomically
from lab.domain.decision import Decided, Decision, in_force, taken_back
from lab.domain.errors import InputError, RuleError, WorldError
from lab.domain.ids import RoundId
from lab.reports.decision_record import record_paper
from lab.reports.export import usual_name
from lab.reports.gathering import gather_facts
from lab.reports.paper.blocks import Paper
from lab.services.laboratory import Laboratory

RECORD_FORMATS = ("pdf", "docx")


def write_record(
    lab: Laboratory,
    round_id: RoundId,
    language: str,
    out: Path | None = None,
    formats: Iterable[str] = RECORD_FORMATS,
    number: int | None = None,
) -> Mapping[str, Path]:
    """Write the record of a decision; format → file. A file of the same decision is replaced.

    Args:
        out: folder, made if missing; left out: `decisions` among the laboratory's exports.
        number: which decision of the round, from 1; left out, the one that holds.

    Raises:
        RuleError: `decision_missing`: nothing was decided yet.
        InputError: `decision_unknown`, `export_formats_unknown`, `round_unknown`.
        WorldError: `export_unwritable`; no file is half written.
    """
    wanted = _checked(formats)
    said = lab.verdicts.decisions(round_id)
    place, decision = _chosen(said, number, lab.rounds.round(round_id).name)
    facts = gather_facts(lab, round_id, decision.at.astimezone())
    basis = decision.basis or lab.verdicts.basis(round_id, decision.at.astimezone().date())
    paper = record_paper(facts, decision, basis, language, taken_back(said, decision))
    folder = (out or lab.folder.exports / "decisions").expanduser().resolve()
    written = {}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in wanted:
            path = folder / f"{usual_name(facts)}-decision-{place}-{language}.{name}"
            write_atomically(path, _drawn(paper, name))
            written[name] = path
    except OSError as error:
        raise WorldError("export_unwritable", path=str(folder), reason=error.strerror or str(error)) from error
    return written


def _checked(formats: Iterable[str]) -> tuple[str, ...]:
    asked = {one.strip().lower() for one in formats if one.strip()}
    unknown = asked - set(RECORD_FORMATS)
    if unknown or not asked:
        known = ", ".join(RECORD_FORMATS)
        raise InputError("export_formats_unknown", unknown=", ".join(sorted(unknown)), known=known)
    return tuple(one for one in RECORD_FORMATS if one in asked)


def _chosen(said: tuple[Decision, ...], number: int | None, name: str) -> tuple[int, Decision]:
    decisions = [one for one in said if one.decided is not Decided.TAKEN_BACK]
    if number is None:
        holds = in_force(said)
        if holds is None:
            raise RuleError("decision_missing", round=name)
        return decisions.index(holds) + 1, holds
    if not 1 <= number <= len(decisions):
        raise InputError("decision_unknown", number=number, n=len(decisions))
    return number, decisions[number - 1]


def _drawn(paper: Paper, format_name: str) -> bytes:
    """The paper in one format; each is drawn by libraries of its own."""
    if format_name == "pdf":
        from lab.reports.paper.pdf import to_pdf

        return to_pdf(paper)
    from lab.reports.paper.word import to_docx

    return to_docx(paper)
