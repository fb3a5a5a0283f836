"""The export of a round: page, data and tables in one folder, all of it or nothing."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from lab.domain.errors import InputError, WorldError
from lab.domain.export_rules import HeldBack, lacks
from lab.i18n import LANGUAGES, in_language
from lab.reports.action_plan.lines import asked_of
from lab.reports.bag import REPORT, is_bag
from lab.reports.bagging import Bagging, close_bag
from lab.reports.bundle import is_bundle, write_bundle
from lab.reports.clips import ExportCancelled, cut_media
from lab.reports.evidence import Media, shots
from lab.reports.facts import Audience, RoundFacts
from lab.reports.json_export import document_hash
from lab.reports.making import make_document
from lab.reports.personal_data import Handling, cleaned
from lab.reports.sections.evidence import notes_of
from lab.reports.shapes import FORMATS, SHAPES, USUAL
from lab.reports.side_by_side import Cancelled, Progress
from lab.reports.taking_along import refuse_artefacts, with_artefacts
from lab.reports.workplace import Workplace

__all__ = ["FORMATS", "USUAL", "Audience", "ExportCancelled", "ExportJob", "Exported", "checked_formats"]

_CUTTING = 0.9
"""Part of the work that is cutting clips."""
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written.

    Attributes:
        folder: everything is in it; it can be carried away as a whole.
        paths: format → the file to open.
        sha256: of `bundle.json`: names this export, for the decision record.
        clips, stills: how many.
        held_back: findings that were left out, with what they lack.
    """

    folder: Path
    paths: Mapping[str, Path]
    sha256: str
    clips: int
    stills: int
    held_back: tuple[HeldBack, ...] = ()


class ExportJob:
    """One export. Runs in any thread; writes beside its goal and moves there when it is whole."""

    def __init__(
        self,
        facts: RoundFacts,
        formats: Sequence[str],
        out: Path,
        language: str,
        audience: Audience = Audience.INTERNAL,
        on_written: Callable[[Exported], None] = lambda _exported: None,
        *,
        faces: bool = True,
        clicks: bool = True,
        handling: Handling | None = None,
        bagging: Bagging | None = None,
        clips: bool = True,
        artefacts: bool = False,
    ) -> None:
        """`on_written` is told what was written once all of it is in its place. `faces`: clips show the participant's
        face beside the screen, where that was agreed to. `clicks`: clips have a ring where the participant clicked.
        `handling`: what is done about people in free texts; left out, they are masked. `bagging`: whether it
        becomes an evidence bundle (BagIt). `clips`: what plays clips shows them, else stills only. `artefacts`: the
        attached documents go along, never to the public.

        Formats that are not for the public are left out of what is made for it.

        Raises InputError `export_formats_unknown`, `export_formats_internal`, `export_language_unknown`,
        `export_out_is_a_file`, `artefacts_public`, or what a format says of a round that it cannot hold.
        """
        self._formats = _for_audience(checked_formats(formats), audience)
        for name in self._formats:
            SHAPES[name].refuse(facts)
        if language not in LANGUAGES:
            raise InputError("export_language_unknown", language=language, known=", ".join(LANGUAGES))
        self._language = language
        self._facts = replace(cleaned(facts, handling or Handling(), language), asked=asked_of(facts))
        self._audience = audience
        self._on_written = on_written
        self._faces = faces
        self._clicks = clicks
        self._clips = clips
        self._bagging = bagging or Bagging()
        self._bagging.refuse(audience)
        self._artefacts = artefacts
        if artefacts:
            refuse_artefacts(audience)
        self._out = goal(out, facts)

    @property
    def out(self) -> Path:
        """Where the export will lie."""
        return self._out

    def run(self, progress: Progress = lambda _done: None, cancelled: Cancelled = lambda: False) -> Exported:
        """Write everything. `progress` is told 0..1.

        Raises:
            ExportCancelled: `cancelled` said so; nothing is left.
            WorldError: `export_unwritable`; nothing is left.
        """
        try:
            place = Workplace(self._out)
        except OSError as error:
            raise _unwritable(self._out, error) from error
        try:
            made = self._write(place.folder, progress, cancelled)
            place.put()
        except OSError as error:
            raise _unwritable(self._out, error) from error
        finally:
            place.leave()
        self._on_written(made)
        progress(1.0)
        return made

    def _write(self, whole: Path, progress: Progress, cancelled: Cancelled) -> Exported:
        media = None
        inside = Path(REPORT) if self._bagging.bag else Path()
        work = whole / inside
        work.mkdir(parents=True, exist_ok=True)
        if any(SHAPES[one].stills for one in self._formats):
            media = self._cut(work, progress, cancelled)
        facts = self._facts
        if self._artefacts:
            facts = with_artefacts(facts, work, partial(_stop_if, cancelled))
        document = make_document(facts, self._language, media, self._audience)
        paths: dict[str, Path] = {}
        for format_name in self._formats:
            if cancelled():
                raise ExportCancelled
            paths[format_name] = self._out / inside / SHAPES[format_name].write(work, facts, document)
        about = {
            "round": self._facts.study.id,
            "service": self._facts.service.name,
            "release": self._facts.release.name,
            "language": self._language,
            "audience": self._audience.value,
            "faces": "shown" if self._faces else "left out",
            "clicks": "marked" if self._clicks else "left out",
            "artefacts": "taken along" if self._artefacts else "left out",
            "document": document_hash(document),
            "made_at": document.made_at,
            "app_version": document.app_version,
        }
        sha256 = write_bundle(work, about)
        if self._bagging.bag:
            close_bag(whole, self._facts, self._bagging, partial(_stop_if, cancelled))
        found = (media or {}).values()
        return Exported(
            folder=self._out,
            paths=paths,
            sha256=sha256,
            clips=sum(one.clip is not None for one in found),
            stills=sum(one.still is not None for one in found),
            held_back=tuple(
                HeldBack(one.number, one.title, lacks(one, self._facts.inspections)) for one in self._facts.held_back
            ),
        )

    def _cut(self, work: Path, progress: Progress, cancelled: Cancelled) -> dict[str, Media]:
        wanted = shots(self._facts, self._audience)
        if not self._faces:
            wanted = tuple(replace(shot, inset=None) for shot in wanted)
        if not self._clicks:
            wanted = tuple(replace(shot, clicks=()) for shot in wanted)
        with in_language(self._language):
            noted = {shot.id: notes_of(shot, self._audience) for shot in wanted}
        return cut_media(
            wanted,
            work,
            lambda done: progress(done * _CUTTING),
            cancelled,
            lambda shot: noted[shot.id],
            moving=self._clips and any(SHAPES[one].clips for one in self._formats),
        )


