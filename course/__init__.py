"""The course: lessons, questions and what a learner has done."""
