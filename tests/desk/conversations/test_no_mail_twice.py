"""EM16: a process that dies round the server's 250 sends no mail a second time."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from recado.desk.conversations import replying, sending
from recado.desk.conversations.models import Message
from recado.desk.staff.models import Agent, Team
from tests.desk.channels.email import postbox
from tests.desk.channels.email.postbox import Postbox
from tests.desk.conversations import letters

pytestmark = pytest.mark.django_db(transaction=True)

WORKER = """
import os, sys
import django
django.setup()
from django.db import connections
connections["default"].settings_dict["NAME"] = sys.argv[1]
from recado.desk.conversations import sending
dies = sys.argv[3]
if dies == "after the mark":
    kept = sending._accepted
    sending._accepted = lambda *given: (kept(*given), os.kill(os.getpid(), 9))
sending.send(int(sys.argv[2]))
"""


class Killing(Postbox):
    """Takes the mail for good, and lets its sender die before he can hear of it."""

    victim: subprocess.Popen[bytes] | None = None

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        answer = await super().handle_DATA(server, session, envelope)
        if self.victim:
            os.kill(self.victim.pid, signal.SIGKILL)
            self.victim.wait()
        return answer


@pytest.fixture
def box() -> Iterator[Killing]:
    with postbox.running(Killing()) as running:
        assert isinstance(running, Killing)
        yield running


@pytest.fixture
def message(box: Killing, support: Team, ada: Agent) -> Message:
    came = letters.comes(letters.mailbox(box, support))
    return replying.reply(letters.thread(came), by=ada.actor, text="Ya lo miro.")[0]


def _worker(message: Message, dies: str) -> subprocess.Popen[bytes]:
    name = str(connection.settings_dict["NAME"])
    return subprocess.Popen([sys.executable, "-c", WORKER, name, str(message.pk), dies])


def test_EM16_killed_between_the_250_and_its_mark_it_is_shown_and_not_sent_again(
    message: Message, box: Killing
) -> None:
    box.victim = _worker(message, "before the mark")
    assert box.victim.wait(40) == -signal.SIGKILL
    box.victim = None
    for _again in range(3):
        sending.send(message.pk)
    message.refresh_from_db()
    assert (message.rung, message.failure) == ("unknown", {"code": "interrupted", "detail": ""})
    assert len(box.taken) == 1


def test_EM16_killed_after_the_mark_it_is_simply_sent(message: Message, box: Killing) -> None:
    assert _worker(message, "after the mark").wait(40) == -signal.SIGKILL
    sending.send(message.pk)
    message.refresh_from_db()
    assert (message.rung, len(box.taken)) == ("accepted", 1)
