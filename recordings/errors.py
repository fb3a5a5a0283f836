"""The one exception of this package. Sentences for people are made elsewhere from its code and facts."""


class RecordingError(Exception):
    """Something in the world of devices, disks and media files failed.

    Attributes:
        code: a stable snake_case word, such as `camera_silent`.
        facts: what a sentence about it may name (device, path, seconds); JSON values only.
    """

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts: dict[str, object] = facts

    def __str__(self) -> str:
        named = ", ".join(f"{name}={value!r}" for name, value in self.facts.items())
        return f"{self.code} ({named})" if named else self.code
