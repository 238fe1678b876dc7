"""What learners do: the only things of the course that are stored. The lessons themselves are files.

Invariant: a row belongs to a learner, and a learner is a number in a signed cookie until there is an account.
"""

import uuid

from django.conf import settings
from django.db import models


class Learner(models.Model):
    """Someone who learns. `id` is the number in their session; `user` is their account, if they made one.

    claimed_by: the account's learner who took over what this anonymous one did. The row stays as a signpost: a
    deed that was on its way under the old number still finds its owner (course/learners.py).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="learner"
    )
    claimed_by = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="earlier"
    )
    made_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.id)


class Visit(models.Model):
    """How far a learner came in a lesson: which sections they have had on the screen, in how many openings."""

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="visits")
    lesson = models.CharField(max_length=8)
    openings = models.PositiveIntegerField(default=1)
    sections = models.JSONField(default=list)
    first_at = models.DateTimeField(auto_now_add=True)
    last_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["learner", "lesson"], name="one_visit_row_a_lesson"),
        ]

    def __str__(self) -> str:
        return f"{self.lesson} of {self.learner_id}"


class Prediction(models.Model):
    """What a learner expected before the run, and how sure they were. The first one stands.

    kind and value: as the question of the lesson has them (a number; an option; a list of numbers; a list of
    names). skipped: went on without a guess, which is open after a first visit; then value is null.
    seen: which answer to "What did you see?" they gave.
    """

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="predictions")
    lesson = models.CharField(max_length=8)
    kind = models.CharField(max_length=8)
    value = models.JSONField(null=True)
    certainty = models.PositiveSmallIntegerField(null=True)
    skipped = models.BooleanField(default=False)
    settings = models.JSONField(default=dict)
    seed = models.PositiveIntegerField(default=7)
    made_at = models.DateTimeField()
    seen = models.PositiveSmallIntegerField(null=True)
    seen_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["learner", "lesson"], name="one_prediction_a_lesson"),
            models.CheckConstraint(
                condition=models.Q(certainty__isnull=True) | models.Q(certainty__range=(1, 3)),
                name="certainty_from_1_to_3",
            ),
        ]
        indexes = [models.Index(fields=["lesson", "kind"])]

    def __str__(self) -> str:
        return f"{self.lesson}: {self.value}"


class Rewrite(models.Model):
    """A sentence of the notes, put right in a learner's own words. The newest stands."""

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="rewrites")
    erratum = models.CharField(max_length=8)
    text = models.CharField(max_length=1000)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["learner", "erratum"], name="one_rewrite_an_erratum"),
        ]

    def __str__(self) -> str:
        return f"{self.erratum}: {self.text[:40]}"
