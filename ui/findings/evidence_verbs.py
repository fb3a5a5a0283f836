"""What can be done about the evidence of a finding: add to it, move it elsewhere, split it off, say that it says the
same as another one. Each can be undone, and done again.
"""

from collections.abc import Callable
from functools import partial

from lab.domain.finding import Evidence, Finding, Proof
from lab.domain.gathering import Gathered, Places
from lab.domain.ids import FindingId
from lab.i18n import gettext as _
from lab.i18n import ngettext
from ui.findings.evidence_block import EvidenceBlock, like
from ui.findings.evidence_drag import Dragged
from ui.findings.evidence_forms import ProofForm, SameForm, SortForm, TagsForm, TargetForm
from ui.findings.evidence_picker import evidence_lines
from ui.findings.judged import Judged
from ui.findings.undoing import Undoing
from ui.findings.writing import Writing


class EvidenceVerbs:
    """One per screen. `open_finding` shows a finding of the round anew."""

    def __init__(self, writing: Writing, open_finding: Callable[[Judged, FindingId], None]) -> None:
        self._writing = writing
        self._desk = writing.desk
        self._findings = writing.desk.lab.findings
        self._regrouping = self._findings.regrouping
        self._undoing = Undoing(writing.desk)
        self._open = open_finding

    def hear(self, block: EvidenceBlock, judged: Judged, finding: Finding) -> None:
        """Do what is asked of a finding's evidence."""
        block.add_wanted.connect(partial(self._add, judged, finding))
        block.sort_wanted.connect(partial(self._sort, judged, finding))
        block.same_wanted.connect(partial(self._same, judged, finding))
        block.proof_wanted.connect(partial(self._add_proof, judged, finding))
        block.removed.connect(partial(self._remove_proof, judged, finding))

    def move(self, judged: Judged, source: str, target: str, pieces: tuple[Evidence, ...]) -> None:
        """Let annotations of one finding be evidence of another one."""
        one, other = judged.finding(source), judged.finding(target)
        if one is None or other is None or one.id == other.id:
            return

        def said(_kept: Finding) -> str:
            text = ngettext("{n} tag moved to {finding}.", "{n} tags moved to {finding}.", len(pieces))
            return text.format(n=len(pieces), finding=judged.finding_name(other))

        work = partial(self._regrouping.move, one.id, other.id, pieces)
        self._undoing.do(work, said, lambda _kept: self._regrouping.put_back(one, other))

    def drop(self, judged: Judged, what: Dragged, target: str) -> None:
        """An annotation was dragged from one finding to another."""
        one = judged.finding(what.finding)
        pieces = one.evidence if one is not None else ()
        key = what.session, what.annotation
        moved = tuple(piece for piece in pieces if (piece.session, piece.annotation) == key)
        self.move(judged, what.finding, target, moved)

    def add_to_another(self, judged: Judged, gathered: Gathered) -> None:
        """Let the annotations of a proposal be evidence of a finding that is to be chosen."""
        named = [(one.id, f"{judged.finding_name(one)} {one.title}") for one in judged.findings]
        form = TargetForm(named)

        def save() -> None:
            target = judged.finding(form.target)
            if target is not None:
                pieces = [one.evidence for one in gathered.seen]
                work = partial(self._regrouping.attach, target.id, gathered.seen)

                def said(_kept: Finding) -> str:
                    text = ngettext("{n} tag added to {finding}.", "{n} tags added to {finding}.", len(pieces))
                    return text.format(n=len(pieces), finding=judged.finding_name(target))

                def done(kept: Finding) -> None:
                    self._undoing.offer(kept, work, said, lambda _kept: self._regrouping.detach(target.id, pieces))
                    self._open(judged, target.id)

                self._writing.save(form, work, done)

        self._writing.ask(_("These tags belong to …"), form, _("Add as evidence"), save)

    def _add(self, judged: Judged, finding: Finding) -> None:
        lines = self._desk.background.read(lambda: evidence_lines(judged.seen, finding.evidence))

        def ask(found: object) -> None:
            form = TagsForm(found)  # type: ignore[arg-type]
            title = _("Evidence of {finding}").format(finding=judged.finding_name(finding))
            self._writing.ask(title, form, _("Add as evidence"), lambda: save(form))
            form.picker.search.setFocus()

        def save(form: TagsForm) -> None:
            chosen = form.picker.chosen
            pieces = [one.evidence for one in chosen]
            work = partial(self._regrouping.attach, finding.id, chosen)

            def said(_kept: Finding) -> str:
                text = ngettext("{n} tag added to {finding}.", "{n} tags added to {finding}.", len(pieces))
                return text.format(n=len(pieces), finding=judged.finding_name(finding))

            def done(kept: Finding) -> None:
                self._undoing.offer(kept, work, said, lambda _kept: self._regrouping.detach(finding.id, pieces))
                self._open(judged, finding.id)

            self._writing.save(form, work, done)

        lines.owned_by(self._writing.panel).on_done(ask).start()

    def _sort(self, judged: Judged, finding: Finding) -> None:
        places = Places(judged.held)
        seen = [one for one in map(places.seen, finding.evidence) if one is not None]
        form = SortForm(evidence_lines(seen), _named(judged, finding))

        def save() -> None:
            pieces = tuple(one.evidence for one in form.picker.chosen)
            target = judged.finding(form.target)
            work: Callable[[], Finding]
            if target is None:
                work = partial(self._regrouping.split, finding.id, form.text("title"), pieces)
            else:
                work = partial(self._regrouping.move, finding.id, target.id, pieces)

            def said(made: Finding) -> str:
                text = ngettext("{n} tag is in F-{number} now.", "{n} tags are in F-{number} now.", len(pieces))
                return text.format(n=len(pieces), number=made.number)

            def undo(made: Finding) -> None:
                if target is None:
                    self._regrouping.take_back(made, finding)
                else:
                    self._regrouping.put_back(finding, target)

            def done(made: Finding) -> None:
                self._undoing.offer(made, work, said, undo)
                self._open(judged, made.id)

            self._writing.save(form, work, done)

        title = _("Tags of {finding} that belong elsewhere").format(finding=judged.finding_name(finding))
        self._writing.ask(title, form, _("Move them"), save)

    def _same(self, judged: Judged, finding: Finding) -> None:
        form = SameForm(_named(judged, finding))

        def save() -> None:
            other = judged.finding(form.other)
            if other is None:
                return
            work = partial(self._regrouping.merge, other.id, [finding.id], self._writing.person)

            def said(kept: Finding) -> str:
                return _("{finding} is a duplicate of {other} now.").format(
                    finding=judged.finding_name(finding), other=judged.finding_name(kept)
                )

            def done(kept: Finding) -> None:
                self._undoing.offer(kept, work, said, lambda _kept: self._regrouping.unmerge(other, finding))
                self._open(judged, kept.id)

            self._writing.save(form, work, done)

        title = _("{finding} is the same as …").format(finding=judged.finding_name(finding))
        self._writing.ask(title, form, _("Merge"), save)

    # -- other proofs

    def _add_proof(self, judged: Judged, finding: Finding) -> None:
        form = ProofForm(self._writing.person)

        def save() -> None:
            words = form.text("shows"), form.text("source"), form.text("by")
            work = partial(self._findings.proofs.add, finding.id, form.kind, *words)
            self._writing.save(form, work, lambda _kept: self._open(judged, finding.id))

        title = _("Another proof of {finding}").format(finding=judged.finding_name(finding))
        self._writing.ask(title, form, _("Add as evidence"), save)

    def _remove_proof(self, judged: Judged, finding: Finding, proof: Proof) -> None:
        def said(_kept: Finding) -> str:
            return _("It is no evidence of {finding} any more.").format(finding=judged.finding_name(finding))

        work = partial(self._findings.proofs.remove, finding.id, proof)
        self._undoing.do(work, said, lambda _kept: self._findings.proofs.put_back(finding.id, proof))


def _named(judged: Judged, finding: Finding) -> list[tuple[str, str]]:
    return [(one.id, f"{judged.finding_name(one)} {one.title}") for one in like(judged, finding)]
