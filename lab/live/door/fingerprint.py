"""A certificate's fingerprint, in the shape that browsers show and in words that can be read out.

The words are proquints (D. S. Wilkerson, "A Proposal for Proquints: Identifiers that are Readable, Spellable, and
Pronounceable", arXiv:0901.4016): 16 bits each, consonants and vowels in turn, alike in every language.
"""

from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256

WORDS = 4
"""64 bits of the SHA-256: nobody makes a second certificate that agrees in them."""

_CONSONANTS = "bdfghjklmnprstvz"
_VOWELS = "aiou"


def fingerprint(certificate: x509.Certificate) -> str:
    """SHA-256 as browsers show it: `AB:CD:…`."""
    return certificate.fingerprint(SHA256()).hex(":").upper()


def fingerprint_words(certificate: x509.Certificate) -> tuple[str, ...]:
    """The first 64 bits of the SHA-256 as four words."""
    digest = certificate.fingerprint(SHA256())
    return tuple(_word(int.from_bytes(digest[at : at + 2], "big")) for at in range(0, 2 * WORDS, 2))


def _word(bits: int) -> str:
    return (
        _CONSONANTS[bits >> 12 & 15]
        + _VOWELS[bits >> 10 & 3]
        + _CONSONANTS[bits >> 6 & 15]
        + _VOWELS[bits >> 4 & 3]
        + _CONSONANTS[bits & 15]
    )
