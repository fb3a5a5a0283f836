"""Where the clusters of a Matroska file lie, found without any library of ours or of FFmpeg (RFC 8794, RFC 9559)."""

from collections.abc import Iterator

SEGMENT = 0x18538067
CLUSTER = 0x1F43B675


def cluster_ends(data: bytes) -> list[int]:
    """Offsets of the first byte after each cluster that lies wholly in the data."""
    for identity, begins, _size in _elements(data, 0):
        if identity == SEGMENT:
            children = _elements(data, begins)
            return [begin + size for child, begin, size in children if child == CLUSTER and begin + size <= len(data)]
    return []


def _elements(data: bytes, at: int) -> Iterator[tuple[int, int, int]]:
    """Identity, offset of the content and its size, of the elements that follow one another from an offset on."""
    while at < len(data) and data[at]:
        identity, at = _number(data, at, marked=True)
        size, at = _number(data, at, marked=False)
        yield identity, at, size
        at += size


def _number(data: bytes, at: int, *, marked: bool) -> tuple[int, int]:
    """A number of variable length and the offset behind it; the marker of its length belongs to an identity."""
    length = 9 - data[at].bit_length()
    value = int.from_bytes(data[at : at + length], "big")
    return (value if marked else value & ((1 << 7 * length) - 1)), at + length
