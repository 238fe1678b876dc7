"""Every address, top level."""

from django.urls import include, path

from config import health
from course import views as course

urlpatterns = [
    path("", course.landing, name="landing"),
    path("lessons/", course.lessons, name="lessons"),
    path("", include("simulator.urls")),
    path("livez", health.livez, name="livez"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", health.metrics, name="metrics"),
]
