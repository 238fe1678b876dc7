"""Quizzes on the side of Django: sittings, tries, what they add up to, and the pages that show them."""
