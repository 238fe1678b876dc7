"""What is stored: learners and what they do. The course itself is files."""

from .friday import FridayBoard, FridayRun
from .learner import Learner, Prediction, Rewrite, Visit
from .quiz import Sitting, Try
from .review import Card

__all__ = ["Card", "FridayBoard", "FridayRun", "Learner", "Prediction", "Rewrite", "Sitting", "Try", "Visit"]
