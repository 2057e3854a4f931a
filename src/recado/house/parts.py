"""Which parts does the house run as, and how does each begin? `python -m recado.house.parts`."""

import json
import os
import sys
from collections.abc import Callable, Sequence

from recado.house.trouble import Trouble


def front(host: str, port: str, pages_socket: str) -> None:
    """Hooks, live and static on the public port; the rest is passed on to the pages."""
    from recado.house import front

    front.serve(host, int(port), pages_socket)


def pages(socket: str) -> None:
    """Django on a unix socket."""
    from recado.house import pages

    pages.serve(socket)


def work() -> None:
    """Sorters and jobs."""
    from recado.house import work

    work.serve()


def migrate(base_url: str) -> None:
    """Bring the tables up to date, then print as JSON how the first administrator gets in (null where one is in)."""
    from recado.house import migrating

    migrating.migrate()
    sys.stdout.write(json.dumps({"invitation_url": migrating.first_invitation(base_url)}) + "\n")


PARTS: dict[str, Callable[..., None]] = {"front": front, "pages": pages, "work": work, "migrate": migrate}


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
