"""What things of a report are called where programs of others read it: IRIs that are the same in every export."""

import re
from urllib.parse import quote

from protocols.standard import Criterion, Standard

_WCAG = re.compile(r"wcag-(2\.[0-2])")


def wcag_version(standard: Standard) -> str | None:
    """ "2.2" of an edition of WCAG 2; None of every other standard."""
    found = _WCAG.fullmatch(standard.id)
    return found[1] if found is not None else None


def wcag_fragment(standard: Standard, criterion: Criterion) -> str:
    """What the W3C calls a success criterion in the addresses of that edition: `non-text-content`. A checklist that
    does not say it gets the words of its English title, from which the W3C makes them.
    """
    for clause in criterion.clauses:
        if clause.document == standard.id:
            return clause.reference
    return re.sub(r"[^a-z0-9]+", "-", criterion.title.en.lower()).strip("-")


def criterion_iri(standard: Standard, criterion: Criterion) -> str:
    """The W3C's own for a row of WCAG, else one of ours, with the version that the round pinned."""
    version = wcag_version(standard)
    if version is not None:
        return f"http://www.w3.org/TR/WCAG{version.replace('.', '')}/#{wcag_fragment(standard, criterion)}"
    return f"urn:usability-lab:standard:{quote(standard.id)}:{quote(standard.version)}:{quote(criterion.id)}"


def round_iri(round_id: str, *more: str) -> str:
    """A round, or something that it knows by name: `round_iri(id, "unit", "P04")`."""
    return ":".join(("urn:usability-lab:round", quote(round_id, safe=""), *(quote(one, safe="") for one in more)))
