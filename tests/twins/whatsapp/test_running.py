"""The twin as a process of its own, beside others, and in the same mood for the same seed."""

import subprocess
import sys

import httpx

from recado.twins.whatsapp import Twin, running
from tests.twins.whatsapp.hearing import caller


def test_a_twin_runs_as_a_process() -> None:
    command = [sys.executable, "-m", "recado.twins.whatsapp", "--port", "0", "--kind", "--no-windows", "--token", "t"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        twin = Twin(process.stdout.readline().split()[-1])
        headers = {"authorization": "Bearer t"}
        seen = httpx.get(f"{twin.base_url}/{twin.setup.phone_number_id}", headers=headers, trust_env=False)
        assert seen.json()["verified_name"] == "Lumen Óptica"
        twin.close()
        process.terminate()
        assert process.wait(10) in (0, -15)


def fates(seed: int) -> list[str]:
    """What befalls sixty sends of a twin in this mood; `cut` where nobody answers."""
    with running(seed=seed, pace=0.01, windows=False, pairs=False, silent_for=0.0, throughput=999) as twin:
        body = {"messaging_product": "whatsapp", "to": "+56900000047", "text": {"body": "Hola"}}
        path, found = f"/{twin.setup.phone_number_id}/messages", []
        with caller(twin) as client:
            for _ in range(60):
                try:
                    found.append(str(client.post(path, json=body).status_code))
                except httpx.RemoteProtocolError:
                    found.append("cut")
        return found


def test_the_same_seed_brings_the_same_mishaps() -> None:
    assert fates(5) == fates(5)
    assert set(fates(5)) - {"200"}
