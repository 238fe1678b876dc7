"""First tries as plain rows: what calibration, surprises, mastery and tests are counted from."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class FirstTry:
    """The first answer to a slot of a sitting. certainty: 1 to 3. code: the misconception it showed, "" if none."""

    item: str
    right: bool
    certainty: int
    code: str
    at: datetime
