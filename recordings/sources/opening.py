"""From a plan to a source. Device libraries are imported only when a source of theirs is wanted."""

from recordings.plan import SourcePlan
from recordings.sources.base import Picture, SoundBlock, Source


def picture_source(plan: SourcePlan) -> Source[Picture]:
    """Return the (unopened) source of pictures that the plan names; `ValueError` for a source of sound."""
    match plan.kind:
        case "screen":
            from recordings.sources.screen import ScreenSource

            return ScreenSource(plan)
        case "camera":
            from recordings.sources.camera import CameraSource

            return CameraSource(plan)
        case "synthetic_screen" | "synthetic_camera":
            from recordings.sources.synthetic import SyntheticPictures

            return SyntheticPictures(plan)
        case _:
            raise ValueError(plan.kind)


def sound_source(plan: SourcePlan) -> Source[SoundBlock]:
    """Return the (unopened) source of sound that the plan names; `ValueError` for a source of pictures."""
    match plan.kind:
        case "microphone":
            from recordings.sources.microphone import MicrophoneSource

            return MicrophoneSource(plan)
        case "synthetic_microphone":
            from recordings.sources.synthetic import SyntheticSound

            return SyntheticSound()
        case _:
            raise ValueError(plan.kind)
