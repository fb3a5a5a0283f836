"""Secrets that are given out: made by the system's generator, kept as their SHA-256 alone.

They are random and long, so that a hash without salt or delay says nothing of them.
"""

import hashlib
import secrets

_TOKEN_BYTES = 32
_INVITATION_BYTES = 16


def new_token() -> str:
    """A person's token, or a ticket: 256 random bits as text."""
    return secrets.token_urlsafe(_TOKEN_BYTES)


def new_invitation() -> str:
    """128 random bits as text: short enough for a QR code that is read across a room."""
    return secrets.token_urlsafe(_INVITATION_BYTES)


def digest(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode(errors="backslashreplace")).hexdigest()
