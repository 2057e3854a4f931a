"""What was filled in, and what of it is wrong? One entry for each field of a form, with its words in a language."""

from collections.abc import Mapping
from dataclasses import dataclass

from recado.desk.channels.site import identities
from recado.desk.channels.site.looks import Form, said

LONGEST = {"name": 120, "email": 254, "subject": 200, "message": 8000}
AUTOCOMPLETE = {"name": "name", "email": "email"}


@dataclass(frozen=True, slots=True)
class Field:
    """One field as the page shows it: its label, what stands in it, and what is wrong with that."""

    name: str
    label: str
    value: str = ""
    wrong: str = ""
    required: bool = False
    most: int = 0
    autocomplete: str = ""


def fields(form: Form, words: Mapping[str, str], given: Mapping[str, str], *, judged: bool) -> list[Field]:
    """The fields in their order; what is wrong is said where the form was sent (`judged`)."""
    return [
        Field(
            name, words[name], given.get(name, "").strip(), _wrong(name, form, words, given) if judged else "",
            name in form.required, LONGEST.get(name, 0), AUTOCOMPLETE.get(name, "off"),
        )
        for name in form.fields
    ]  # fmt: skip


def title(form: Form, words: Mapping[str, str], language: str) -> str:
    return said(form.title, language) or words["title"]


def text(given: Mapping[str, str]) -> str:
    """The message as it is filed: the subject on a line of its own."""
    return "\n\n".join(part for name in ("subject", "message") if (part := given.get(name, "").strip()))


def _wrong(name: str, form: Form, words: Mapping[str, str], given: Mapping[str, str]) -> str:
    value = given.get(name, "").strip()
    if not value:
        return words["missing"] if name in form.required and name != "file" else ""
    if len(value) > LONGEST.get(name, len(value)):
        return words["too_long"]
    return words["email_wrong"] if name == "email" and not identities.is_mail(value) else ""
