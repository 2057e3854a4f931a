"""The people of our scenes: Ada and Bruno answer, Carla leads, Dmitri and Valeria write from Lumen Óptica."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest

from recado.desk.cases.models import Case
from recado.desk.channels.models import Channel
from recado.desk.conversations.models import Message, Thread
from recado.desk.staff.models import Agent, Role, Team
from recado.house import sorting
from tests import letters, makers


@dataclass
class Customer:
    """Somebody who writes to the house from a phone."""

    name: str
    phone: str
    channel: Channel

    def writes(self, words: str, *, at: datetime | None = None, id_: str | None = None) -> Message:
        """Say it and let the desk sort it; gives the message as it was kept."""
        said = makers.text(words, sender=self.phone, id_=id_, at=at)
        self.posts(said)
        return Message.objects.get(channel=self.channel, provider_id=said["id"])

    def posts(self, *messages: dict[str, Any], **more: Any) -> None:
        """Let the provider post these messages at once, and the desk sort them."""
        makers.deliver(self.channel, makers.body(*messages, name=self.name, **more))
        while sorting.sort():
            pass

    @property
    def thread(self) -> Thread:
        return Thread.objects.get(channel=self.channel, person__name=self.name)

    @property
    def case(self) -> Case:
        """The newest case."""
        return Case.objects.filter(person__name=self.name).latest("pk")


@pytest.fixture
def support(db: None) -> Team:
    return makers.team()


@pytest.fixture
def ada(support: Team) -> Agent:
    return makers.agent("Ada Fuentes", teams=(support,))


@pytest.fixture
def bruno(support: Team) -> Agent:
    return makers.agent("Bruno Rey", teams=(support,))


@pytest.fixture
def carla(support: Team) -> Agent:
    return makers.agent("Carla Soto", role=Role.LEAD, teams=(support,), present=False)


@pytest.fixture
def ventas(support: Team) -> Channel:
    """The house's WhatsApp number."""
    return makers.number(support)


@pytest.fixture
def dmitri(ventas: Channel) -> Customer:
    return Customer("Dmitri Sokolov", "56900000047", ventas)


@pytest.fixture
def valeria(ventas: Channel) -> Customer:
    return Customer("Valeria Montt", "56900000048", ventas)


@pytest.fixture
def box(support: Team, ada: Agent) -> Channel:
    """The house's mailbox, and Ada at the desk."""
    return letters.mailbox(support)
