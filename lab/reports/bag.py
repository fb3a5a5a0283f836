"""An export as an evidence bundle after BagIt 1.0 (RFC 8493): what an archive takes in and checks without us.

`data/report` is the export as it is without a bag; `data/sessions` holds, if that is wished, the sealed folder of every
session that may be shown. Whoever has the bag can check the bytes by its manifests, the export by its `bundle.json`,
and every session by its own seal.
"""

import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path

from lab.domain.errors import InputError
from lab.reports.bundle import BundleLie, BundleReport, check_bundle

REPORT = "data/report"
SESSIONS = "data/sessions"
_DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_DECLARED, _INFO, _MANIFEST, _TAGS = "bagit.txt", "bag-info.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt"
_BLOCK = 1 << 20

Stop = Callable[[], None]
"""Called for every block; raises to stop."""


def is_bag(folder: Path) -> bool:
    """Whether the folder is a bag of ours."""
    return (folder / _DECLARED).is_file() and (folder / REPORT).is_dir()


def write_bag(folder: Path, about: Iterable[tuple[str, str]], stop: Stop = lambda: None) -> None:
    """Close the bag over everything under `data`. `about`: labels and values of `bag-info.txt`, in their order.

    Raises OSError, and what `stop` raises.
    """
    payload = _names(folder / "data", folder)
    lines, size = [], 0
    for name in payload:
        lines.append(f"{_sha256(folder / name, stop)}  {_escaped(name)}\n")
        size += (folder / name).stat().st_size
    info = [*about, ("Payload-Oxum", f"{size}.{len(payload)}")]
    written = {
        _DECLARED: _DECLARATION,
        _INFO: "".join(f"{label}: {' '.join(value.split())}\n" for label, value in info if value.strip()),
        _MANIFEST: "".join(lines),
    }
    for name, text in written.items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
    tags = "".join(f"{_sha256(folder / name, stop)}  {name}\n" for name in sorted(written))
    (folder / _TAGS).write_text(tags, encoding="utf-8", newline="")


def check_bag(folder: Path) -> BundleReport:
    """Compare a bag with its manifests, then the export in it with what that says of itself. Sessions have seals of
    their own, which are not looked at here. Raises InputError `bag_unreadable`.
    """
    tags, payload = _listed(folder, _TAGS), _listed(folder, _MANIFEST)
    lies = [*_lies(folder, tags, tags.keys()), *_lies(folder, payload, _names(folder / "data", folder))]
    if not lies:
        inner = check_bundle(folder / REPORT)
        lies = [BundleLie(f"{REPORT}/{lie.where}", lie.code, lie.facts) for lie in inner.lies]
    return BundleReport(tuple(lies), len(tags) + len(payload))


def sessions_in(folder: Path) -> tuple[Path, ...]:
    """The sealed session folders of a bag."""
    inside = folder / SESSIONS
    return tuple(sorted(one for one in inside.iterdir() if one.is_dir())) if inside.is_dir() else ()


def _lies(folder: Path, listed: dict[str, str], present: Iterable[str]) -> list[BundleLie]:
    there = set(present)
    lies = [BundleLie(name, "file_added", {}) for name in sorted(there - listed.keys())]
    for name in sorted(listed):
        if not (folder / name).is_file():
            lies.append(BundleLie(name, "file_missing", {}))
        elif _sha256(folder / name, lambda: None) != listed[name]:
            lies.append(BundleLie(name, "file_changed", {}))
    return lies


def _listed(folder: Path, manifest: str) -> dict[str, str]:
    try:
        lines = (folder / manifest).read_text(encoding="utf-8").splitlines()
        pairs = [line.split(maxsplit=1) for line in lines if line.strip()]
        listed = {_unescaped(name): sha256.lower() for sha256, name in pairs}
    except (OSError, ValueError) as error:
        raise InputError("bag_unreadable", path=str(folder), file=manifest) from error
    if any(Path(name).is_absolute() or ".." in Path(name).parts for name in listed):
        raise InputError("bag_unreadable", path=str(folder), file=manifest)
    return listed


def _names(inside: Path, folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in inside.rglob("*") if path.is_file())


def _sha256(path: Path, stop: Stop) -> str:
    sha256 = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            stop()
            sha256.update(block)
    return sha256.hexdigest()


def _escaped(name: str) -> str:
    return name.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _unescaped(name: str) -> str:
    for written, meant in (("%0D", "\r"), ("%0A", "\n"), ("%0d", "\r"), ("%0a", "\n"), ("%25", "%")):
        name = name.replace(written, meant)
    return name
