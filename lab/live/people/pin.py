"""The PIN that is typed with the short address. It leads to the lobby and no further.

Six digits can be guessed, so guessing is made slow and each PIN short-lived: after twenty wrong ones, or ten minutes,
there is another. Whoever guesses too often waits, and is told so before anything is compared: the answer is the same
whether the guess was right. Invitations are not touched by this, so nobody can lock the laboratory's own guests out.
"""

import hmac
import math
import secrets
from collections import deque
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address

from lab.domain.errors import RuleError
from recordings import clock

LIFE_US = 600_000_000
MOST_FAILURES = 20
"""Wrong guesses in the life of one PIN."""

MINUTE_US = 60_000_000
MOST_OF_AN_ADDRESS = 5
MOST_OF_ALL = 20
"""Wrong guesses in a minute."""

_DIGITS = 6
_IPV6_HOME = 64
"""Whoever has one address of IPv6 has all that share its first bits."""


class Pin:
    """The PIN of the day's room.

    Args:
        on_new: told whenever there is another.
        now_us: the machine's clock.
    """

    def __init__(self, on_new: Callable[[], None], now_us: Callable[[], int] = clock.now_us) -> None:
        self._on_new = on_new
        self._now_us = now_us
        self._failures: deque[tuple[int, str]] = deque()
        self._wrong = 0
        self._digits, self._until_us = _drawn(), now_us() + LIFE_US

    @property
    def digits(self) -> str:
        """The PIN as it stands."""
        return self._digits

    @property
    def left_us(self) -> int:
        """How long it is still good for."""
        return max(0, self._until_us - self._now_us())

    def renew(self) -> None:
        """Draw another at once."""
        self._wrong = 0
        self._digits, self._until_us = _drawn(), self._now_us() + LIFE_US
        self._on_new()

    def renew_if_old(self) -> None:
        """Draw another when its time is over."""
        if self._now_us() >= self._until_us:
            self.renew()

    def check(self, offered: str, address: str) -> None:
        """Return if this is the PIN.

        Args:
            address: from which it was typed.

        Raises:
            RuleError: `pin_wrong`, also for one that was right before; `wait`, with the seconds.
        """
        self.renew_if_old()
        home = _home(address)
        self._refuse_hasty(home)
        if not hmac.compare_digest(offered.encode(errors="backslashreplace"), self._digits.encode()):
            self._failures.append((self._now_us(), home))
            self._wrong += 1
            if self._wrong >= MOST_FAILURES:
                self.renew()
            raise RuleError("pin_wrong")

    def _refuse_hasty(self, home: str) -> None:
        now_us = self._now_us()
        while self._failures and self._failures[0][0] <= now_us - MINUTE_US:
            self._failures.popleft()
        own = [at_us for at_us, failed in self._failures if failed == home]
        waits_us = 0
        if len(own) >= MOST_OF_AN_ADDRESS:
            waits_us = own[-MOST_OF_AN_ADDRESS] + MINUTE_US - now_us
        if len(self._failures) >= MOST_OF_ALL:
            waits_us = max(waits_us, self._failures[-MOST_OF_ALL][0] + MINUTE_US - now_us)
        if waits_us > 0:
            raise RuleError("wait", seconds=math.ceil(waits_us / 1e6))


def _drawn() -> str:
    return f"{secrets.randbelow(10**_DIGITS):0{_DIGITS}}"


def _home(address: str) -> str:
    try:
        known = ip_address(address)
    except ValueError:
        return address
    if not isinstance(known, IPv6Address):
        return str(known)
    if known.ipv4_mapped is not None:
        return str(known.ipv4_mapped)
    return f"{int(known) >> (128 - _IPV6_HOME):x}"
