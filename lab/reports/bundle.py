"""An export bundle: what was written, with the size and SHA-256 of every file, so that anybody can check it later."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from lab.domain.errors import Facts, InputError

FILE = "bundle.json"
FORMAT = "export/1"
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class BundleLie:
    """A file of a bundle that is not as it was exported: which, what (code), and facts."""

    where: str
    code: str
    facts: Facts


@dataclass(frozen=True, slots=True)
class BundleReport:
    """Whether a bundle is as it was exported; `files`: how many were compared."""

    lies: tuple[BundleLie, ...]
    files: int

    @property
    def ok(self) -> bool:
        """No lie was found."""
        return not self.lies


def write_bundle(folder: Path, about: dict[str, str]) -> str:
    """Write `bundle.json` over everything in the folder; the SHA-256 of that file, which names the export."""
    files = {name: _fingerprint(folder / name) for name in _names(folder)}
    described: dict[str, object] = {"format": FORMAT, **about, "files": files}
    described["digest"] = _digest(described)
    content = (json.dumps(described, ensure_ascii=False, indent=2) + "\n").encode()
    (folder / FILE).write_bytes(content)
    return hashlib.sha256(content).hexdigest()


def is_bundle(folder: Path) -> bool:
    """Whether the folder is an export."""
    return (folder / FILE).is_file()


def check_bundle(folder: Path) -> BundleReport:
    """Compare a bundle with what it says of itself. Raises InputError `not_a_bundle`."""
    described = _read(folder)
    files = described.get("files")
    if not isinstance(files, dict) or described.get("digest") != _digest(described):
        return BundleReport((BundleLie(FILE, "bundle_changed", {}),), 0)
    present = set(_names(folder))
    lies = [BundleLie(name, "file_added", {}) for name in sorted(present - files.keys())]
    lies += [BundleLie(name, "file_missing", {}) for name in sorted(files.keys() - present)]
    for name in sorted(present & files.keys()):
        if _fingerprint(folder / name) != files[name]:
            lies.append(BundleLie(name, "file_changed", {}))
    return BundleReport(tuple(lies), len(files))


def _read(folder: Path) -> dict[str, object]:
    try:
        described = json.loads((folder / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError("not_a_bundle", path=str(folder)) from error
    if not isinstance(described, dict) or described.get("format") != FORMAT:
        raise InputError("not_a_bundle", path=str(folder))
    return described


def _names(folder: Path) -> list[str]:
    found = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return sorted(name for name in found if name != FILE)


def _fingerprint(path: Path) -> dict[str, object]:
    sha256 = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            sha256.update(block)
    return {"bytes": path.stat().st_size, "sha256": sha256.hexdigest()}


def _digest(described: dict[str, object]) -> str:
    """SHA-256 of everything but the digest itself, in one fixed spelling."""
    rest = {key: value for key, value in described.items() if key != "digest"}
    return hashlib.sha256(json.dumps(rest, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
