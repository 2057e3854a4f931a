"""`recado demo`: a newcomer gets a house with a past and a customer's phone, and the two speak with each other."""

import json
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from tests.house.demos import COMMAND, OUTSIDE, Demo, begun

pytestmark = pytest.mark.timeout(420)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    house = tmp_path_factory.mktemp("demo") / "house"
    _cut_short(house)
    running = begun(house)
    yield running
    if running.process.poll() is None:
        running.ends()


def _cut_short(house: Path) -> None:
    """A first start that is killed while it writes its past."""
    half = subprocess.Popen([*COMMAND, "--data", str(house)], env=OUTSIDE, stderr=subprocess.DEVNULL, process_group=0)
    assert wait_for((house / "demo" / "begun").exists, within=90)
    half.kill()
    half.wait(20)


def test_it_says_five_lines(demo: Demo) -> None:
    assert len(demo.lines) == 5
    assert re.search(r"/demo/\S{32}  \(or \S+/in with ada@hilandera\.example and \S+\)", demo.lines[0])
    assert demo.lines[2].endswith("/mail")
    assert demo.lines[3].endswith("/site/hilandera/try")
    assert "Ctrl-C" in demo.lines[4]


def test_the_house_has_the_past_that_was_promised(demo: Demo) -> None:
    teams = [key for (key,) in demo.asks("SELECT key FROM staff_team ORDER BY id")]
    assert teams == ["soporte", "facturacion", "integraciones"]
    assert demo.counts("SELECT count(*) FROM cases_case") >= 240
    kinds = [kind for (kind,) in demo.asks("SELECT kind FROM channels_channel ORDER BY id")]
    assert kinds == ["whatsapp", "whatsapp", "site", "email"]
    span = demo.asks("SELECT max(at) - min(at) FROM conversations_message")[0][0]
    assert span.days >= 35  # type: ignore[attr-defined]
    states = Counter(str(state) for (state,) in demo.asks("SELECT state FROM cases_case"))
    assert min(states[state] for state in ("new", "open", "waiting_customer", "resolved")) >= 2


def test_the_past_holds_what_the_present_would_have_written(demo: Demo) -> None:
    """Every message but those of groups is filed, every answer left, every file is at home, and nothing waits."""
    assert demo.counts("SELECT count(*) FROM channels_delivery WHERE state <> 'read'") == 0
    filed = "EXISTS (SELECT 1 FROM cases_filing f WHERE f.message_id = m.id)"
    of_persons = "conversations_message m JOIN conversations_thread t ON t.id = m.thread_id AND t.kind <> 'group'"
    assert demo.counts(f"SELECT count(*) FROM {of_persons} WHERE NOT {filed}") == 0
    ends = "('sent', 'delivered', 'read', 'played') OR provider_id IS NULL"
    unsent = f"m.direction = 'out' AND c.kind <> 'email' AND (m.rung NOT IN {ends})"
    ours = "SELECT count(*) FROM conversations_message m JOIN channels_channel c ON c.id = m.channel_id WHERE"
    assert demo.counts(f"{ours} {unsent}") == 0
    mails = "c.kind = 'email' AND m.direction = 'out' AND m.rung"
    assert demo.counts(f"{ours} {mails} NOT IN ('accepted', 'failed')") == 0
    assert demo.counts(f"{ours} {mails} = 'failed'") == 1  # it came back
    assert demo.counts("SELECT count(*) FROM conversations_attachment WHERE blob_id IS NULL") == 0
    assert demo.counts("SELECT count(*) FROM conversations_message WHERE at > now()") == 0
    told = """SELECT 1 FROM journal_entry e WHERE e."case" = c.id AND e.name = 'case.opened'"""
    assert demo.counts(f"SELECT count(*) FROM cases_case c WHERE NOT EXISTS ({told})") == 0


def test_from_the_phone_to_the_inbox_and_back(demo: Demo) -> None:
    people = httpx.get(f"{demo.phone}/phone/customers").json()["customers"]
    lautaro = next(one for one in people if one["name"].startswith("Lautaro"))
    said = {"type": "text", "to": lautaro["number"], "text": {"body": "¿Y con un perro también?"}}
    door = f"{demo.phone}/phone/customers/{lautaro['who']}"
    httpx.post(f"{door}/messages", json=said).raise_for_status()
    heard = "SELECT thread_id FROM conversations_message WHERE text = '¿Y con un perro también?'"
    assert wait_for(lambda: demo.asks(heard))
    token = made_token(demo.data)
    thread = demo.asks(heard)[0][0]
    answer = httpx.post(
        f"{demo.desk}/api/v1/threads/{thread}/messages",
        json={"text": "También, y no paga licencia."},
        headers={"authorization": f"Bearer {token}"},
    )
    assert answer.status_code < 300, answer.text
    assert wait_for(lambda: [one for one in talk(door) if one["text"] == "También, y no paga licencia."])
    httpx.post(f"{door}/reading").raise_for_status()
    rung = "SELECT 1 FROM conversations_message WHERE text = 'También, y no paga licencia.' AND rung = 'read'"
    assert wait_for(lambda: demo.asks(rung))


