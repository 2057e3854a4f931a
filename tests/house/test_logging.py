"""The log says what was refused, and not what would have opened the door."""

import subprocess
import sys

INVITATION = "/invitations/GtlZ-EbNArsBJOa7aD3B6iAdp1jbWnW0Nm0RAomCYF4"
SCRIPT = f"""
import logging
from recado.house.logging import set_up
set_up()
logging.getLogger("django.request").warning("%s: %s", "Unprocessable Content", "{INVITATION}")
logging.getLogger("django.security.csrf").warning("Forbidden (%s): %s", "CSRF cookie not set.", "{INVITATION}")
try:
    raise ValueError("the name of the host")
except ValueError:
    logging.getLogger("django.security.DisallowedHost").error("Invalid HTTP_HOST header", exc_info=True)
"""


def test_an_invitation_is_not_stolen_from_the_log() -> None:
    told = subprocess.run([sys.executable, "-c", SCRIPT], check=True, capture_output=True, text=True).stderr
    assert told.count("/invitations/***") == 2
    assert INVITATION not in told


def test_a_strangers_nonsense_does_not_fill_the_log() -> None:
    told = subprocess.run([sys.executable, "-c", SCRIPT], check=True, capture_output=True, text=True).stderr
    assert "Invalid HTTP_HOST header" in told
    assert "Traceback" not in told
