"""The cameras of this machine, by what the system says of them; none is opened."""

import sys
from pathlib import Path

import av
from av.error import FFmpegError

from recordings.device_types import Camera, DeviceListError, InventoryFault

_SYSTEM_LIST = Path("/sys/class/video4linux")
_FORMATS = {"win32": "dshow", "darwin": "avfoundation"}


def list_cameras() -> tuple[Camera, ...]:
    """The cameras in the system's order. Raises DeviceListError `no_camera` when there is none."""
    media = _FORMATS.get(sys.platform)
    found = cameras_of_linux(_SYSTEM_LIST) if media is None else _cameras_of(media)
    if not found:
        raise DeviceListError(InventoryFault("no_camera", "connect_camera"))
    return found


def cameras_of_linux(system_list: Path) -> tuple[Camera, ...]:
    """What the kernel lists. Of the nodes of one camera only the first (index 0) delivers pictures."""
    if not system_list.is_dir():
        return ()
    nodes = sorted(system_list.glob("video*"), key=lambda node: int(node.name.removeprefix("video") or 0))
    return tuple(
        Camera(id=f"/dev/{node.name}", name=_line(node / "name") or node.name)
        for node in nodes
        if _line(node / "index") in {"", "0"}
    )


def _line(path: Path) -> str:
    """The line the kernel shows in a file; empty when the device has just gone."""
    try:
        return path.read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return ""


def _cameras_of(media: str) -> tuple[Camera, ...]:
    """What FFmpeg's input of this system lists; OpenCV counts cameras in the same order."""
    try:
        listed = av.enumerate_input_devices(media)
    except (FFmpegError, OSError, ValueError):
        return ()
    names = [device.description or device.name for device in listed if "video" in device.media_types]
    return tuple(Camera(id=str(number), name=name) for number, name in enumerate(names))
