"""A group of the installers' works: Dmitri and Valeria write in it, the house reads along (W8)."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Self

from recado.desk.cases.models import Filing
from recado.desk.conversations.models import Message, Thread
from recado.desk.core.time import now
from tests import makers
from tests.cast import Customer

NAME = "G.17"


@dataclass
class Group:
    """What was said in it, in order."""

    said: list[Message] = field(default_factory=list)

    def hears(self, who: Customer, words: str, *, at: datetime | None = None, **more: object) -> Message:
        """One of its members writes."""
        posted = makers.text(words, sender=who.phone, at=at) | {"group_id": NAME, **more}
        who.posts(posted)
        self.said.append(Message.objects.get(channel=who.channel, provider_id=posted["id"]))
        return self.said[-1]

    @classmethod
    def of_three(cls, valeria: Customer, dmitri: Customer) -> Self:
        """Three words since nine minutes: Valeria's, Dmitri's, Valeria's."""
        made, at = cls(), now() - timedelta(minutes=9)
        made.hears(valeria, "Buenos días a todos", at=at)
        made.hears(dmitri, "La lámpara del pasillo no enciende", at=at + timedelta(minutes=1))
        made.hears(valeria, "Es la del segundo piso", at=at + timedelta(minutes=2))
        return made

    @property
    def thread(self) -> Thread:
        return Thread.objects.select_related("channel").get(group=NAME)

    def cases(self) -> list[int | None]:
        """In which case each message lies, in order."""
        lying = dict(Filing.objects.values_list("message", "case"))
        return [lying.get(one.pk) for one in self.said]
