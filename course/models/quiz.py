"""Answers: a sitting is one go at a few questions, a try is one answer to one of them.

Invariant: a try is never changed. Of the tries at a question, only the first one counts. The database refuses a
second try with the same number or the same submission, and a second open sitting at the same questions.
"""

import uuid

from django.db import models
from django.db.models import Q

from .learner import Learner


class Kind(models.TextChoices):
    """What a sitting is for. `about` names a lesson, a module's number, a set of practice, or a form of a test."""

    CHECK = "check", "check of a lesson"
    PRACTICE = "practice", "practice"
    REVIEW = "review", "review"
    TEST_OUT = "testout", "test out of a module"
    PRE_TEST = "pretest", "first test"
    POST_TEST = "posttest", "last test"
    LATER_TEST = "latertest", "test after four weeks"


class Sitting(models.Model):
    """One learner's go at questions. slots: [[item, seed], ...] in order; the first `planned` of them were there from
    the beginning, the rest came fresh after a question that was missed three times.

    done_at: when every slot was closed, or when it was laid aside for another one. Its open slots can still be
    answered: what is on its way must find its place.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="sittings")
    kind = models.CharField(max_length=9, choices=Kind.choices)
    about = models.CharField(max_length=200)
    seed = models.PositiveIntegerField()
    slots = models.JSONField(default=list)
    planned = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "kind", "about"],
                condition=Q(done_at__isnull=True),
                name="one_open_sitting_about_a_thing",
            ),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="sitting_of_a_known_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.about}"


class Try(models.Model):
    """An answer to a slot, judged. item and seed are those of the slot: they draw the question again.

    answer: as JSON, by the kind of the question. score: 0 to 1. code: the misconception that it shows.
    verdict: what was said to it, and only that (course/quiz/replies.py), so that a repeat is told the same.
    """

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="tries")
    position = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    submission = models.UUIDField()
    item = models.CharField(max_length=16)
    seed = models.PositiveIntegerField()
    answer = models.JSONField()
    certainty = models.PositiveSmallIntegerField()
    right = models.BooleanField()
    score = models.FloatField()
    code = models.CharField(max_length=8, blank=True)
    verdict = models.JSONField()
    hint_shown = models.BooleanField(default=False)
    given_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "tries"
        constraints = [
            models.UniqueConstraint(fields=["sitting", "position", "number"], name="one_try_of_a_number"),
            models.UniqueConstraint(fields=["sitting", "submission"], name="one_try_a_submission"),
            models.CheckConstraint(condition=Q(number__range=(1, 3)), name="tries_from_1_to_3"),
            models.CheckConstraint(
                condition=Q(certainty__range=(1, 3)), name="certainty_of_a_try_from_1_to_3"
            ),
            models.CheckConstraint(condition=Q(score__range=(0, 1)), name="score_from_0_to_1"),
        ]
        indexes = [models.Index(fields=["item", "number"])]

    def __str__(self) -> str:
        return f"try {self.number} at {self.item}"
