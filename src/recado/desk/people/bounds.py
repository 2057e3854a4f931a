"""What fits into a person or an organisation, and in which form is it kept?"""

import re
from collections.abc import Iterable, Mapping

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from recado.desk.core.text import storable
from recado.desk.journal.telling import Objected, Objection
from recado.desk.people import phones

LONGEST_NAME = 200
LONGEST_KEY = 60
LONGEST_VALUE = 2000
MOST_PROPERTIES = 100
MOST_ROLES = 20
MOST_DOMAINS = 100
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,4})?")
DOMAIN = re.compile(r"(?=.{3,253}\Z)([^\W_]([\w-]{0,61}[^\W_])?\.)+[^\W\d_][\w-]{0,61}[^\W_]")
KIND = re.compile(r"[a-z][a-z0-9_]{0,29}")


def refuse(code: str, said: str, *missing: str) -> Objected:
    """One objection, to be raised."""
    return Objected([Objection(code, said, missing)])


def name(text: str) -> str:
    """A name on one line. Raises Objected: ``name-too-long``."""
    found = " ".join(storable(text).split())
    if len(found) > LONGEST_NAME:
        raise refuse("name-too-long", _("A name has at most %(most)s letters.") % {"most": LONGEST_NAME})
    return found


def language(text: str) -> str:
    """A language as ``es`` or ``pt-BR``, or empty. Raises Objected: ``language-invalid``."""
    found = storable(text).strip().replace("_", "-")
    if found and not LANGUAGE.fullmatch(found):
        said = _("“%(text)s” is no language: write its code, such as es, en, ru or pt-BR.") % {"text": found[:40]}
        raise refuse("language-invalid", said)
    return found


def words(texts: Iterable[str]) -> list[str]:
    """Roles: each once, in their order; semicolons part them. Raises Objected: ``role-invalid``."""
    parts = [" ".join(part.split()) for text in texts for part in storable(text).split(";")]
    found = list(dict.fromkeys(part for part in parts if part))
    if len(found) > MOST_ROLES or any(len(word) > LONGEST_KEY for word in found):
        said = _("There may be %(most)s roles of at most %(letters)s letters each.")
        raise refuse("role-invalid", said % {"most": MOST_ROLES, "letters": LONGEST_KEY})
    return found


def properties(standing: Mapping[str, str], wanted: Mapping[str, str | None]) -> dict[str, str]:
    """What stands, with what is wanted; None or an empty text takes a property away.

    Raises Objected: ``property-invalid``.
    """
    found = dict(standing)
    for key, value in wanted.items():
        found = _with(found, " ".join(storable(key).split()), storable(value or "").strip())
    if len(found) > MOST_PROPERTIES:
        raise refuse("property-invalid", _("There may be %(most)s properties at most.") % {"most": MOST_PROPERTIES})
    return found


def _with(found: dict[str, str], key: str, value: str) -> dict[str, str]:
    if not 0 < len(key) <= LONGEST_KEY:
        said = _("A property has a name of at most %(most)s letters.") % {"most": LONGEST_KEY}
        raise refuse("property-invalid", said)
    if len(value) > LONGEST_VALUE:
        said = _("The property “%(name)s” has more than %(most)s letters.") % {"name": key, "most": LONGEST_VALUE}
        raise refuse("property-invalid", said)
    return {**found, key: value} if value else {name: kept for name, kept in found.items() if name != key}


def domains(texts: Iterable[str]) -> list[str]:
    """Domains in lower case, each once; `@lumen.example` and an address count too. Raises Objected."""
    found = []
    for text in texts:
        domain = storable(text).strip().lower().rpartition("@")[2].rstrip(".")
        if domain and not DOMAIN.fullmatch(domain):
            said = _("“%(text)s” is no domain: write it as lumen.example.") % {"text": text.strip()[:80]}
            raise refuse("domain-invalid", said)
        found += [domain] if domain else []
    if len(set(found)) > MOST_DOMAINS:
        raise refuse("domain-invalid", _("There may be %(most)s domains at most.") % {"most": MOST_DOMAINS})
    return list(dict.fromkeys(found))


def address(kind: str, value: str, realm: str = "") -> tuple[str, str, str]:
    """The one form in which an address is kept. Raises Objected: ``address-invalid``."""
    kind, realm, value = (storable(text).strip() for text in (kind, realm, value))
    if kind == "phone":
        return kind, "", _phone(value)
    if kind == "email":
        return kind, "", email(value)
    if not KIND.fullmatch(kind) or not 0 < len(value) <= LONGEST_NAME or len(realm) > LONGEST_NAME:
        raise refuse("address-invalid", _("An address has a kind, such as phone or email, and a value."))
    return kind, realm, value


def email(value: str) -> str:
    """An e-mail address in lower case. Raises Objected: ``address-invalid``."""
    try:
        validate_email(value)
    except ValidationError as wrong:
        said = _("“%(text)s” is no e-mail address.") % {"text": value[:80]}
        raise refuse("address-invalid", said) from wrong
    return value.lower()


def _phone(value: str) -> str:
    found = phones.dialled(value) if len(value) <= LONGEST_NAME else None
    if found is None:
        said = _("“%(text)s” is no phone number: write it with its country code, such as +56 2 2345 6789.")
        raise refuse("address-invalid", said % {"text": value[:80]})
    return found
