"""The door for mail servers: SMTP on one port and, where wanted, LMTP on another."""

import asyncio
import ssl
from dataclasses import dataclass

from recado.doors.mail.crowding import Crowd
from recado.doors.mail.talks import LocalTalk, Taking, Talk, options


@dataclass(frozen=True, slots=True)
class Place:
    """Where the door stands; `lmtp_port` None where nobody hands over that way, `hostname` how it calls itself."""

    host: str
    port: int
    hostname: str
    lmtp_port: int | None = None
    guard: ssl.SSLContext | None = None


class Mail:
    """The servers of the door. `url` names the database."""

    def __init__(self, url: str, place: Place) -> None:
        self._place = place
        self._takings = Taking(url, hostname=place.hostname), Taking(url, each=True)
        self._crowds = Crowd(), Crowd()
        self._servers: list[asyncio.Server] = []

    async def open(self) -> None:
        """Listen from now on. Raises OSError where a port is taken."""
        loop, place = asyncio.get_running_loop(), self._place
        self._servers.append(await loop.create_server(self._smtp, place.host, place.port))
        if place.lmtp_port is not None:
            self._servers.append(await loop.create_server(self._lmtp, place.host, place.lmtp_port))

    @property
    def ports(self) -> list[int]:
        return [server.sockets[0].getsockname()[1] for server in self._servers]

    async def close(self) -> None:
        for server in self._servers:
            server.close()
        for taking in self._takings:
            await taking.close()

    def _smtp(self) -> asyncio.Protocol:
        talk = Talk(self._takings[0], **options(self._place.hostname, self._place.guard))
        talk.crowd = self._crowds[0]
        return talk

    def _lmtp(self) -> asyncio.Protocol:
        talk = LocalTalk(self._takings[1], **options(self._place.hostname, None))
        talk.crowd = self._crowds[1]
        return talk
