"""The desk as Django's one app."""

from django.apps import AppConfig


class Desk(AppConfig):
    name = "recado.desk"
    label = "desk"
    default_auto_field = "django.db.models.BigAutoField"
