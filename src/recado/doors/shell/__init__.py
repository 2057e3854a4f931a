"""The desk's commands, for scripts and for people at a terminal."""

import typer

from recado.doors.shell import channelling, explaining, joining, replaying, teaming, tokening


def register(app: typer.Typer) -> None:
    """Add the desk's commands to `recado`."""
    explaining.register(app)
    teaming.register(app)
    joining.register(app)
    tokening.register(app)
    channelling.register(app)
    replaying.register(app)
