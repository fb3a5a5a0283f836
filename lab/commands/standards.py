"""`lab standards`: the library of standards – list it, show one or one criterion, take a file in, write one out."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from lab.commands.answering import Exit, answer, answer_json, say
from lab.commands.help_page import CommandWithHelp, GroupWithHelp
from lab.commands.speaking import speak
from lab.commands.where import Folder, Json, Language, opened
from lab.domain.errors import InputError
from lab.i18n import gettext as _
from lab.i18n import ngettext
from lab.services.laboratory import Laboratory
from lab.services.standards import Held, StandardService
from lab.settings import preset_folder
from lab.wording.judging import kind_label, weight_label
from lab.wording.protocols import fault_sentence
from lab.wording.standards import (
    category_label,
    criterion_line,
    difference_lines,
    difference_summary,
    evidence_label,
    loose_line,
    mapped_line,
)
from protocols.faults import ProtocolFaults
from protocols.mapping import Mapping
from protocols.standard import Criterion

Version = Annotated[str | None, typer.Option(help=_("Version of the standard; left out, the newest."))]
StandardId = Annotated[str, typer.Argument(metavar="STANDARD", help=_("Id of a standard."))]


def standards_command() -> typer.Typer:
    """The command with its four verbs."""
    made = typer.Typer(cls=GroupWithHelp, no_args_is_help=True, add_completion=False)
    made.command("list", cls=CommandWithHelp, help=_("List every standard with its versions."))(list_standards)
    made.command("show", cls=CommandWithHelp, help=_("Show a standard, or one criterion with what is mapped to it."))(
        show
    )
    made.command(
        "import", cls=CommandWithHelp, help=_("Take a standard's file in beside the versions that are there.")
    )(take_in)
    made.command("export", cls=CommandWithHelp, help=_("Write a standard out as the file that was taken in."))(export)
    return made


def list_standards(folder: Folder = None, language: Language = None, as_json: Json = False) -> None:
    """List every standard with its versions, the newest first."""
    spoken = speak(language)
    with _library(folder) as library:
        found = library.versions()
    if as_json:
        answer_json([_head(one) for one in found])
        return
    for one in found:
        standard = one.standard
        where = _("comes with the program") if one.added is None else _("taken in")
        n = len(standard.counted)
        criteria = ngettext("{n} criterion", "{n} criteria", n).format(n=n)
        answer(f"{standard.id} {standard.version}  {standard.title.in_language(spoken)}  ({criteria}; {where})")


def show(
    standard: StandardId,
    criterion: Annotated[str | None, typer.Argument(metavar="CRITERION", help=_("Number of one criterion."))] = None,
    version: Version = None,
    folder: Folder = None,
    language: Language = None,
    as_json: Json = False,
) -> None:
    """Show a standard, or one criterion with what is mapped to it."""
    spoken = speak(language)
    with _library(folder) as library:
        held = library.held(standard, version)
        mapping = library.mapping(held.standard)
    if criterion is None:
        _show_standard(held, mapping, spoken, as_json=as_json)
        return
    found = next((one for one in held.standard.criteria if one.id == criterion), None)
    if found is None:
        raise InputError("standard_has_no_criterion", standard=standard, criterion=criterion)
    if as_json:
        answer_json(_criterion(held, found, mapping))
        return
    for line in _criterion_lines(held, found, mapping, spoken):
        answer(line)


def take_in(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=_("A standard's file."))],
    check: Annotated[bool, typer.Option("--check", help=_("Only say what would change."))] = False,
    folder: Folder = None,
    language: Language = None,
    as_json: Json = False,
) -> None:
    """Take a standard's file in beside the versions that are there; say what differs from the version before."""
    speak(language)
    with opened(folder, writes=not check) as lab:
        try:
            incoming = lab.standards.read(file)
        except ProtocolFaults as wrong:
            for fault in wrong.faults:
                say(fault_sentence(fault))
            raise typer.Exit(Exit.BAD_INPUT) from None
        for loose in incoming.loose:
            say(loose_line(loose))
        held = Held(incoming.standard, "") if check and not incoming.taken else lab.standards.take_in(incoming)
    standard, found = held.standard, incoming.difference
    if as_json:
        answer_json(
            {
                "id": standard.id,
                "version": standard.version,
                "taken_in": not check and not incoming.known,
                "before": incoming.before.version if incoming.before else None,
                "added": [one.id for one in found.added] if found else [one.id for one in standard.criteria],
                "removed": [one.id for one in found.removed] if found else [],
                "changed": {one.after.id: one.fields for one in found.changed} if found else {},
                "loose": [[one.criterion, one.document, one.reference] for one in incoming.loose],
            }
        )
        return
    if incoming.known:
        answer(_("{id} {version} is there already.").format(id=standard.id, version=standard.version))
        return
    if incoming.before is not None and found is not None:
        answer(
            _("Since {version}: {summary}").format(version=incoming.before.version, summary=difference_summary(found))
        )
        for line in difference_lines(found):
            answer(line)
    words = _("{id} {version} can be taken in.") if check else _("{id} {version} is taken in.")
    answer(words.format(id=standard.id, version=standard.version))


