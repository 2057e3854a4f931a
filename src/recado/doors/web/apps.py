"""The pages as a Django app: its templates and tags are found by name."""

from django.apps import AppConfig


class Web(AppConfig):
    name = "recado.doors.web"
    label = "web"
