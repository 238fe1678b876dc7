"""What a room keeps. Invariant: `Room.state` is the state of its last event, and events are 1, 2, ... `Room.seq`."""

import secrets

from django.db import models
from django.db.models import F, Q, Value
from django.utils import timezone

HERBS = (
    "basil", "oregano", "thyme", "rosemary", "sage", "chervil", "mint", "parsley",
    "dill", "fennel", "lovage", "marjoram", "sorrel", "tarragon", "chive", "savory",
)  # fmt: skip
BASE32 = "abcdefghijklmnopqrstuvwxyz234567"


def new_slug() -> str:
    """A link nobody can guess: a herb and 16 random base32 digits (80 bits), as in basil-k3q9..."""
    return f"{secrets.choice(HERBS)}-{''.join(secrets.choice(BASE32) for _ in range(16))}"


def new_epoch() -> str:
    """Tells one life of a room's numbering from another, should a database ever be put back in time."""
    return secrets.token_hex(4)


class Room(models.Model):
    """A shared ring. Its row is the lock: who changes the room holds it."""

    slug = models.CharField(max_length=40, unique=True, default=new_slug)
    owner = models.CharField(max_length=32, null=True, db_index=True)  # noqa: DJ001  NULL: nobody owns it
    epoch = models.CharField(max_length=8, default=new_epoch)
    seq = models.PositiveBigIntegerField(default=0)
    base = models.JSONField()
    state = models.JSONField()
    locked = models.BooleanField(default=False)
    forked_from = models.ForeignKey("self", models.SET_NULL, null=True, related_name="forks")
    forked_at = models.PositiveBigIntegerField(null=True)
    created_at = models.DateTimeField(default=timezone.now)
    touched_at = models.DateTimeField(default=timezone.now)  # last changed
    visited_at = models.DateTimeField(null=True)  # someone came in
    archived_at = models.DateTimeField(null=True)
    # People whom the owner asked to leave, as others see them. An older version of a process leaves it to the database.
    removed = models.JSONField(default=list, db_default=Value([], models.JSONField()))

    class Meta:
        indexes = [
            models.Index(fields=["owner", "-touched_at"], name="room_of_owner"),
            models.Index(fields=["archived_at", "touched_at"], name="room_to_archive"),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The short name that people see and say: the herb and the row's number."""
        return f"{self.slug.partition('-')[0]}-{self.pk}"


class Event(models.Model):
    """One change that happened, with the state that came of it, so that any moment is one row away."""

    room = models.ForeignKey(Room, models.CASCADE, related_name="events")
    seq = models.PositiveBigIntegerField()
    command_id = models.UUIDField()
    by = models.JSONField()
    command = models.JSONField()
    change = models.JSONField()
    state = models.JSONField()
    undoes = models.PositiveBigIntegerField(null=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["seq"]
        constraints = [
            models.UniqueConstraint(fields=["room", "seq"], name="one_event_a_number"),
            models.UniqueConstraint(fields=["room", "command_id"], name="one_effect_a_command"),
            models.CheckConstraint(condition=Q(seq__gte=1), name="numbers_from_one"),
            models.CheckConstraint(condition=Q(undoes=None) | Q(undoes__lt=F("seq")), name="undoes_the_past"),
        ]

    def __str__(self) -> str:
        return f"{self.room_id}#{self.seq} {self.command.get('do')}"


class SignedOut(models.Model):
    """A browser that signed out, so that no socket of it stays open and none is opened with its old cookie.

    With `others` it is the one that stays: every other browser of this learner is signed out.
    """

    seat = models.CharField(max_length=32, db_index=True)
    learner = models.CharField(max_length=32)
    others = models.BooleanField(default=False)
    at = models.DateTimeField(default=timezone.now, db_index=True)

    def __str__(self) -> str:
        return f"{self.pk} at {self.at:%Y-%m-%d %H:%M}"


class Presence(models.Model):
    """A person in a room, as one process last saw them. A process that vanishes stops saying so."""

    room = models.ForeignKey(Room, models.CASCADE, related_name="+")
    process = models.CharField(max_length=32)
    person = models.CharField(max_length=12)
    name = models.CharField(max_length=40)
    colour = models.PositiveSmallIntegerField()
    seen_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["room", "process", "person"], name="one_row_a_person_and_process")
        ]

    def __str__(self) -> str:
        return f"{self.name} in {self.room_id}"
