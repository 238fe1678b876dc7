"""Questions: nine kinds, one file each. Pure: a seed draws a question, an answer gets a verdict.

>>> from course.questions import read_question
>>> item = read_question("L21", {
...     "id": "X1", "kind": "numeric", "stem": "4 ovens become 5. How many in 100 orders move?", "hint": "Count.",
...     "link": "L21#explain", "answer": 80, "right": "4 of 5 move.", "other": "Count again.",
...     "slips": [{"value": 20, "says": "That is what must move at the least.", "code": "MC-36"}]})
>>> question = item.draw(seed=7)
>>> question.grade("80").right, question.grade("20").code
(True, 'MC-36')
"""

from .bank import read_question
from .question import Ask, BadAnswer, Item, Part, Question, Verdict

__all__ = ["Ask", "BadAnswer", "Item", "Part", "Question", "Verdict", "read_question"]
