"""How fast one socket may talk, and how often one address may open, fork and change rooms by forms."""

import time
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from ipaddress import IPv4Address, ip_address, ip_network
from typing import Any

from django.http import HttpRequest

from simulator.rooms import limits
from simulator.rooms.errors import Flood, TooFast, TooManyMisses


@dataclass(slots=True)
class TokenBucket:
    """`rate` tokens a second, at most `burst` of them saved up."""

    rate: float
    burst: float
    tokens: float = field(init=False)
    at: float | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self.tokens = self.burst

    def take(self, now: float) -> bool:
        """Take one token if there is one. `now` in seconds, never going back."""
        if not self.any(now):
            return False
        self.tokens -= 1
        return True

    def any(self, now: float) -> bool:
        """Whether there is a token."""
        if self.at is not None:
            self.tokens = min(self.burst, self.tokens + (now - self.at) * self.rate)
        self.at = now
        return self.tokens >= 1


@dataclass(slots=True)
class Pace:
    """How fast one socket may talk, and patience with those who go faster."""

    commands: TokenBucket = field(default_factory=lambda: TokenBucket(*limits.COMMANDS))
    drags: TokenBucket = field(default_factory=lambda: TokenBucket(*limits.DRAGS))
    patience: TokenBucket = field(default_factory=lambda: TokenBucket(*limits.PATIENCE))

    def command(self, now: float) -> None:
        """Count one command or one message that cannot be read. Raise TooFast, and Flood when that does not help."""
        if not self.commands.take(now):
            self._complain(now)

    def drag(self, now: float) -> bool:
        """True if this drag may pass. One too many is dropped without a word: the next one replaces it anyway."""
        if self.drags.take(now):
            return True
        if not self.patience.take(now):
            raise Flood
        return False

    def _complain(self, now: float) -> None:
        raise TooFast if self.patience.take(now) else Flood


class Visitors:
    """A bucket for each address, for the `most` addresses heard of last."""

    def __init__(self, rate: float, burst: float, most: int = limits.ADDRESSES) -> None:
        self.rate, self.burst, self.most = rate, burst, most
        self._buckets: OrderedDict[str, TokenBucket] = OrderedDict()

    def take(self, address: str, now: float) -> None:
        """Take a token for this address. Raise TooFast."""
        if not self._bucket(address).take(now):
            raise TooFast

    def any(self, address: str, now: float) -> bool:
        """Whether this address has a token. It asks, and remembers nobody."""
        bucket = self._buckets.get(address)
        return bucket is None or bucket.any(now)

    def _bucket(self, address: str) -> TokenBucket:
        bucket = self._buckets.setdefault(address, TokenBucket(self.rate, self.burst))
        self._buckets.move_to_end(address)
        if len(self._buckets) > self.most:
            self._buckets.popitem(last=False)
        return bucket


_visitors = Visitors(*limits.FORMS)
_misses = Visitors(*limits.MISSES)


def address_of(request: HttpRequest) -> str:
    """Where a request comes from."""
    return household(str(request.META.get("REMOTE_ADDR", "")))


def address_of_socket(scope: Any) -> str:
    """Where a socket comes from."""
    return household(str((scope.get("client") or ("",))[0]))


def household(address: str) -> str:
    """What limits count as one: an IPv4 address, or the 64 bits of an IPv6 one that a household is given whole."""
    try:
        known = ip_address(address)
    except ValueError:
        return address
    if isinstance(known, IPv4Address):
        return str(known)
    if known.ipv4_mapped is not None:
        return str(known.ipv4_mapped)
    return str(ip_network((int(known) >> 64 << 64, 64)))


def visitor(request: HttpRequest) -> None:
    """Count one form against its sender's address. Raise TooFast."""
    _visitors.take(address_of(request), time.monotonic())


@contextmanager
def guesses(address: str, *nowhere: type[Exception]) -> Iterator[None]:
    """Count links that lead nowhere (one of these exceptions leaves the block) against an address.

    Raise TooManyMisses before the link is looked up, so that who guesses is not told whether this one was right.
    """
    if not _misses.any(address, time.monotonic()):
        raise TooManyMisses
    try:
        yield
    except nowhere:
        with suppress(TooFast):  # the next one is refused
            _misses.take(address, time.monotonic())
        raise
