"""PDF files as tests read them: what their objects say, without a library for it."""

import re
import zlib
from dataclasses import dataclass


@dataclass(frozen=True)
class Pdf:
    """A file; `bare` is all of it with every stream unpacked."""

    data: bytes

    @property
    def bare(self) -> bytes:
        """The whole file with its packed streams behind it."""
        streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", self.data, re.DOTALL)
        return self.data + b"".join(_unpacked(one) for one in streams)

    @property
    def tags(self) -> list[str]:
        """The kind of every element of its structure."""
        return [one.decode() for one in re.findall(rb"/S ?/([A-Za-z0-9]+)", self.bare)]

    def says(self, key: str) -> str:
        """A text of its catalogue or its description."""
        found = re.search(rb"/" + key.encode() + rb" ?\(([^)]*)\)", self.bare)
        assert found is not None, key
        return found[1].decode("latin-1")

    def describes(self, name: str) -> str:
        """A value of its XMP description."""
        found = re.search(name.encode() + rb">([^<]*)<", self.bare)
        assert found is not None, name
        return found[1].decode()

    @property
    def alternatives(self) -> int:
        """How many pictures say in words what is seen on them."""
        return len(re.findall(rb"/Alt ?[(<]", self.bare))


def _unpacked(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return b""
