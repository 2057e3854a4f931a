"""Does the mail twin list its folders, and open each as a mailbox of its own?"""

from collections.abc import Iterator

import pytest
from imapclient import IMAPClient

from recado.desk.channels.email import pulling
from recado.twins import mail as twins
from recado.twins.mail import Twin


@pytest.fixture
def twin() -> Iterator[Twin]:
    with twins.running() as twin:
        yield twin


def _program(twin: Twin) -> IMAPClient:
    program = IMAPClient("127.0.0.1", twin.imap_port, ssl=False)
    program.login("ada@lumen.example", twin.moods.password)
    return program


def test_a_program_finds_the_folders_by_their_names(twin: Twin) -> None:
    with _program(twin) as program:
        assert pulling.folders(program) == ["INBOX", "Junk"]


def test_what_lies_in_one_folder_does_not_lie_in_the_other(twin: Twin) -> None:
    twin.boxes.deliver("ada@lumen.example", b"Subject: hola\r\n\r\nhola")
    with _program(twin) as program:
        assert program.select_folder("inbox", readonly=True)[b"EXISTS"] == 1
        assert program.select_folder("Junk", readonly=True)[b"EXISTS"] == 0


def test_a_folder_that_is_not_there_is_refused(twin: Twin) -> None:
    with _program(twin) as program, pytest.raises(program.Error, match="doesn't exist"):
        program.select_folder("Nothing", readonly=True)
