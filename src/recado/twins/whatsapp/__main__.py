"""Start a twin from the shell: `python -m recado.twins.whatsapp --port 8420`."""

from typing import Annotated

import typer

from recado.twins.whatsapp.running import serve
from recado.twins.whatsapp.setup import Setup

DEFAULTS = Setup()


def main(
    port: int = 8420,
    host: str = "127.0.0.1",
    kind: Annotated[bool, typer.Option("--kind", help="No mishaps: only the documented limits.")] = False,
    seed: int = DEFAULTS.seed,
    pace: Annotated[float, typer.Option(help="Scales all delays; 1 = read within a second.")] = DEFAULTS.pace,
    minute: Annotated[float, typer.Option(help="Seconds that a minute of the retry schedule lasts.")] = 1.0,
    callback: Annotated[str | None, typer.Option(help="Where webhooks go.")] = None,
    verify_token: str = DEFAULTS.verify_token,
    token: str = DEFAULTS.token,
    app_secret: str = DEFAULTS.app_secret,
    number: str = DEFAULTS.number,
    phone_number_id: str = DEFAULTS.phone_number_id,
    business_account_id: str = DEFAULTS.business_account_id,
    throughput: Annotated[int, typer.Option(help="Messages a second and number.")] = DEFAULTS.throughput,
    windows: Annotated[bool, typer.Option(help="Whether the 24-hour window is kept.")] = True,
    pairs: Annotated[bool, typer.Option(help="Whether the pair limit is kept.")] = True,
    reads: Annotated[bool, typer.Option(help="Whether customers read by themselves.")] = True,
) -> None:
    """An unkind twin of the WhatsApp Cloud API."""
    options = {key: value for key, value in locals().items() if key not in ("port", "host")}
    serve(Setup(**options), host, port)


if __name__ == "__main__":
    typer.run(main)