def export(
    standard: StandardId,
    out: Annotated[Path, typer.Option(help=_("File to write; it must not be there yet."))],
    version: Version = None,
    folder: Folder = None,
) -> None:
    """Write a standard out, byte for byte as it was taken in or shipped."""
    with _library(folder) as library:
        library.write_out(library.held(standard, version), out)
    answer(str(out))


@contextmanager
def _library(folder: Path | None) -> Iterator[StandardService]:
    """The library of a laboratory; where none is named, what comes with the program."""
    chosen = folder or preset_folder()
    if chosen is None:
        yield StandardService(None)
        return
    with Laboratory.open_readonly(chosen) as lab:
        yield lab.standards


def _head(held: Held) -> dict[str, object]:
    standard = held.standard
    return {
        "id": standard.id,
        "version": standard.version,
        "title": standard.title.model_dump(),
        "sha256": held.sha256,
        "added": None if held.added is None else held.added.isoformat(),
        "criteria": len(standard.counted),
        "levels": Counter(one.level for one in standard.counted if one.level),
        "gates": Counter(one.gate for one in standard.counted),
        "kinds": Counter(one.kind for one in standard.counted),
    }


def _criterion(held: Held, criterion: Criterion, mapping: Mapping) -> dict[str, object]:
    return {
        **criterion.model_dump(mode="json"),
        "mapped": [
            {"standard": row.standard.id, "version": row.standard.version, "criterion": row.criterion.id,
             "through": row.through}
            for row in mapping.rows(held.standard, criterion)
        ],
    }  # fmt: skip


def _show_standard(held: Held, mapping: Mapping, spoken: str, *, as_json: bool) -> None:
    standard = held.standard
    if as_json:
        rows = [_criterion(held, one, mapping) for one in standard.criteria]
        answer_json({**_head(held), "licence": standard.licence.model_dump(), "criteria": rows})
        return
    answer(f"{standard.title.in_language(spoken)}, {standard.version}")
    answer(standard.source.in_language(spoken))
    answer(standard.licence.in_language(spoken))
    for group in standard.groups:
        answer("")
        answer(group.title.in_language(spoken))
        for one in standard.criteria:
            if one.group == group.id:
                parts = [part for part in (one.level, weight_label(one.gate)) if part]
                withdrawn = [_("withdrawn")] if one.obsolete else []
                answer(f"  {criterion_line(one)}  ({', '.join([*parts, *withdrawn])})")


def _criterion_lines(held: Held, one: Criterion, mapping: Mapping, spoken: str) -> Iterator[str]:
    yield criterion_line(one)
    if one.description is not None:
        yield one.description.in_language(spoken)
    yield _("Judged: {kind}").format(kind=kind_label(one.kind))
    yield _("Gate: {gate}").format(gate=weight_label(one.gate))
    if one.level is not None:
        yield _("Level: {level}").format(level=one.level)
    yield ", ".join(map(category_label, one.client_categories))
    if one.observe is not None:
        yield _("How it is observed: {words}").format(words=one.observe.in_language(spoken))
    if one.evidence:
        yield _("Evidence: {kinds}").format(kinds=", ".join(map(evidence_label, one.evidence)))
    if one.url is not None:
        yield one.url
    for row in mapping.rows(held.standard, one):
        yield _("Mapped: {row}").format(row=mapped_line(row))
