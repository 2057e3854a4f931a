"""What can one ask of `recado`? The commands of the house, and those that the desk's shell door adds."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from recado.doors import shell
from recado.doors.shell import speaking
from recado.doors.shell.speaking import DataOption, JsonOption
from recado.house.trouble import Trouble

if TYPE_CHECKING:
    from recado.house.data import DataDirectory

app = typer.Typer(
    no_args_is_help=True, add_completion=False,
    pretty_exceptions_enable=False, context_settings={"help_option_names": ["-h", "--help"]},
)  # fmt: skip

FreshOption = Annotated[Path | None, typer.Option("--data", help="Keep it there.", show_default="a fresh one")]
HostOption = Annotated[str, typer.Option("--host", help="The address to listen on.")]
PortOption = Annotated[int, typer.Option("--port", min=0, max=65535, help="The port for HTTP; 0 takes a free one.")]
MailPortOption = Annotated[
    int | None, typer.Option("--mail-port", min=0, max=65535, help="The port for SMTP; without it none is open.")
]
UrlOption = Annotated[str | None, typer.Option("--public-url", help="How the world reaches the desk.")]


@contextmanager
def opened(path: Path | None = None, **wishes: bool) -> "Iterator[DataDirectory]":
    """`opening.opened`, imported only by commands that do open the house."""
    from recado.house import opening

    with opening.opened(path, **wishes) as data:
        yield data


@app.callback()
def house(context: typer.Context) -> None:
    """Recado, a support desk in one house."""
    context.obj = opened  # every command opens the house with: `with context.obj(data) as house:`


@app.command()
def up(
    data: DataOption = None,
    host: HostOption = "127.0.0.1",
    port: PortOption = 8080,
    public_url: UrlOption = None,
    mail_port: MailPortOption = None,
) -> None:
    """Run the whole desk: PostgreSQL, pages, hooks, live and jobs. Ctrl-C ends it."""
    _become("up", data, host, port, public_url, "" if mail_port is None else str(mail_port))


@app.command()
def web(
    data: DataOption = None, host: HostOption = "127.0.0.1", port: PortOption = 8080, public_url: UrlOption = None
) -> None:
    """Run front and pages alone, on a shared database (DATABASE_URL)."""
    _become("web", data, host, port, public_url)


@app.command()
def demo(data: FreshOption = None, port: PortOption = 8080) -> None:
    """Show the desk with a believable past, and a customer's phone to write from. Ctrl-C ends it."""
    _become("demo", data, "127.0.0.1", port, None)


@app.command()
def work(data: DataOption = None) -> None:
    """Run sorters and jobs alone, on a shared database (DATABASE_URL)."""
    from recado.house import data as houses
    from recado.house import opening, parts

    url = os.environ.get("DATABASE_URL")
    if not url:
        raise Trouble("`recado work` shares a database with others: set DATABASE_URL, or run `recado up`.")
    os.environ.update(opening.environment(houses.prepared(data), url))
    parts.main("work")


@app.command()
def migrate(context: typer.Context, data: DataOption = None, as_json: JsonOption = False) -> None:
    """Bring the tables up to date; many machines may ask at once."""
    with context.obj(data, migrated=False):
        from recado.house import migrating

        count = migrating.migrate()
    speaking.answer({"applied": count}, "The tables are up to date.", as_json)


@app.command()
def doctor(context: typer.Context, data: DataOption = None, as_json: JsonOption = False) -> None:
    """Examine the house: each line says ok, warn or fail, and what mends it."""
    from recado.house import doctor

    raise typer.Exit(doctor.examine(context.obj, data, as_json))


@app.command()
def bench(name: str, data: DataOption = None, as_json: JsonOption = False) -> None:
    """Measure on this machine, each figure beside its own limit. `--data` keeps a filled house for the next time."""
    from recado.house import benching

    benching.run(name, as_json, data)


def main() -> None:
    """Run one command: a user's mistake is one line on standard error and exit code 1."""
    shell.register(app)
    try:
        app(prog_name="recado")
    except Trouble as trouble:
        typer.echo(f"recado: {trouble}", err=True)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)


def _become(name: str, data: Path | None, host: str, port: int, public_url: str | None, *more: str) -> None:
    """Turn this process into a supervisor, which needs neither this module nor its memory."""
    from recado.house import parts

    sys.stdout.flush()
    command = parts.command(name, str(data or ""), host, str(port), public_url or "", *more)
    os.execv(command[0], command)


if __name__ == "__main__":
    main()
