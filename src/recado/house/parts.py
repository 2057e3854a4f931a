"""Which parts does the house run as, and how does each begin? `python -m recado.house.parts`."""

import os
import sys
from collections.abc import Callable, Sequence

from recado.house.trouble import Trouble


def front(host: str, port: str, pages_socket: str) -> None:
    """Hooks, live and static on the public port; the rest is passed on to the pages."""
    from recado.house import front

    front.serve(host, int(port), pages_socket)


def pages(socket: str, told: str = "") -> None:
    """Django on a unix socket; where a supervisor waits to be told, the tables are brought up to date first."""
    from recado.house import pages

    if told:
        from recado.house import preparing

        preparing.prepare(int(told))
    pages.serve(socket)


def work() -> None:
    """Sorters and jobs."""
    from recado.house import work

    work.serve()


PARTS: dict[str, Callable[..., None]] = {"front": front, "pages": pages, "work": work}


def command(name: str, *arguments: str) -> Sequence[str]:
    """The command line that begins a part; it stands apart from the `recado` command to keep each process small."""
    return [sys.executable, "-P", "-m", "recado.house.parts", name, *arguments]


def main(name: str, *arguments: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "recado.house.settings")
    try:
        PARTS[name](*arguments)
    except Trouble as trouble:
        sys.exit(str(trouble))


if __name__ == "__main__":
    main(*sys.argv[1:])
