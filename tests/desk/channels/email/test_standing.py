"""What other servers make of our mail: SPF, DKIM and DMARC are asked of a real name server, every answer in words."""

from collections.abc import Iterator
from typing import Any

import pytest

from recado.desk.channels.email import dkim_keys, names, standing
from recado.desk.channels.port import Account
from tests import name_servers
from tests.name_servers import NameServer

DOMAIN, HOST = "lumen.cl", "smtp.lumen.cl"
KEY = dkim_keys.make()


@pytest.fixture
def server(settings: Any) -> Iterator[NameServer]:
    with name_servers.running() as running:
        settings.DNS = running.address
        running.records[HOST, "A"] = ["192.0.2.7"]
        yield running


def account(host: str = HOST, **dkim: object) -> Account:
    said = {"selector": "recado-1", "domain": DOMAIN, "record": dkim_keys.record(KEY), **dkim} if dkim else {}
    return Account("ayuda", {"address": f"ayuda@{DOMAIN}", "smtp": {"host": host}, "dkim": said}, {})


def seen(account: Account) -> dict[str, tuple[str, str]]:
    return {one.about: (one.level, one.says) for one in standing.looks(account)}


def test_a_domain_that_says_nothing_is_told_what_to_write(server: NameServer) -> None:
    assert standing.looks(account()) == [
        standing.Look(
            "SPF", "warn", "lumen.cl has no SPF record.",
            "Add a TXT record at lumen.cl: v=spf1 a:smtp.lumen.cl ~all, or the include that your provider names.",
        ),
        standing.Look("DKIM", "ok", "Recado does not sign here; the server through which mail leaves may."),
        standing.Look(
            "DMARC", "warn", "lumen.cl has no DMARC record; large providers want one.",
            "Add a TXT record at _dmarc.lumen.cl, to begin with: v=DMARC1; p=none",
        ),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "record",
    [
        "v=spf1 ip4:192.0.2.0/24 -all", "v=spf1 a:smtp.lumen.cl -all", "v=spf1 mx -all", "v=spf1 a/24 ~all",
        "v=spf1 include:_spf.lumen.cl -all", "v=spf1 redirect=_spf.lumen.cl", "v=spf1 ?all include:none.cl",
    ],
)  # fmt: skip
def test_a_record_that_names_our_server(server: NameServer, record: str) -> None:
    server.text(DOMAIN, record)
    server.text("_spf.lumen.cl", "v=spf1 ip4:192.0.2.7 -all")
    server.records[DOMAIN, "MX"] = ["10 smtp.lumen.cl."]
    server.records[DOMAIN, "A"] = ["192.0.2.200"]
    server.text(f"_dmarc.{DOMAIN}", "v=DMARC1; p=reject")
    if record.startswith("v=spf1 ?all"):
        assert seen(account())["SPF"] == ("warn", "The SPF record of lumen.cl does not name our server smtp.lumen.cl.")
        return
    assert seen(account())["SPF"] == ("ok", "lumen.cl lets smtp.lumen.cl send for it.")
    assert seen(account())["DMARC"] == ("ok", "DMARC asks for reject, and our mail passes.")


def test_a_record_that_names_others_and_a_policy_that_turns_our_mail_away(server: NameServer) -> None:
    server.text(DOMAIN, "v=spf1 ip4:198.51.100.0/24 ip6:2001:db8::/32 -all")
    server.text(f"_dmarc.{DOMAIN}", "v=DMARC1; p=reject; rua=mailto:x@lumen.cl")
    told = seen(account())
    assert told["SPF"] == ("warn", "The SPF record of lumen.cl does not name our server smtp.lumen.cl.")
    assert told["DMARC"] == (
        "fail",
        "DMARC of lumen.cl asks for reject, and neither SPF nor DKIM of our mail is aligned. Others will turn it away.",
    )
    server.text("recado-1._domainkey.lumen.cl", dkim_keys.record(KEY))
    assert seen(account(on=True))["DMARC"] == ("ok", "DMARC asks for reject, and our mail passes.")


def test_the_providers_include_stands_for_all_its_servers(server: NameServer) -> None:
    server.text(DOMAIN, "v=spf1 include:_spf.google.com ~all")
    server.text("_spf.google.com", "v=spf1 ip4:203.0.113.0/24 ~all")
    server.records["smtp.gmail.com", "A"] = ["192.0.2.99"]
    assert seen(account("smtp.gmail.com"))["SPF"] == ("ok", "lumen.cl lets smtp.gmail.com send for it.")


@pytest.mark.parametrize("records", [["v=spf1 -all", "v=spf1 ~all"], ["v=spf1 include:lumen.cl -all"]])
def test_a_broken_record_is_no_record(server: NameServer, records: list[str]) -> None:
    for record in records:
        server.text(DOMAIN, record)
    assert seen(account())["SPF"][1].startswith("The SPF record of lumen.cl is broken")


def test_our_key_is_missing_wrong_or_there(server: NameServer) -> None:
    name = "recado-1._domainkey.lumen.cl"
    missing = f"There is no record {name}, so that nobody can check our seal."
    assert seen(account(on=True))["DKIM"] == ("fail", missing)
    assert seen(account(on=False))["DKIM"] == ("warn", missing)
    server.text(name, dkim_keys.record(dkim_keys.make()))
    assert seen(account(on=True))["DKIM"] == ("fail", f"The record {name} holds another key than ours.")
    server.records.clear()
    server.text(name, dkim_keys.record(KEY).replace("; ", " ;  "))
    assert seen(account(on=True))["DKIM"] == ("ok", f"Mail is signed, and {name} holds our key.")


def test_a_domain_below_another_has_its_policy_from_above(server: NameServer) -> None:
    server.text("_dmarc.lumen.cl", "v=DMARC1; p=none; sp=quarantine")
    below = Account("ayuda", {"address": "ayuda@correo.lumen.cl", "smtp": {"host": HOST}}, {})
    assert seen(below)["DMARC"][0] == "fail"
    assert "asks for quarantine" in seen(below)["DMARC"][1]


def test_silence_is_one_warning_and_takes_seconds_only(server: NameServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(names, "WITHIN", 0.2)
    server.silent = True
    assert [(one.about, one.level) for one in standing.looks(account())] == [("DNS", "warn")]
    assert standing.looks(account())[0].says.startswith("The name servers do not answer")


def test_of_domains_that_are_nobodys_nothing_is_asked(server: NameServer, settings: Any) -> None:
    settings.DNS = ""
    found = standing.looks(Account("ayuda", {"address": "ayuda@lumen.example"}, {}))
    assert [(one.about, one.level) for one in found] == [("DNS", "ok")]
    assert server.asked == []
