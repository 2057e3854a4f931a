"""Addresses of this door at the root, for those who watch the desk."""

from django.urls import URLPattern, URLResolver, path

from recado.doors.api import watching

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", watching.healthz, name="healthz"),
    path("readyz", watching.readyz, name="readyz"),
    path("metrics", watching.metrics, name="metrics"),
]
