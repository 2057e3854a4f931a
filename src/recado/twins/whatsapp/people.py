"""Who is meant by these digits: variants of one phone, numbers without a plus, business-scoped user ids."""

import re
from hashlib import sha256

import phonenumbers

from recado.twins.whatsapp.world import Person, World

BSUID = re.compile(r"[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}")


def digits_of(number: str) -> str:
    """Only the digits of a phone number."""
    return re.sub(r"\D", "", number)


def variants(digits: str) -> list[str]:
    """The same phone as Brazil (ninth digit), Mexico (1) and Argentina (9) write it; the given form first."""
    forms = [digits]
    if match := re.fullmatch(r"55(\d\d)9?(\d{8})", digits):
        forms += [f"55{match[1]}9{match[2]}", f"55{match[1]}{match[2]}"]
    elif match := re.fullmatch(r"521?(\d{10})", digits):
        forms += [f"521{match[1]}", f"52{match[1]}"]
    elif match := re.fullmatch(r"549?(\d{10})", digits):
        forms += [f"549{match[1]}", f"54{match[1]}"]
    return list(dict.fromkeys(forms))


def dialled(to: str, ours: str) -> str:
    """The digits really called: without a plus the country code of our own number goes before them."""
    digits = digits_of(to)
    if to.strip().startswith("+"):
        return digits
    return f"{_country_code(ours)}{digits}"


def _country_code(digits: str) -> str:
    try:
        return str(phonenumbers.parse(f"+{digits}").country_code)
    except phonenumbers.NumberParseException:
        return digits[:2]


def new_bsuid(digits: str) -> str:
    """The user id of a phone: stable for the digits, so another one after a change of number."""
    try:
        region = phonenumbers.region_code_for_number(phonenumbers.parse(f"+{digits}"))
    except phonenumbers.NumberParseException:
        region = None
    return f"{region if region and region.isalpha() else 'US'}.{int(sha256(digits.encode()).hexdigest(), 16) % 10**17}"


def find(world: World, who: str) -> Person | None:
    """The person of these digits, in any variant, or of this user id."""
    if BSUID.fullmatch(who):
        return world.persons.get(who)
    return next((world.persons[form] for form in variants(digits_of(who)) if form in world.persons), None)


def meet(world: World, digits: str, bsuid: str | None = None) -> Person:
    """The person of these digits, made when nobody has them."""
    person = find(world, digits) if digits else find(world, bsuid or "")
    if person is None:
        person = Person(digits, bsuid or new_bsuid(digits), reads=world.setup.reads)
        know(world, person)
    return person


def know(world: World, person: Person) -> None:
    """Let a person be found by digits and by user id."""
    if person.digits:
        world.persons[person.digits] = person
    world.persons[person.bsuid] = person
