"""Passwords and tokens in free text or in what a program says of itself."""

import re
from collections.abc import Iterator

from lab.domain.personal_data.traces import Kind, Trace, apart, masked

HIDDEN = "***"
_SECRETS = (
    re.compile(r"(?<=://)(?P<secret>[^\s/?#@'\"]+:[^\s/?#'\"]+)(?=@)"),
    re.compile(
        r"[?&][\w.-]*(?:user|usr|login|pass|pwd|token|auth|key|secret)[\w.-]*=(?P<secret>[^\s&#'\"]+)", re.IGNORECASE
    ),
    re.compile(
        r"(?<!\w)(?:password|passwd|token|secret|пароль|токен)(?:\s*[:=]\s*|\s+(?:is|–|—|-)\s+)"
        r"(?P<secret>[^\s,;&'\"]{4,})",
        re.IGNORECASE,
    ),
    re.compile(r"\bBearer\s+(?P<secret>[\w.~+/-]{16,})"),
)


def secrets_in(text: str) -> Iterator[Trace]:
    """Logins in addresses, and what stands after "password" or "token"; what is hidden already is none."""
    for shape in _SECRETS:
        for found in shape.finditer(text):
            if found["secret"] != HIDDEN:
                yield Trace(Kind.SECRET, found.start("secret"), found.end("secret"), found["secret"])


def without_secrets(text: str) -> str:
    """The text with `***` for every secret in it."""
    return masked(text, apart(secrets_in(text)), lambda _trace: HIDDEN)
