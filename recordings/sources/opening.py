"""From a plan to a source. Device libraries are imported only when a source of theirs is wanted."""

from recordings.errors import RecordingError
from recordings.plan import SourcePlan
from recordings.screen_list import is_asked_for
from recordings.sources.base import Device, Picture, SoundBlock, Source


def picture_source(plan: SourcePlan) -> Source[Picture]:
    """Return the (unopened) source of pictures that the plan names; `ValueError` for a source of sound."""
    match plan.kind:
        case "screen":
            return _screen(plan)
        case "camera" if "://" in plan.device:
            from recordings.sources.network_camera import NetworkCamera

            return NetworkCamera(plan)
        case "camera":
            return _camera(plan)
        case "synthetic_screen" | "synthetic_camera":
            from recordings.sources.synthetic import SyntheticPictures

            return SyntheticPictures(plan)
        case _:
            raise ValueError(plan.kind)


def sound_source(plan: SourcePlan) -> Source[SoundBlock]:
    """Return the (unopened) source of sound that the plan names; `ValueError` for a source of pictures."""
    match plan.kind:
        case "microphone" if plan.device.startswith("pulse:"):
            return _served(plan)
        case "system_sound":
            return _served(plan)
        case "microphone":
            from recordings.sources.microphone import MicrophoneSource

            return MicrophoneSource(plan)
        case "synthetic_microphone":
            from recordings.sources.synthetic import SyntheticSound

            return SyntheticSound()
        case _:
            raise ValueError(plan.kind)


def _screen(plan: SourcePlan) -> Source[Picture]:
    if is_asked_for():
        from recordings.sources.portal_screen import PortalScreen

        return PortalScreen(plan)
    from recordings.sources.screen import ScreenSource

    return ScreenSource(plan)


def _served(plan: SourcePlan) -> Source[SoundBlock]:
    from recordings.sources.served_sound import ServedSound

    return ServedSound(plan)


def _camera(plan: SourcePlan) -> Source[Picture]:
    try:
        from recordings.sources.camera import CameraSource
    except ImportError as error:  # OpenCV is there, but a library of the system that it needs (libGL) is not
        return _WithoutLibrary(RecordingError("opencv_missing", device=plan.device, why=str(error)))
    return CameraSource(plan)


class _WithoutLibrary(Source[Picture]):
    """A source that cannot be opened, whose fault is known before."""

    def __init__(self, fault: RecordingError) -> None:
        self._fault = fault

    def open(self) -> Device:
        raise self._fault

    def read(self) -> None:
        """Deliver nothing."""

    def close(self) -> None:
        """Do nothing: there is no device."""
