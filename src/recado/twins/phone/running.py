"""Run phone, mail program and their providers as one process of the demo."""

import json
from pathlib import Path

import uvicorn

from recado.twins.phone.app import build
from recado.twins.post import running as letters
from recado.twins.whatsapp.setup import Setup


def serve(host: str, port: int, folder: Path, told: str) -> None:
    """Until somebody ends it. `told`: JSON of `numbers` (id, number, name each), `hook`, `secret` and `mail`."""
    known = json.loads(told)
    numbers = {identifier: (number, name) for identifier, number, name in known["numbers"]}
    setup = Setup(kind=True, reads=False, app_secret=known["secret"])
    mail = letters.provider(known["mail"], folder.with_name("post"))
    app = build(setup, numbers, f"http://127.0.0.1:{port}", folder, known["hook"], mail)
    config = uvicorn.Config(app, host=host, port=port, log_level="warning", access_log=False, lifespan="on")
    config.timeout_graceful_shutdown = 1
    uvicorn.Server(config).run()
