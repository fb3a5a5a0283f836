"""What kind of place a folder lies in: a network drive, a folder that a cloud program copies away, a sealed disk."""

import os
import re
import sys
from pathlib import Path
from typing import Literal

Encryption = Literal["encrypted", "not_encrypted", "unknown"]

NETWORK_TYPES = frozenset(
    {
        "nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ncpfs", "9p", "ceph", "glusterfs", "lustre", "gfs2", "ocfs2",
        "davfs", "fuse.davfs", "fuse.davfs2", "fuse.sshfs", "fuse.rclone", "fuse.s3fs", "fuse.glusterfs",
        "fuse.gvfsd-fuse", "fuse.google-drive-ocamlfuse", "webdav", "afpfs",
    }
)  # fmt: skip
"""File systems whose bytes lie on another machine (names as in /proc/mounts)."""

SYNCHRONISED = (
    ("OneDrive", re.compile(r"^onedrive( - .+|-.+)?$", re.IGNORECASE)),
    ("Dropbox", re.compile(r"^dropbox( \(.+\))?$", re.IGNORECASE)),
    ("Google Drive", re.compile(r"^(google ?drive|googledrive-.+|my drive|мой диск)$", re.IGNORECASE)),
    ("Яндекс.Диск", re.compile(r"^(yandex\.?disk|яндекс\.?диск)(-.+)?$", re.IGNORECASE)),
    ("iCloud Drive", re.compile(r"^(icloud ?drive|com~apple~clouddocs|mobile documents)$", re.IGNORECASE)),
    ("Mail.ru", re.compile(r"^(облако mail\.ru|mail\.ru cloud)$", re.IGNORECASE)),
    ("Nextcloud", re.compile(r"^nextcloud$", re.IGNORECASE)),
    ("ownCloud", re.compile(r"^owncloud$", re.IGNORECASE)),
    ("MEGA", re.compile(r"^mega(sync)?$", re.IGNORECASE)),
    ("Box", re.compile(r"^box sync$", re.IGNORECASE)),
    ("pCloud", re.compile(r"^pcloud ?drive$", re.IGNORECASE)),
    ("Seafile", re.compile(r"^seafile$", re.IGNORECASE)),
    ("Syncthing", re.compile(r"^\.stfolder$", re.IGNORECASE)),
)
"""Program → how its folder is called. The folder itself or any folder above it counts."""

MARKERS = {
    ".stfolder": "Syncthing",
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".nextcloudsync.log": "Nextcloud",
    ".owncloudsync.log": "ownCloud",
    ".sync": "Resilio Sync",
}
"""What a program leaves in the top of the folder that it copies → the program."""

_WINDOWS_REMOTE = 4


def is_network(folder: Path) -> bool:
    """Whether an existing folder lies on another machine, as far as the system tells."""
    if sys.platform == "win32":
        return _is_remote_drive(folder)
    return _type_of(folder) in NETWORK_TYPES


def synchronised_by(folder: Path) -> str | None:
    """The program that copies this folder away, by the names and marks such programs leave; None if none is known."""
    for place in (folder, *folder.parents):
        for program, name in SYNCHRONISED:
            if name.fullmatch(place.name):
                return program
        for marker, program in MARKERS.items():
            if (place / marker).exists():
                return program
    return None


def encryption(folder: Path) -> Encryption:
    """Whether the disk under a folder is encrypted. Told on Linux (dm-crypt, also under LVM); elsewhere unknown."""
    if not sys.platform.startswith("linux"):
        return "unknown"
    if _type_of(folder) in {"ecryptfs", "fuse.gocryptfs", "fuse.encfs"}:
        return "encrypted"
    device = folder.stat().st_dev
    block = Path(f"/sys/dev/block/{os.major(device)}:{os.minor(device)}")
    if not block.exists():
        return "unknown"
    return "encrypted" if _lies_on_crypt(block.resolve()) else "not_encrypted"


def _lies_on_crypt(block: Path) -> bool:
    """Whether a block device or any device that it is made of is a dm-crypt device."""
    uuid = block / "dm" / "uuid"
    if uuid.exists() and uuid.read_text(encoding="ascii").startswith("CRYPT-"):
        return True
    slaves = block / "slaves"
    return slaves.is_dir() and any(_lies_on_crypt(slave.resolve()) for slave in slaves.iterdir())


def _type_of(folder: Path) -> str:
    """The file system's name, by the longest mount point above the folder; "" where the system does not list them."""
    mounts = Path("/proc/self/mounts")
    if not mounts.exists():
        return ""
    best, kind = -1, ""
    for line in mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines():
        _device, point, name, *_rest = line.split(" ")
        place = Path(re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), point))
        if folder.is_relative_to(place) and len(place.parts) >= best:
            best, kind = len(place.parts), name
    return kind


def _is_remote_drive(folder: Path) -> bool:
    text = str(folder)
    if text.startswith("\\\\"):
        return True
    import ctypes

    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - the attribute exists on Windows only
    return bool(kernel.GetDriveTypeW(folder.anchor) == _WINDOWS_REMOTE)
