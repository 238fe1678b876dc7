"""How fast one socket may talk, and how often one address may open, fork and change rooms by forms."""

import time
from collections import OrderedDict
from dataclasses import dataclass, field

from django.http import HttpRequest

from simulator.rooms.errors import Flood, TooFast


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
        if self.at is not None:
            self.tokens = min(self.burst, self.tokens + (now - self.at) * self.rate)
        self.at = now
        if self.tokens < 1:
            return False
        self.tokens -= 1
        return True


@dataclass(slots=True)
class Pace:
    """Ten commands a second in bursts of 30, thirty drags a second, and patience for those who miss both."""

    commands: TokenBucket = field(default_factory=lambda: TokenBucket(10, 30))
    drags: TokenBucket = field(default_factory=lambda: TokenBucket(40, 80))
    patience: TokenBucket = field(default_factory=lambda: TokenBucket(5, 100))

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

    def __init__(self, rate: float, burst: float, most: int = 10_000) -> None:
        self.rate, self.burst, self.most = rate, burst, most
        self._buckets: OrderedDict[str, TokenBucket] = OrderedDict()

    def take(self, address: str, now: float) -> None:
        """Take a token for this address. Raise TooFast."""
        bucket = self._buckets.setdefault(address, TokenBucket(self.rate, self.burst))
        self._buckets.move_to_end(address)
        if len(self._buckets) > self.most:
            self._buckets.popitem(last=False)
        if not bucket.take(now):
            raise TooFast


# A whole class may sit behind one address: 120 at once, and then five a second.
_visitors = Visitors(rate=5, burst=120)


def visitor(request: HttpRequest) -> None:
    """Count one form against its sender's address. Raise TooFast."""
    _visitors.take(request.META.get("REMOTE_ADDR", ""), time.monotonic())
