"""What a provider says of numbers and templates, in words; what is not known stays as the provider wrote it."""

from django.utils.translation import gettext as _


def template(state: str) -> str:
    """`approved`, `paused` or the category it was moved to."""
    known = {
        "approved": _("approved"),
        "rejected": _("rejected"),
        "pending": _("waiting for its review"),
        "paused": _("paused"),
        "disabled": _("disabled"),
        "deleted": _("deleted"),
        "pending_deletion": _("about to be deleted"),
        "in_appeal": _("reviewed once more"),
        "flagged": _("flagged for low quality"),
        "reinstated": _("allowed again"),
        "archived": _("archived"),
        "locked": _("locked"),
        "marketing": _("of the category marketing"),
        "utility": _("of the category utility"),
        "authentication": _("of the category authentication"),
    }
    return known.get(state.lower(), _plain(state))


def noticed(what: str) -> str:
    """What a notice is about."""
    known = {
        "phone_number_quality_update": _("its quality or limit changed"),
        "phone_number_name_update": _("its shown name was judged"),
        "account_update": _("the account changed"),
        "account_alerts": _("a warning about the account"),
        "account_review_update": _("the account was reviewed"),
        "business_capability_update": _("its limits changed"),
        "security": _("a change of its security"),
        "error": _("an error"),
    }
    return known.get(what, _plain(what))


def more(text: str) -> str:
    """What the provider added, its names and states without underscores and capitals."""
    return ", ".join(_plain(part.strip()) for part in text.split(",")) if text else ""


def _plain(text: str) -> str:
    """`FLAGGED_FOR_REVIEW` becomes `flagged for review`, `TIER_1K` `tier 1K`."""
    return " ".join(word if _is_figure(word) else word.lower() for word in text.replace("_", " ").split())


def _is_figure(word: str) -> bool:
    return any(letter.isdigit() for letter in word) or not word.isupper()
