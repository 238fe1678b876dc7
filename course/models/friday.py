"""Friday the 13th: evenings that learners play, and boards on which a class plays the same one.

Invariant: plan, actions and seed are all of an evening; what came of them is computed, never stored. `minute` is how
far it was shown, and only grows.
"""

import uuid

from django.db import models
from django.db.models import Q

from .learner import Learner


class FridayBoard(models.Model):
    """A class on one evening. code: its unguessable address. host: who opened it; without one it goes on."""

    code = models.SlugField(max_length=16, unique=True)
    host = models.ForeignKey(Learner, null=True, on_delete=models.SET_NULL, related_name="friday_boards")
    seed = models.PositiveIntegerField()
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"board of {self.seed}"


class FridayRun(models.Model):
    """One evening of one learner. plan: as a link has it. actions: as JSON, in order. name: what a board calls them,
    "" for a made-up one. name_hidden: its host wants the made-up one. words: three sentences for Rosa, none before.
    done_at: when its last minute was shown.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="friday_runs")
    board = models.ForeignKey(FridayBoard, null=True, on_delete=models.SET_NULL, related_name="runs")
    name = models.CharField(max_length=24, blank=True)
    name_hidden = models.BooleanField(default=False)
    seed = models.PositiveIntegerField()
    plan = models.JSONField()
    actions = models.JSONField(default=list)
    minute = models.PositiveSmallIntegerField(default=0)
    words = models.JSONField(default=list)
    made_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["board", "learner"], condition=Q(board__isnull=False), name="one_evening_on_a_board"
            ),
        ]

    def __str__(self) -> str:
        return f"evening of {self.seed}"
