"""The house as an app: when Django is ready, who reacts to what is known."""

from django.apps import AppConfig


class House(AppConfig):
    name = "recado.house"
    label = "house"

    def ready(self) -> None:
        from recado.desk.journal import telling
        from recado.house import logging, reactions

        logging.set_up()
        telling.adopt(reactions.QUESTIONS, reactions.EVENTS)
