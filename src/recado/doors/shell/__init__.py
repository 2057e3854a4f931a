"""The desk's commands, for scripts and for people at a terminal."""

import typer

from recado.doors.shell import explaining


def register(app: typer.Typer) -> None:
    """Add the desk's commands to `recado`."""
    explaining.register(app)
