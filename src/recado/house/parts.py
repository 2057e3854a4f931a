"""Which parts does the house run as, and how does each begin? `python -m recado.house.parts`."""

import os
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from recado.house.trouble import Trouble


def up(data: str, host: str, port: str, public_url: str, mail_port: str = "") -> None:
    """The supervisor of the whole house."""
    from recado.house import supervisor
    from recado.house.demo import guesting

    guesting.forget()
    given = mail_port or os.environ.get("RECADO_MAIL_PORT", "")
    supervisor.up(Path(data) if data else None, host, int(port), public_url, _announce, mail_port=_port(given))


def web(data: str, host: str, port: str, public_url: str) -> None:
    """The supervisor of front and pages alone."""
    from recado.house import supervisor
    from recado.house.demo import guesting

    guesting.forget()
    supervisor.web(Path(data) if data else None, host, int(port), public_url, _announce)


def demo(data: str, host: str, port: str, _public_url: str) -> None:
    """The supervisor of a house with a past and its customers' phones."""
    from recado.house.demo import raising

    raising.run(Path(data) if data else None, host, int(port))


def past(phone_port: str, imap_port: str, smtp_port: str) -> None:
    """What was before the demo began."""
    from recado.house.demo import writing

    writing.write(int(phone_port), int(imap_port), int(smtp_port))


def phone(host: str, port: str, folder: str, told: str) -> None:
    """The customers' phones and mail programs of the demo, and the providers behind them."""
    from recado.twins.phone import running

    running.serve(host, int(port), Path(folder), told)


def front(host: str, port: str, pages_socket: str, first: str = "") -> None:
    """Hooks, live and static on the public port; the rest is passed on. The `first` one opens after the pages."""
    from recado.house import front

    while first and not Path(pages_socket).exists():
        time.sleep(0.02)
    front.serve(host, int(port), pages_socket)


def pages(socket: str, told: str = "") -> None:
    """Django on a unix socket; where a supervisor waits to be told, the tables are brought up to date first."""
    from recado.house import pages

    if told:
        from recado.house import preparing

        preparing.prepare(int(told))
    pages.serve(socket)


def mail(host: str, port: str, lmtp_port: str = "") -> None:
    """SMTP and, where a port is named for it, LMTP."""
    from recado.house import mail

    mail.serve(host, int(port), int(lmtp_port) if lmtp_port else None)


def work() -> None:
    """Sorters and jobs."""
    from recado.house import work

    work.serve()


PARTS: dict[str, Callable[..., None]] = {
    part.__name__: part for part in (up, web, demo, past, phone, front, pages, mail, work)
}


def command(name: str, *arguments: str) -> list[str]:
    """The command line that begins a part; it stands apart from the `recado` command to keep each process small."""
    return [sys.executable, "-P", "-m", "recado.house.parts", name, *arguments]


def _port(given: str) -> int | None:
    if not given:
        return None
    if not given.isdigit() or int(given) > 65535:
        raise Trouble(f"RECADO_MAIL_PORT: “{given}” is no port.")
    return int(given)


def _announce(url: str, data: str, invitation: str | None) -> None:
    lines = [f"Recado is up at {url}", f"Its data is in {data}"]
    if invitation:
        lines.append(f"The first administrator enters once through this link: {invitation}")
    with suppress(OSError):  # nobody has to listen
        sys.stdout.write("\n".join((*lines, "Ready. Ctrl-C ends it.", "")))
        sys.stdout.flush()


def main(name: str, *arguments: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "recado.house.settings")
    try:
        PARTS[name](*arguments)
    except Trouble as trouble:
        sys.exit(f"recado: {trouble}")


if __name__ == "__main__":
    main(*sys.argv[1:])
