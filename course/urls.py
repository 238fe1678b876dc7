"""Addresses of the course."""

from django.urls import path

from course.views import landing
from course.views import map as course_map

urlpatterns = [
    path("", landing.landing, name="landing"),
    path("lessons/", course_map.lessons, name="lessons"),
]