def _stop_if(cancelled: Cancelled) -> None:
    if cancelled():
        raise ExportCancelled


def checked_formats(formats: Iterable[str]) -> tuple[str, ...]:
    """The formats, each once, in our order. Raises InputError `export_formats_unknown` naming all unknown ones."""
    asked = {one.strip().lower() for one in formats if one.strip()}
    unknown = asked - set(FORMATS)
    if unknown or not asked:
        raise InputError("export_formats_unknown", unknown=", ".join(sorted(unknown)), known=", ".join(FORMATS))
    return tuple(one for one in FORMATS if one in asked)


def _for_audience(formats: Sequence[str], audience: Audience) -> tuple[str, ...]:
    kept = tuple(one for one in formats if audience is Audience.INTERNAL or SHAPES[one].for_the_public)
    if not kept:
        raise InputError("export_formats_internal", formats=", ".join(formats))
    return kept


def goal(out: Path, facts: RoundFacts) -> Path:
    """Where the export goes: `out` itself if it is new, empty or an earlier export, which is then replaced; in a
    folder that holds other things, a folder of its own. Raises InputError `export_out_is_a_file`.
    """
    whole = out.expanduser().resolve()
    if whole.is_file():
        raise InputError("export_out_is_a_file", path=str(whole))
    try:
        taken = whole.is_dir() and any(whole.iterdir()) and not is_export(whole)
    except OSError as error:
        raise _unwritable(whole, error) from error
    if not taken:
        return whole
    inner = whole / usual_name(facts)
    while inner.exists() and not is_export(inner):
        inner = inner.with_name(f"{inner.name}-2")
    return inner


def is_export(folder: Path) -> bool:
    """Whether the folder is an earlier export, in a bag or not."""
    return is_bundle(folder) or is_bag(folder)


def usual_name(facts: RoundFacts) -> str:
    """A folder name for the export of a round: service, release, round, day; safe on every file system."""
    words = f"{facts.service.name} {facts.release.name} {facts.study.number} {facts.made_at:%Y-%m-%d}"
    plain = unicodedata.normalize("NFC", words)
    return re.sub(r"[^\w.-]+", "-", plain).strip("-.")[-_LONGEST_NAME:].strip("-.") or "report"


def _unwritable(path: Path, error: OSError) -> WorldError:
    return WorldError("export_unwritable", path=str(path), reason=error.strerror or str(error))
