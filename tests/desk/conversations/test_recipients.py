"""Is each piece that somebody types under To, CC or BCC an address that is sent to, or named in the refusal?"""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recado.desk.channels.port import Mailbox
from recado.desk.conversations import letters, recipients
from recado.desk.conversations.letters import Letter

PIECES = [
    "ada@lumen.example",
    "@",
    "@@",
    "<",
    ">",
    '"',
    "(",
    ")",
    " ",
    "\\",
    "x",
    ".",
    ":",
    "mailto:",
    "a@b",
    "\t",
]
WRONG = [
    "archivo@klyonmal@@correo.example",
    "mal@@correo.example",
    "a@b@c.example",
    "a b@c.example",
    "<>",
    "Ada <>",
    "()",
    ":",
    "ada@x.example junk",
    "ada@x.example eva@x.example",
    "ada@x.example <eva@x.example>",
    "Ada <a@b.example> <c@d.example>",
    "Ada <a@b.example",
    "Ada <a@b.example> Montt",
    "group: a@b.example",
    '"',
    '"a',
    "a@",
    "@b.example",
    "a@[1.2.3.4]",
    "ada @ x.example",
    "a@b.example\\",
    "(Ada)",
    "<a@b.example eva@x.example>",
    "nobody",
]


@pytest.mark.parametrize("typed", WRONG)
def test_what_is_no_address_is_kept_whole(typed: str) -> None:
    """Nothing of it is picked out while the rest is left out without a word."""
    [box] = recipients.read([typed])
    assert (box, recipients.is_address(box.address)) == (Mailbox("", typed), False)


@pytest.mark.parametrize(
    ("typed", "name", "address"),
    [
        ("ada@lumen.example", "", "ada@lumen.example"),
        ("mailto:ada@lumen.example", "", "ada@lumen.example"),
        ("Ada Montt <ada@lumen.example>", "Ada Montt", "ada@lumen.example"),
        ('"Montt, Ada" <ada@lumen.example>', "Montt, Ada", "ada@lumen.example"),
        ('"Ada \\"A\\" Montt"<ada@lumen.example>', 'Ada "A" Montt', "ada@lumen.example"),
        ("ada@lumen.example (Montt, Ada)", "Montt, Ada", "ada@lumen.example"),
        ("ada@lumen.example <ada@lumen.example>", "ada@lumen.example", "ada@lumen.example"),
        ("<ада@пример.example>", "", "ада@пример.example"),
    ],
)
def test_a_person_is_named_as_people_name_him(typed: str, name: str, address: str) -> None:
    assert recipients.read([typed]) == (Mailbox(name, address),)


@pytest.mark.parametrize("between", [",", ";", "\n", "\r\n", " , ;; "])
def test_persons_are_separated_in_any_way(between: str) -> None:
    assert [one.address for one in recipients.read([f"a@b.example{between}nobody", " "])] == ["a@b.example", "nobody"]


@given(st.lists(st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map("".join), max_size=70))
def test_nothing_is_left_out(typed: list[str]) -> None:
    """Each letter that was typed is in a box again, and a wrong one says all that it was."""
    tidied = letters.tidied(Letter(recipients.read(typed)))
    known = {re.sub(r"\W", "", one.name + one.address).lower() for one in tidied.to}
    for one in typed:
        plain = re.sub(r"\W", "", one.replace("mailto:", "")).lower()
        assert not plain or plain in known or any(plain in said.replace("mailto", "") for said in known)


@given(st.lists(st.builds(Mailbox, st.sampled_from(["", "Ada", "Montt, A.", "a@b.example"]), st.just("a@b.example"))))
def test_what_a_draft_keeps_is_read_as_it_was(boxes: list[Mailbox]) -> None:
    assert recipients.read([letters.typed(one) for one in boxes]) == tuple(boxes)
