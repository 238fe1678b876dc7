"""The check of a lesson in a template: `{% check_card lesson as check %}`."""

from django import template

from course.learners import learner_id
from course.lesson import Lesson
from course.quiz.check_card import CheckCard
from course.quiz.check_card import check_card as card_of

register = template.Library()


@register.simple_tag(takes_context=True)
def check_card(context: template.Context, lesson: Lesson) -> CheckCard | None:
    """How far this visitor is with the check of the lesson; None where it has no questions."""
    return card_of(learner_id(context["request"]), lesson)
