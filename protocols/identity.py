"""Names by which files refer to one another: ids, versions, addresses."""

from typing import Annotated, Literal

from pydantic import StringConstraints

Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")]
"""Latin letters, digits, `.`, `_`, `-`; at most 64. It is stored with every session, so it never changes."""

Version = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._+-]{0,31}$")]
"""Compared for equality only: a round pins exactly one."""

CriterionReference = Annotated[
    str, StringConstraints(pattern=r"^([A-Za-z0-9][A-Za-z0-9._-]{0,63}:)?[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")
]
"""In a file `CC-24` or `client-centricity:CC-24`; in a loaded protocol always the bare id, `CC-24`.

The bare id is enough because no two standards pinned by one protocol may share an id: the loader refuses
such a pair.
"""

Url = Annotated[str, StringConstraints(pattern=r"^https?://[^\s]+$", max_length=500)]

ClientCategory = Literal["people", "business", "internal"]
"""Whom the service serves: a person, a business, or a civil servant who works inside it."""