def test_from_the_mail_program_to_the_inbox_and_back(demo: Demo) -> None:
    """Fetched by IMAP, answered by SMTP, and what comes next is the same conversation."""
    paulina = f"{demo.mail}/people/paulina.retamal@mueblesroble.example"
    house = httpx.get(f"{demo.mail}/people").json()["house"]["address"]
    said = {"to": house, "subject": "Una silla coja", "words": "¿Quién la arregla en casa?"}
    httpx.post(f"{paulina}/letters", json=said).raise_for_status()
    heard = "SELECT thread_id FROM conversations_message WHERE text LIKE '¿Quién la arregla en casa?%'"
    assert wait_for(lambda: demo.asks(heard))
    answer = httpx.post(
        f"{demo.desk}/api/v1/threads/{demo.asks(heard)[0][0]}/messages",
        json={"text": "Nosotros, el jueves."},
        headers={"authorization": f"Bearer {made_token(demo.data)}"},
    )
    assert answer.status_code < 300, answer.text
    assert wait_for(lambda: came(paulina, "Re: Una silla coja"))
    key = came(paulina, "Re: Una silla coja")[0]["key"]
    told = httpx.get(f"{paulina}/letters/{key}/quote").json()
    assert "¿Quién la arregla en casa?" in told["quote"]
    again = {"to": told["to"], "subject": told["subject"], "words": "Gracias, el jueves entonces.", "answers": key}
    httpx.post(f"{paulina}/letters", json=again).raise_for_status()
    next_ = "SELECT thread_id FROM conversations_message WHERE text LIKE 'Gracias, el jueves entonces.%'"
    assert wait_for(lambda: demo.asks(next_))
    assert demo.asks(next_) == demo.asks(heard)


def test_one_click_logs_ada_in_and_no_other_word_does(demo: Demo) -> None:
    with httpx.Client(follow_redirects=True) as ada:
        assert "Valeria Montt" in ada.get(demo.link).text
        assert ada.get(f"{demo.desk}/me").status_code == 200
    with httpx.Client(follow_redirects=True) as stranger:
        assert stranger.get(f"{demo.link}x").status_code == 404
        assert stranger.get(demo.link, headers={"x-forwarded-for": "203.0.113.9"}).status_code == 404
        assert stranger.get(f"{demo.desk}/me").url.path == "/in"


def test_the_house_knows_its_customers(demo: Demo) -> None:
    """F9, F10, N1: firms with what is known of them, persons of theirs, labels, names in notes, words not yet sent."""
    assert demo.counts("SELECT count(*) FROM people_organisation WHERE role = 'customer'") >= 20
    assert demo.counts("SELECT count(DISTINCT role) FROM people_organisation") == 4
    assert demo.counts("SELECT count(*) FROM people_person WHERE organisation_id IS NOT NULL") >= 15
    assert demo.counts("SELECT count(*) FROM people_person WHERE name LIKE '%·%' AND organisation_id IS NOT NULL") == 0
    two = "SELECT person_id FROM people_address WHERE kind IN ('phone', 'email') GROUP BY 1 HAVING count(*) > 1"
    assert demo.counts(f"SELECT count(*) FROM ({two}) AS t") >= 4
    assert demo.counts("SELECT count(DISTINCT label_id) FROM cases_labelling") >= 8
    ada = "(SELECT id FROM staff_agent WHERE email LIKE 'ada@%')"
    assert demo.counts(f"SELECT count(*) FROM cases_mention WHERE agent_id = {ada} AND seen_at IS NULL") == 2
    assert demo.counts(f"SELECT count(*) FROM conversations_draft WHERE agent_id = {ada} AND text <> ''") == 2


def test_at_any_hour_a_clock_runs(demo: Demo) -> None:
    soon = "due_at BETWEEN now() - interval '1 day' AND now() + interval '1 hour'"
    running = f"met_at IS NULL AND dropped_at IS NULL AND {soon}"
    assert demo.counts(f"SELECT count(*) FROM clock_deadline WHERE {running}") >= 1


def test_a_past_that_was_cut_short_is_written_again(demo: Demo) -> None:
    """The fixture has cut the first writing: what stands now was written once, and whole."""
    assert demo.counts("SELECT count(*) FROM staff_agent") == 7
    assert demo.counts("SELECT count(*) FROM journal_entry WHERE name = 'agent.joined'") == 7


def test_a_second_start_keeps_the_house_as_it_is(demo: Demo) -> None:
    before = demo.counts("SELECT count(*) FROM cases_case")
    spoken = len(httpx.get(f"{demo.phone}/phone/customers").json()["customers"])
    demo.ends()
    again = begun(demo.data)
    try:
        assert again.counts("SELECT count(*) FROM cases_case") == before
        assert len(httpx.get(f"{again.phone}/phone/customers").json()["customers"]) == spoken
        assert again.phone == demo.phone
    finally:
        again.ends()


def talk(door: str) -> list[dict[str, object]]:
    bubbles: list[dict[str, object]] = httpx.get(door).json()["bubbles"]
    return bubbles


def came(person: str, subject: str) -> list[dict[str, object]]:
    """What lies in the person's mailbox under this subject."""
    letters: list[dict[str, object]] = httpx.get(person).json()["letters"]
    return [one for one in letters if (one["folder"], one["subject"]) == ("in", subject)]


def made_token(data: Path) -> str:
    command = [sys.executable, "-P", "-m", "recado.house.entry", "token", "create", "--agent", "ada@hilandera.example"]
    done = subprocess.run([*command, "--data", str(data), "--json"], env=OUTSIDE, capture_output=True, check=True)
    return str(json.loads(done.stdout)["token"])


def wait_for(found: Callable[[], object], within: float = 15.0) -> bool:
    end = time.monotonic() + within
    while time.monotonic() < end:
        if found():
            return True
        time.sleep(0.1)
    return False
