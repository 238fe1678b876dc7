"""Rules that say which server gets the next order: one file a rule, behind one protocol, in one table."""

from .at_random import POLICY as RANDOM
from .least_connections import POLICY as LEAST_CONNECTIONS
from .least_response_time import POLICY as LEAST_RESPONSE_TIME
from .least_response_time import SMOOTHING
from .policy import Policy, State
from .round_robin import POLICY as ROUND_ROBIN
from .shared_line import POLICY as SHARED_LINE
from .two_choices import POLICY as TWO_CHOICES
from .weighted_round_robin import POLICY as WEIGHTED_ROUND_ROBIN

# From the one that knows least to the ideal.
POLICIES: dict[str, Policy] = {
    policy.name: policy
    for policy in (
        RANDOM,
        ROUND_ROBIN,
        WEIGHTED_ROUND_ROBIN,
        TWO_CHOICES,
        LEAST_CONNECTIONS,
        LEAST_RESPONSE_TIME,
        SHARED_LINE,
    )
}

__all__ = ["POLICIES", "SMOOTHING", "Policy", "State"]
