"""What a clip says below its picture, and when."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Caption:
    """Words that are shown from `from_us` to `to_us`, session clock."""

    from_us: int
    to_us: int
    words: str
