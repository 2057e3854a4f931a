"""Can somebody who holds many lines and says nothing keep honest mail servers out (RFC 5321 4.2, 4.5.3.2)?"""

import asyncio
from collections.abc import Coroutine
from typing import Any

import pytest

from recado.desk.core import networks
from recado.doors.mail import crowding, holding
from recado.doors.mail.crowding import Caller, Crowd
from recado.doors.mail.door import Mail, Place

NOWHERE = "postgresql://nobody@127.0.0.1:1/none"


class Scene:
    """A crowd with a clock in the hand, and who was asked to leave."""

    def __init__(self) -> None:
        self.now, self.gone = 0.0, list[str]()
        self.crowd = Crowd(lambda: self.now)

    def enters(self, name: str, address: str = "127.0.0.1") -> Caller | None:
        return self.crowd.enter(address, lambda: self.gone.append(name))


@pytest.fixture
def scene(monkeypatch: pytest.MonkeyPatch) -> Scene:
    monkeypatch.setattr(crowding, "MOST", 3)
    monkeypatch.setattr(crowding, "MOST_AT_ADDRESS", 2)
    return Scene()


def test_the_slowest_makes_room_once_the_first_seconds_are_over(scene: Scene) -> None:
    for name in ("idle", "later", "last"):
        assert scene.enters(name)
        scene.now += 1
    assert scene.enters("refused") is None
    scene.now = crowding.GRACE + 0.5
    assert scene.enters("honest")
    assert (scene.gone, len(scene.crowd)) == (["idle"], 3)


def test_whoever_sends_or_hands_over_stays(scene: Scene) -> None:
    sending, handing, idle = (scene.enters(name) for name in ("sending", "handing", "idle"))
    assert sending
    assert handing
    assert idle
    scene.now = 60
    scene.crowd.send(sending, 60 * crowding.PACE)
    scene.crowd.heard(handing)
    assert scene.enters("honest")
    assert scene.gone == ["idle"]
    assert scene.enters("too soon") is None


def test_a_mail_that_is_being_kept_is_never_cut_off(scene: Scene) -> None:
    for name in ("one", "two", "three"):
        caller = scene.enters(name)
        assert caller
        scene.crowd.hear(caller)
    scene.now = 999
    assert scene.enters("next") is None
    assert scene.gone == []


def test_one_address_or_network_has_its_share_and_this_machine_all(scene: Scene) -> None:
    assert scene.enters("a", "2001:db8::1")
    scene.now = 1
    assert scene.enters("b", "2001:db8::2")
    assert scene.enters("c", "2001:db8::3") is None
    assert scene.enters("d", "192.0.2.1")
    scene.now = 60
    assert scene.enters("e", "2001:db8::4")
    assert scene.gone == ["a"]
    alone = Scene()
    assert all(alone.enters(str(at)) for at in range(3))


def test_whoever_sends_most_must_try_again_when_memory_is_short(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crowding, "MOST_BYTES", 100)
    small, large = scene.enters("small"), scene.enters("large")
    assert small
    assert large
    scene.crowd.send(small, 40)
    scene.crowd.send(large, 70)
    assert (scene.gone, len(scene.crowd)) == (["large"], 1)


def test_an_address_of_the_old_net_inside_the_new_is_itself() -> None:
    assert networks.place("::ffff:192.0.2.7") == "192.0.2.7"
    assert networks.place("2001:db8::7:1") == "2001:db8::/64"
    assert networks.is_own("::ffff:127.0.0.1")


def test_idle_lines_do_not_keep_an_honest_server_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crowding, "MOST", 2)
    monkeypatch.setattr(crowding, "GRACE", 0.0)

    async def scene() -> None:
        door, lines = await opened(), []
        for _ in range(3):
            reader, writer = await asyncio.open_connection("127.0.0.1", door.ports[0])
            assert (await reader.readline()).startswith(b"220 ")
            lines.append((reader, writer))
        assert await lines[0][0].readline() == holding.BUSY
        assert await lines[0][0].readline() == b""
        lines[2][1].write(b"EHLO honest.example\r\n")
        assert (await lines[2][0].readline()).startswith(b"250-")
        for _reader, writer in lines:
            writer.close()
        await door.close()

    within(scene())


def test_while_all_are_new_a_server_hears_later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crowding, "MOST", 1)

    async def scene() -> None:
        door = await opened()
        first, held = await asyncio.open_connection("127.0.0.1", door.ports[0])
        assert (await first.readline()).startswith(b"220 ")
        second, turned = await asyncio.open_connection("127.0.0.1", door.ports[0])
        assert await second.read() == holding.BUSY
        held.write(b"QUIT\r\n")
        await first.read()
        third, come = await asyncio.open_connection("127.0.0.1", door.ports[0])
        assert (await third.readline()).startswith(b"220 ")
        for writer in (held, turned, come):
            writer.close()
        await door.close()

    within(scene())


async def opened() -> Mail:
    door = Mail(NOWHERE, Place("127.0.0.1", 0, "mail.lumen.example"))
    await door.open()
    return door


def within(scene: Coroutine[Any, Any, None]) -> None:
    asyncio.run(asyncio.wait_for(scene, 30))
