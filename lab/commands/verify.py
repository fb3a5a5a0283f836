"""`lab verify`: does a session folder or an export still hold what was sealed in it?"""

from pathlib import Path
from typing import Annotated

import typer

from lab.archive.verify import Lie, Report
from lab.archive.verify import verify as verify_folder
from lab.commands.answering import Exit, answer, answer_json, say
from lab.commands.where import Json
from lab.i18n import gettext as _
from lab.i18n import ngettext
from lab.reports.bag import SESSIONS, check_bag, is_bag, sessions_in
from lab.reports.bundle import check_bundle, is_bundle
from lab.wording import sentence_for


def verify(
    paths: Annotated[list[Path], typer.Argument(help=_("Session folders, exports, evidence bundles."))],
    as_json: Json = False,
) -> None:
    """Check seal, chain and media; exit 1 if anything is not as it was."""
    reports = {path: verified(path) for path in paths}
    if as_json:
        answer_json([as_data(path, report) for path, report in reports.items()])
    else:
        for path, report in reports.items():
            _say(path, report)
    if not all(report.ok for report in reports.values()):
        raise typer.Exit(Exit.NO)


def verified(path: Path) -> Report:
    """The answer for one path. Raises InputError where it is neither a session folder nor an export."""
    if is_bag(path):
        return _verified_bag(path)
    if not is_bundle(path):
        return verify_folder(path)
    found = check_bundle(path)
    lies = tuple(Lie(lie.where, lie.code, lie.facts) for lie in found.lies)
    return Report(ok=found.ok, sealed=True, lies=lies, events=0, files=found.files)


def _verified_bag(path: Path) -> Report:
    """An evidence bundle: its manifests, the export in it, and each session by its own seal."""
    found = check_bag(path)
    lies, events = [Lie(lie.where, lie.code, lie.facts) for lie in found.lies], 0
    for session in sessions_in(path):
        inner = verify_folder(session)
        events += inner.events
        lies += [Lie(f"{SESSIONS}/{session.name}/{lie.where}", lie.code, lie.facts) for lie in inner.lies]
    return Report(ok=not lies, sealed=True, lies=tuple(lies), events=events, files=found.files)


def as_data(path: Path, report: Report) -> dict[str, object]:
    """The stable JSON of one answer."""
    return {
        "path": path,
        "ok": report.ok,
        "sealed": report.sealed,
        "events": report.events,
        "files": report.files,
        "lies": [{"where": lie.where, "code": lie.code, "facts": lie.facts} for lie in report.lies],
    }


def _say(path: Path, report: Report) -> None:
    if report.ok:
        events = ngettext("{n} event", "{n} events", report.events).format(n=report.events)
        files = ngettext("{n} file", "{n} files", report.files).format(n=report.files)
        answer(_("{path}: good, {events}, {files}").format(path=path, events=events, files=files))
    for lie in report.lies:
        say(f"{path}: {lie.where}: {sentence_for(lie.code, lie.facts)}")
