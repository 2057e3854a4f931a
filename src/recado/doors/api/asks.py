"""What do programs ask? The bodies and filters of the contract; an unknown word is refused, not passed over."""

from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import AfterValidator, AwareDatetime, BeforeValidator, ConfigDict, Field, WithJsonSchema

from recado.desk.cases import sought
from recado.desk.core.text import storable
from recado.doors.api.paging import MOST, USUAL


def _text(value: Any) -> Any:
    return storable(value) if isinstance(value, str) else value


def _identifier(value: Any) -> Any:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else _text(value)


def _instant(value: datetime) -> datetime:
    try:
        return value.astimezone(UTC)
    except (OverflowError, ValueError) as wrong:
        raise ValueError(_("This instant is beyond the calendar.")) from wrong


def _sought(value: str) -> str:
    if not sought.read(value):
        raise ValueError(_("Signs alone cannot be found. Type a letter or a digit."))
    return value


# Plain aliases: the document names query parameters only where it sees through their types.
Text = Annotated[str, BeforeValidator(_text)]
Id = Annotated[str, BeforeValidator(_identifier), Field(max_length=300), WithJsonSchema({"type": "string"})]
Query = Annotated[str, BeforeValidator(_text), AfterValidator(_sought), Field(max_length=sought.LONGEST)]
Instant = Annotated[AwareDatetime, AfterValidator(_instant)]
Number = Annotated[str, WithJsonSchema({"type": "integer", "minimum": 1})]


class Ask(Schema):
    model_config = ConfigDict(extra="forbid")


class Paged(Schema):
    """`limit` up to 200; `cursor` is `next` of the page before."""

    limit: int = Field(USUAL, ge=1, le=MOST)
    cursor: str = Field("", max_length=1000)


class ThreadFilters(Paged):
    """`q` is words that were said, a name, or digits of a number: threads of the newest hits."""

    channel: Id | None = None
    person: Id | None = None
    q: Query | None = None


class CaseFilters(Paged):
    """`assignee` is an id or an e-mail, or `none`; `updated_since` an instant with its zone; `q` as in a search."""

    state: Literal["new", "open", "waiting_customer", "resolved"] | None = None
    assignee: Id | None = None
    team: Id | None = None
    organisation: Id | None = None
    channel: Id | None = None
    label: Text | None = None
    q: Query | None = None
    updated_since: Instant | None = None


class DeliveryFilters(Paged):
    state: Literal["pending", "read", "quarantined"] | None = None
    channel: Id | None = None
    since: Instant | None = None


class EventFilters(Schema):
    """`after`, or `cursor`, is the cursor of an event or `next`; `0` or absent is the beginning."""

    after: str = Field("", max_length=1000)
    cursor: str = Field("", max_length=1000)
    name: Id | None = None
    limit: int = Field(USUAL, ge=1, le=MOST)


class Template(Ask):
    """A template by name and language, with its values in order."""

    name: Text
    language: Text
    values: list[Text] = []


class Reaction(Ask):
    """An emoji on a message; an empty one takes it back."""

    target: Id
    emoji: Text = Field(max_length=40)


class Written(Ask):
    """What only a mail has. `to`, `cc` and `bcc` are addresses as one writes them: `Eva Paz <eva@lumen.example>`.

    `html` takes the place of `text`, which is read from it. Only words, links, lists, quotes and tables stay of it, and
    pictures: `<img src="cid:12">` shows the attachment 12, which you uploaded or which was sent in this thread.
    """

    html: Text = Field("", max_length=1_000_000)
    subject: Text | None = Field(None, max_length=500)
    cc: list[Text] | None = Field(None, max_length=100)
    bcc: list[Text] | None = Field(None, max_length=100)


class Write(Written):
    """Exactly one of text or html, template, attachment_ids (with or without words) and reaction.

    A mail goes, if nobody is named, to who wrote last and is copied to who takes part, but for the ignore-CC list;
    who is named in `to`, `cc` or `bcc` gets it as if added by hand, and takes the place of the usual ones there.
    """

    text: Text = ""
    to: list[Text] | None = Field(None, max_length=100)
    template: Template | None = None
    attachment_ids: list[Id] = Field([], max_length=30)
    reaction: Reaction | None = None
    voice: bool = False
    reply_to: Id | None = None
    note: bool = False


class Start(Written):
    """The first word to a number, or to a mail address, with a subject."""

    channel: Id
    to: Text
    text: Text = ""
    template: Template | None = None


class NewCase(Ask):
    """A case by hand, after a call or a word in the corridor."""

    person: Id
    subject: Text = Field(min_length=1, max_length=200)
    team: Id | None = None
    assignee: Id | None = None


class Choice(Ask):
    """Messages of a group, in any order."""

    messages: list[Id] = Field(min_length=1, max_length=200)


class CaseChange(Ask):
    """What shall be otherwise; what is not named stays. `assignee` null gives the case back to its team.

    `labels` are all that the case shall carry, by name; `action` is one of the house's list, by name, null for none.
    """

    assignee: Id | None = None
    team: Id | None = None
    labels: list[Text] | None = Field(None, max_length=100)
    action: Text | None = None


class Resolution(Ask):
    """Why the case ends; `labels`, where named, are all that it shall carry from then on."""

    reason: Text = ""
    labels: list[Text] | None = Field(None, max_length=100)
    fields: dict[str, Any] = {}


class Deletion(Ask):
    """Why the case is deleted."""

    reason: Text = Field("", max_length=500)
