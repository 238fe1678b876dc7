"""Reviews: what a learner should be asked again, and when."""

from django.db import models

from .learner import Learner


class Card(models.Model):
    """An objective that comes back. fsrs: its state, as JSON (course/quiz/schedule.py). due: from which day on.

    misconception: what the last wrong answer showed, "" if nothing or if it was put right on a later day; wrong_on:
    since when. asked_on: the last day on which a review asked for it.
    """

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="cards")
    objective = models.CharField(max_length=16)
    fsrs = models.JSONField(default=dict)
    due = models.DateField()
    misconception = models.CharField(max_length=8, blank=True)
    wrong_on = models.DateField(null=True)
    asked_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["learner", "objective"], name="one_card_an_objective"),
        ]
        indexes = [models.Index(fields=["learner", "due"])]

    def __str__(self) -> str:
        return f"{self.objective}, due {self.due:%Y-%m-%d}"
