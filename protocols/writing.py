"""A protocol as a file again: what a round is pinned to when it is made from another round's protocol."""

from io import BytesIO

from ruamel.yaml import YAML

from protocols.protocol import Protocol

_WIDTH = 110


def protocol_file(plan: Protocol) -> bytes:
    """The protocol as a YAML file: read again it is the same protocol, and the same protocol is always the same bytes.

    What was left to its default is left out; remarks of the file it once came from are not kept.
    """
    yaml = YAML()
    yaml.width = _WIDTH
    written = BytesIO()
    yaml.dump(plan.model_dump(mode="json", exclude_defaults=True), written)
    return written.getvalue()
