"""Every address, top level."""

from django.contrib import admin
from django.urls import include, path

from config import health
from config.ops.view import ops

urlpatterns = [
    path("", include("course.urls")),
    path("", include("simulator.urls")),
    path("admin/", admin.site.urls),
    path("livez", health.livez, name="livez"),
    path("readyz", health.readyz, name="readyz"),
    path("ops/", ops, name="ops"),
    path("ops", ops),  # a redirect would show that there is something
    path("metrics", health.metrics, name="metrics"),
]
