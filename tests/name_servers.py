"""A real name server for a test: answers over UDP on loopback what the scene wrote into it."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

import dns.flags
import dns.message
import dns.name
import dns.rcode
import dns.rdatatype
import dns.rrset


@dataclass
class NameServer:
    """`records`: by name and kind, as ``("lumen.example", "TXT")``; a silent one takes questions and says nothing."""

    records: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    silent: bool = False
    address: str = ""
    asked: list[str] = field(default_factory=list)

    def text(self, name: str, said: str) -> None:
        """A TXT record, cut into strings of 255 as the DNS wants it."""
        pieces = [said[at : at + 255] for at in range(0, len(said), 255)]
        self.records.setdefault((name, "TXT"), []).append(" ".join(f'"{piece}"' for piece in pieces))

    def serve(self, line: socket.socket) -> None:
        while True:
            try:
                said, whence = line.recvfrom(4096)
            except OSError:
                return
            if not said:  # the line was shut
                return
            question = dns.message.from_wire(said)
            self.asked.append(question.question[0].name.to_text(omit_final_dot=True))
            if not self.silent:
                line.sendto(self._answer(question).to_wire(), whence)

    def _answer(self, question: dns.message.Message) -> dns.message.Message:
        answer = dns.message.make_response(question)
        answer.flags |= dns.flags.RA
        [asked] = question.question
        name, kind = asked.name.to_text(omit_final_dot=True).lower(), dns.rdatatype.to_text(asked.rdtype)
        if found := self.records.get((name, kind)):
            answer.answer.append(dns.rrset.from_text(asked.name, 60, "IN", kind, *found))
        elif not any(known == name or known.endswith(f".{name}") for known, _kind in self.records):
            answer.set_rcode(dns.rcode.NXDOMAIN)
        return answer


@contextmanager
def running() -> Iterator[NameServer]:
    """A name server for as long as the block lasts."""
    server = NameServer()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
        line.bind(("127.0.0.1", 0))
        server.address = f"127.0.0.1:{line.getsockname()[1]}"
        thread = threading.Thread(target=server.serve, args=(line,), daemon=True)
        thread.start()
        yield server
        with suppress(OSError):
            line.shutdown(socket.SHUT_RDWR)
