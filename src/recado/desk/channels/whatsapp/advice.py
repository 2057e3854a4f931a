"""What an error says to the agent, and what to do about it."""

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from recado.desk.channels.whatsapp import verdicts

_ADMIN = _("Tell an administrator: the channel's page says how to mend it.")
_WAIT = _("Recado tries again by itself.")
_OTHER_WAY = _("Reach the customer another way, or try again later.")
_CONNECT_ANEW = _("Enter a new access token on the channel's page.")
_REWORD = _("Change the values and send again.")
_PICK = _("Choose another template, or ask your lead for a new one.")

_ADVICE = {
    "permission": (_("Recado may not use this WhatsApp number."), _ADMIN),
    "token_expired": (_("The access token of this number is missing or has expired."), _CONNECT_ANEW),
    "provider_trouble": (_("WhatsApp has trouble of its own."), _WAIT),
    "connect": (_("WhatsApp cannot be reached."), _WAIT),
    "api_rate": (_("WhatsApp was asked too often."), _WAIT),
    "throughput": (_("This number sends faster than WhatsApp allows."), _WAIT),
    "pair_rate": (_("Too many messages to this customer in a short time."), _WAIT),
    "maintenance": (_("WhatsApp is working on this account."), _WAIT),
    "bad_request": (_("WhatsApp did not understand the message."), _ADMIN),
    "address": (_("The address of WhatsApp in the channel's settings is wrong."), _ADMIN),
    "policy_block": (_("WhatsApp has blocked this account for breaking its rules."), _ADMIN),
    "country_restricted": (_("This number may not write to the customer's country."), _ADMIN),
    "window_closed": (
        _("More than 24 hours have passed since the customer last wrote."),
        _("Send a template; when the customer answers you can write freely."),
    ),
    "blocked_by_us": (_("This customer is blocked on our number."), _("Unblock the customer first.")),
    "experiment": (_("WhatsApp keeps this customer out of template messages for a trial."), _OTHER_WAY),
    "to_self": (_("A number cannot write to itself."), _("Check the customer's number.")),
    "not_registered": (_("This number is not registered with WhatsApp."), _ADMIN),
    "undeliverable": (
        _("WhatsApp could not deliver: the customer may have no WhatsApp, an old one, or have blocked us."),
        _("Send again once; then reach the customer another way."),
    ),
    "test_number": (_("A test number may only write to the numbers on its list."), _ADMIN),
    "display_name": (_("The display name of this number is not approved yet."), _ADMIN),
    "payment": (_("WhatsApp has a problem with the payment for this account."), _ADMIN),
    "spam_limit": (
        _("Too many customers have blocked or reported this number."),
        _("Stop mass messages and tell an administrator."),
    ),
    "held_back": (
        _("WhatsApp holds back marketing for this customer."),
        _("Wait at least a day; do not send it again before."),
    ),
    "opted_out": (_("The customer does not want marketing messages."), _("Write only about the case itself.")),
    "unsupported_type": (
        _("The customer sent something that WhatsApp does not pass on."),
        _("Look at it on a phone, or ask the customer to send it in another form."),
    ),
    "media_download": (_("The file could not be fetched from WhatsApp."), _("Ask the customer to send it again.")),
    "media_upload": (_("WhatsApp did not take the file."), _("Check its type, or send it in another one.")),
    "file_missing": (_("The file is no longer in the house."), _("Attach it again.")),
    "voice_unheard": (_("The recording could not be read."), _("Record it again.")),
    "wrong_key": (_("The key of the house does not open the secrets of this channel."), _ADMIN),
    "media_damaged": (_("The file arrived damaged."), _WAIT),
    "too_large": (_("The file is too large."), _("Send a smaller one, or a link to it.")),
    "no_caption": (_("This kind of file carries no text."), _("Send the text as a message of its own.")),
    "nothing_to_send": (_("The message is empty."), _("Write something, or attach a file.")),
    "no_recipient": (_("Neither a number nor a WhatsApp id of the customer is known."), _OTHER_WAY),
    "needs_phone": (
        _("This message needs the customer's phone number, and he has not shown it."),
        _("Ask the customer for the number."),
    ),
    "marketing_off": (_("Marketing templates are switched off for this account."), _ADMIN),
    "still_syncing": (_("WhatsApp is still setting up this account."), _WAIT),
    "template_count": (
        _("The number of values does not fit the template."),
        _("Fill in every placeholder and send again."),
    ),
    "template_missing": (_("The template does not exist in this language, or is not approved."), _PICK),
    "template_too_long": (_("With these values the template is too long."), _REWORD),
    "template_policy": (_("WhatsApp refuses the template for what it says."), _PICK),
    "template_value": (_("A value does not fit the template."), _REWORD),
    "template_paused": (_("WhatsApp has paused this template because customers disliked it."), _PICK),
    "template_disabled": (_("WhatsApp has switched this template off for good."), _PICK),
    "flow_blocked": (_("The form in this message is blocked or used too often."), _ADMIN),
    "registration_rate": (_("WhatsApp wants a pause before this number is registered again."), _WAIT),
    "registration": (_("The registration of this number with WhatsApp failed."), _ADMIN),
    "identity_changed": (
        _("The customer's WhatsApp has a new identity: a new phone, or another person."),
        _("Make sure who it is before you go on."),
    ),
    "group": (_("WhatsApp refuses this for the group."), _("Write to the customer alone.")),
    "calling": (_("The call did not work."), _OTHER_WAY),
    "username": (_("WhatsApp refuses this for a customer without a visible number."), _OTHER_WAY),
    "template_creation": (_("WhatsApp did not take the template."), _("Change it as the reason says.")),
    "history": (_("WhatsApp does not hand over the history of this number."), _ADMIN),
    "unknown": (_("WhatsApp refused the message."), _("Read the provider's words, then change it or try again.")),
}


def explain(code: str, detail: str = "") -> tuple[str, ...]:
    """What happened, what to do, and the provider's own words if any, in the reader's language (WA7)."""
    says, do = _ADVICE[verdicts.of(code).kind]
    return tuple(filter(None, (gettext(says), gettext(do), detail)))
