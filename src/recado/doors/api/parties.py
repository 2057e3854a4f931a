"""What do persons and organisations look like, in an answer and in what programs ask?"""

from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field

from recado.desk.people.bounds import LONGEST_KEY, LONGEST_NAME, LONGEST_VALUE, MOST_DOMAINS, MOST_ROLES
from recado.desk.people.reaching import MOST_ADDRESSES
from recado.doors.api.asks import Ask, Id, Paged, Text
from recado.doors.api.talk import Named

type Role = Literal["customer", "vendor", "integrator", "partner"]

Name = Annotated[Text, Field(max_length=LONGEST_NAME)]
Word = Annotated[Text, Field(max_length=LONGEST_KEY)]
Value = Annotated[Text, Field(max_length=LONGEST_VALUE)]


class Address(Schema):
    """Under what a person is reached; `realm` is empty for phone and email."""

    kind: str
    realm: str
    value: str


class Person(Schema):
    """Somebody who writes to the house."""

    id: str
    name: str
    language: str | None
    addresses: list[Address]
    organisation: Named | None
    roles: list[str]
    properties: dict[str, str]


class Persons(Schema):
    items: list[Person]
    next: str | None


class Organisation(Schema):
    """A company, and who of the house answers for it."""

    id: str
    name: str
    role: str
    domains: list[str]
    account_manager: Named | None
    segment: str | None
    properties: dict[str, str]


class Organisations(Schema):
    items: list[Organisation]
    next: str | None


class PersonFilters(Paged):
    """`q` begins a word of the name; `account_manager` is an id or an e-mail; `address` is a whole one."""

    organisation: Id | None = None
    role: Name | None = None
    segment: Name | None = None
    account_manager: Id | None = None
    language: Id | None = None
    address: Name | None = None
    q: Name | None = None


class OrganisationFilters(Paged):
    """`q` begins a word of the name; `account_manager` is an id or an e-mail."""

    role: Role | None = None
    segment: Name | None = None
    account_manager: Id | None = None
    domain: Name | None = None
    q: Name | None = None


class AddressAsk(Ask):
    """A phone number with its country code, a mail address, or another kind with its realm."""

    kind: Text = Field(max_length=30)
    realm: Name = ""
    value: Name


class PersonChange(Ask):
    """What shall be otherwise; what is not named stays.

    `addresses` is the whole list; in `properties` null takes one away and others stay.
    """

    name: Name = ""
    language: Text | None = Field(None, max_length=8)
    addresses: list[AddressAsk] = Field([], max_length=MOST_ADDRESSES)
    organisation: Id | None = None
    roles: list[Word] = Field([], max_length=MOST_ROLES)
    properties: dict[Word, Value | None] = {}


class OrganisationChange(Ask):
    """What shall be otherwise; what is not named stays.

    `domains` is the whole list, and `take_domains` lets them leave another organisation; `account_manager` is an id or
    an e-mail, and so is the property `csm`, which sets it. In `properties` null takes one away.
    """

    name: Name = ""
    role: Role = "customer"
    domains: list[Annotated[Text, Field(max_length=260)]] = Field([], max_length=MOST_DOMAINS)
    take_domains: bool = False
    account_manager: Id | None = None
    segment: Name | None = None
    properties: dict[Word, Value | None] = {}


class Merge(Ask):
    """Who it turned out to be."""

    into: Id
