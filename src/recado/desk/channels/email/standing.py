"""Will other servers believe that our mail is ours? SPF, DKIM and DMARC of a channel's domain, as they see them.

Sources: RFC 7208, RFC 6376, RFC 7489. The address itself is our return path, so SPF is aligned where it passes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _

from recado.desk.channels.email import accounts, dkim_keys, names, spf
from recado.desk.channels.port import Account
from recado.desk.core import mail_addresses

type Level = Literal["ok", "warn", "fail"]
STRICT = ("reject", "quarantine")
SIGNERS = {
    "gmail.com": "_spf.google.com", "google.com": "_spf.google.com",
    "office365.com": "spf.protection.outlook.com", "outlook.com": "spf.protection.outlook.com",
}  # fmt: skip
"""Providers whose mail leaves by other servers than it is given to, and the name that stands for these."""


@dataclass(frozen=True, slots=True)
class Look:
    """One of the three: how it is, what was seen, and what mends it (empty where nothing is wrong)."""

    about: str
    level: Level
    says: str
    mend: str = ""


def looks(account: Account) -> list[Look]:
    """All three, or one line where nobody can be asked. Takes some seconds at most; never raises."""
    domain = mail_addresses.domain(str(account.settings.get("address") or "").rpartition("@")[2])
    if not domain or not names.is_of_the_world(domain):
        said = _("%(domain)s is no domain that the world's name servers know; nothing is asked.")
        return [Look("DNS", "ok", said % {"domain": domain or "?"})]
    try:
        return list(_looked(account, domain))
    except names.Silent as wrong:
        return [_silence(wrong)]


def record(account: Account) -> Look:
    """Whether our key stands in the DNS; silence counts as no."""
    try:
        return _dkim(account, str((account.settings.get("dkim") or {}).get("domain") or ""))
    except names.Silent as wrong:
        return _silence(wrong)


def no_key() -> str:
    """What is said where a key is missing."""
    return _("Make a key first.")


def _silence(wrong: names.Silent) -> Look:
    said = _("The name servers do not answer (%(what)s).") % {"what": wrong}
    return Look("DNS", "warn", said, _("Is this machine on the net, and may it ask name servers? Then look again."))


def _looked(account: Account, domain: str) -> Iterator[Look]:
    sent = _spf(account, domain)
    yield sent
    sealed = _dkim(account, domain)
    yield sealed
    signs = bool((account.settings.get("dkim") or {}).get("on")) and sealed.level == "ok"
    yield _dmarc(domain, aligned=sent.level == "ok" or signs)


def _spf(account: Account, domain: str) -> Look:
    server = accounts.outbox(account.settings)
    if server is None:
        return Look("SPF", "ok", _("No server is named through which mail leaves; nothing is asked."))
    said = {"domain": domain, "host": server.host}
    judge = spf.Judge()
    try:
        result = judge.result(domain, names.addresses(server.host))
    except spf.Broken:
        says = _("The SPF record of %(domain)s is broken (two records, or too many questions): receivers heed none.")
        return Look("SPF", "warn", says % said, _("Make one record of it, with ten includes at most."))
    if result == "none":
        mend = _("Add a TXT record at %(domain)s: v=spf1 a:%(host)s ~all, or the include that your provider names.")
        return Look("SPF", "warn", _("%(domain)s has no SPF record.") % said, mend % said)
    if result == "pass" or _is_leaned_on(server.host, judge.included):
        return Look("SPF", "ok", _("%(domain)s lets %(host)s send for it.") % said)
    says = _("The SPF record of %(domain)s does not name our server %(host)s.")
    return Look("SPF", "warn", says % said, _("Add a:%(host)s to it, or the include that your provider names.") % said)


def _is_leaned_on(host: str, included: set[str]) -> bool:
    """Whether the record names the provider: mail often leaves by others of its servers than it is given to."""
    base = ".".join(host.lower().split(".")[-2:])
    wanted = SIGNERS.get(base, base)
    return any(one == wanted or one.endswith(f".{wanted}") for one in included)


def _dkim(account: Account, domain: str) -> Look:
    kept = account.settings.get("dkim") or {}
    if not kept.get("selector"):
        return Look("DKIM", "ok", _("Recado does not sign here; the server through which mail leaves may."))
    name = dkim_keys.place(str(kept["selector"]), str(kept.get("domain") or domain))
    said = {"name": name}
    try:
        found = [one for one in names.texts(name) if "p=" in one]
    except names.Unknown:
        found = []
    level: Level = "fail" if kept.get("on") else "warn"
    if not found:
        mend = _("Add the TXT record that the channel's page shows; new records need some minutes to be seen.")
        return Look("DKIM", level, _("There is no record %(name)s, so that nobody can check our seal.") % said, mend)
    if not any(dkim_keys.is_same(str(kept.get("record", "")), one) for one in found):
        mend = _("Copy it anew from the channel's page, whole and without line breaks.")
        return Look("DKIM", level, _("The record %(name)s holds another key than ours.") % said, mend)
    if not kept.get("on"):
        return Look("DKIM", "ok", _("The record %(name)s is right; signing is switched off.") % said)
    return Look("DKIM", "ok", _("Mail is signed, and %(name)s holds our key.") % said)


def _dmarc(domain: str, *, aligned: bool) -> Look:
    found, policy = _policy(domain)
    said = {"domain": domain, "policy": policy}
    if not found:
        mend = _("Add a TXT record at _dmarc.%(domain)s, to begin with: v=DMARC1; p=none")
        return Look("DMARC", "warn", _("%(domain)s has no DMARC record; large providers want one.") % said, mend % said)
    if aligned:
        return Look("DMARC", "ok", _("DMARC asks for %(policy)s, and our mail passes.") % said)
    mend = _("Mend SPF above, or let Recado sign.")
    if policy in STRICT:
        says = _("DMARC of %(domain)s asks for %(policy)s, and neither SPF nor DKIM of our mail is aligned.")
        return Look("DMARC", "fail", f"{says % said} {_('Others will turn it away.')}", mend)
    return Look("DMARC", "warn", _("Neither SPF nor DKIM of our mail is aligned with %(domain)s.") % said, mend)


def _policy(domain: str) -> tuple[bool, str]:
    """Whether there is a record, here or further up, and what it asks for."""
    labels = domain.split(".")
    for at in range(len(labels) - 1):
        try:
            found = [
                one for one in names.texts("_dmarc." + ".".join(labels[at:])) if one.lower().startswith("v=dmarc1")
            ]
        except names.Unknown:
            continue
        if found:
            tags = dict(part.strip().lower().partition("=")[::2] for part in found[0].split(";") if "=" in part)
            policy = (tags.get("sp") if at else "") or tags.get("p") or "none"
            return True, policy.strip()
    return False, ""
