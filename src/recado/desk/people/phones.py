"""Which number is meant, and whether two numbers are one person: reading, canonical form, variants, WhatsApp id.

Three countries write one mobile in two ways, and WhatsApp keeps either (WA13):

========= ============================ ====================== =====================================================
country   canonical                    also met               the digits WhatsApp most likely uses
========= ============================ ====================== =====================================================
Brazil    55 area 9 + eight digits     without the 9          with the 9 below area 31 or before 2-6, else without
Mexico    52 + ten digits              521 + ten              521 + ten
Argentina 549 + ten digits             54 + ten               549 + ten
========= ============================ ====================== =====================================================
"""

import re
from dataclasses import asdict, dataclass

import phonenumbers
from phonenumbers import PhoneNumberType as Type

_BRAZIL = re.compile(r"55([1-9][1-9])9?([6-9]\d{7})")
_MEXICO = re.compile(r"521?([2-9]\d{9})")
_ARGENTINA = re.compile(r"549?([1-9]\d{9})")
_WRITTEN = re.compile(r"\+?(?:[ ().-]*[0-9]){8,15}[ ().-]*")
_FIRST_AREA_WITHOUT_NINE, _FIRST_DIGIT_WITHOUT_NINE = 31, 7
_SHORTEST_FOREIGN = 10
_LONGEST_NUMBER = 15
_LONGEST_TEXT = 250
_KINDS = {
    Type.FIXED_LINE: "fixed",
    Type.MOBILE: "mobile",
    Type.FIXED_LINE_OR_MOBILE: "fixed_or_mobile",
    Type.TOLL_FREE: "toll_free",
    Type.PREMIUM_RATE: "premium",
    Type.SHARED_COST: "shared_cost",
    Type.VOIP: "voip",
    Type.PERSONAL_NUMBER: "personal",
    Type.PAGER: "pager",
    Type.UAN: "uan",
    Type.VOICEMAIL: "voicemail",
}


@dataclass(frozen=True, slots=True)
class Phone:
    """A number as read: `valid` as written, `e164` of the person if there is one, `variants` as digits."""

    valid: bool
    e164: str | None
    country: str | None
    kind: str | None
    variants: tuple[str, ...]
    wa_id: str | None
    extension: str | None = None


def read(text: str, country: str | None = None) -> Phone:
    """What somebody wrote as a number, in the country (ISO 3166, two letters) where he wrote it. Never raises."""
    number = _parse(text, country)
    if number is None:
        return Phone(False, None, None, None, variants(text), None)
    digits = _e164(number)
    valid = phonenumbers.is_valid_number(number)
    person = number if valid else _parse(canonical(digits), None)
    reachable = person is not None and phonenumbers.is_valid_number(person)
    return Phone(
        valid=valid,
        e164=_e164(person) if person and reachable else None,
        country=_country(person or number),
        kind=_KINDS.get(phonenumbers.number_type(person)) if person and reachable else None,
        variants=variants(digits),
        wa_id=wa_id(digits) if reachable else None,
        extension=number.extension,
    )


def dialled(text: str, country: str | None = None) -> str | None:
    """E.164 of a number that somebody wants to reach: one that no numbering plan knows is tried as it is written."""
    written = _WRITTEN.fullmatch(text.strip())
    found = read(text, country)
    return found.e164 or (f"+{found.variants[0]}" if written and found.variants else None)


def explain(text: str, options: dict[str, object]) -> dict[str, object]:
    """The answer of `recado explain phone`; `options["country"]` is where the number was written."""
    country = options.get("country")
    told = asdict(read(text, country if isinstance(country, str) else None))
    return told | {"variants": list(told["variants"])}


def canonical(digits: str) -> str:
    """E.164 of the one person behind a provider's digits, with ``+``; text without digits stays as it is."""
    forms = variants(digits)
    return f"+{forms[0]}" if forms else digits.strip()


def variants(digits: str) -> tuple[str, ...]:
    """The digits of every form of this person, the canonical one first; empty when there are no digits."""
    plain = _digits(digits)
    if found := _BRAZIL.fullmatch(plain):
        return f"55{found[1]}9{found[2]}", f"55{found[1]}{found[2]}"
    if found := _MEXICO.fullmatch(plain):
        return f"52{found[1]}", f"521{found[1]}"
    if found := _ARGENTINA.fullmatch(plain):
        return f"549{found[1]}", f"54{found[1]}"
    return (plain,) if 0 < len(plain) <= _LONGEST_NUMBER else ()


def wa_id(digits: str) -> str:
    """The digits under which WhatsApp most likely knows the number; what a message came from knows better."""
    plain = _digits(digits)
    if found := _BRAZIL.fullmatch(plain):
        short = int(found[1]) >= _FIRST_AREA_WITHOUT_NINE and int(found[2][0]) >= _FIRST_DIGIT_WITHOUT_NINE
        return f"55{found[1]}{'' if short else '9'}{found[2]}"
    if found := _MEXICO.fullmatch(plain):
        return f"521{found[1]}"
    return next(iter(variants(plain)), "")


def _digits(text: str) -> str:
    return "".join(str(int(sign)) for sign in text if sign.isdecimal())


def _parse(text: str, country: str | None) -> phonenumbers.PhoneNumber | None:
    """The first reading that is valid: in the country, else as a number with its country code."""
    home = country.strip().upper() if country else None
    readings = [_attempt(text, home if home in phonenumbers.SUPPORTED_REGIONS else None)]
    plain = _digits(text[:_LONGEST_TEXT])
    if len(plain.lstrip("0")) >= _SHORTEST_FOREIGN and (plain.startswith("00") or not plain.startswith("0")):
        readings.append(_attempt("+" + plain.lstrip("0"), None))
    found = [number for number in readings if number]
    return next(filter(phonenumbers.is_valid_number, found), found[0] if found else None)


def _attempt(text: str, country: str | None) -> phonenumbers.PhoneNumber | None:
    try:
        return phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException:
        return None


def _e164(number: phonenumbers.PhoneNumber) -> str:
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _country(number: phonenumbers.PhoneNumber) -> str | None:
    code = phonenumbers.region_code_for_number(number)
    code = code or phonenumbers.region_code_for_country_code(number.country_code or 0)
    return code if code and code.isalpha() and code != "ZZ" else None
