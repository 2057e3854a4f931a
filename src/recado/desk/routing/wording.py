"""Why a case is whose it is, in one clause of the reader's language."""

from django.utils.translation import gettext as _


def reason(step: str, verdict: str, *, by: str = "", about: str = "") -> str:
    """The reason that a step with its verdict gives; `by` is who acted, `about` the person or team meant."""
    said = {"by": by, "about": about}
    known = {
        ("hand", "taken"): _("took it"),
        ("hand", "given"): _("%(by)s gave it"),
        ("hand", "returned"): _("%(by)s put it back into the queue"),
        ("hand", "moved"): _("%(by)s moved it to this team"),
        ("first", "wrote"): _("wrote first"),
        ("former", "chosen"): _("returning to the one who had it"),
        ("former", "substituted"): _("stands in for %(about)s, who is absent"),
        ("former", "kept"): _("still has it"),
        ("turn", "chosen"): _("next in turn among those present"),
        ("turn", "only"): _("the only one present"),
        ("turn", "nobody"): _("nobody of the team is present"),
        ("turn", "full"): _("everybody present has as many cases as fit"),
        ("team", "missing"): _("the channel belongs to no team"),
        ("team", "empty"): _("the team has no members"),
    }
    return known.get((step, verdict), f"{step} {verdict}") % said
