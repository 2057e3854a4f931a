"""What does the twin answer when it refuses: codes, HTTP statuses and the body as the Graph API writes it."""

import secrets
from typing import Any, NamedTuple

HREF = "https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes"


class Code(NamedTuple):
    """Title, HTTP status and whether trying again may help."""

    title: str
    status: int = 400
    transient: bool = False


CODES = {
    1: Code("API Unknown", 500, True),
    2: Code("API Service", 503, True),
    4: Code("API Too Many Calls", 429, True),
    10: Code("Permission Denied", 403),
    33: Code("Parameter value is not valid"),
    100: Code("Invalid parameter"),
    190: Code("Access token has expired", 401),
    368: Code("Temporarily blocked for policies violations", 403),
    80007: Code("Rate limit issues", 429, True),
    130403: Code("User is blocked by the business", 403),
    130429: Code("Rate limit hit", 429, True),
    130472: Code("User's number is part of an experiment"),
    130497: Code("Business account is restricted from messaging users in this country", 403),
    131000: Code("Something went wrong", 500, True),
    131005: Code("Access denied", 403),
    131008: Code("Required parameter is missing"),
    131009: Code("Parameter value is not valid"),
    131016: Code("Service unavailable", 503, True),
    131021: Code("Recipient cannot be sender"),
    131026: Code("Message undeliverable"),
    131030: Code("Recipient phone number not in allowed list"),
    131031: Code("Account has been locked", 403),
    131037: Code("Display name approval is required"),
    131042: Code("Business eligibility payment issue"),
    131045: Code("Incorrect certificate", 500),
    131047: Code("Re-engagement message"),
    131048: Code("Spam rate limit hit", 429),
    131049: Code("Meta chose not to deliver"),
    131050: Code("User has stopped marketing messages"),
    131051: Code("Unsupported message type"),
    131052: Code("Media download error"),
    131053: Code("Media upload error"),
    131056: Code("(Business Account, Consumer Account) pair rate limit hit", 429, True),
    131057: Code("Account in maintenance mode", 500, True),
    131062: Code("Not possible with a business-scoped user ID"),
    132000: Code("Template param count mismatch"),
    132001: Code("Template does not exist", 404),
    132005: Code("Template hydrated text too long"),
    132007: Code("Template format character policy violated"),
    132012: Code("Template parameter format mismatch"),
    132015: Code("Template is paused"),
    132016: Code("Template is disabled"),
    132018: Code("Template parameters are not valid"),
    133010: Code("Phone number not registered"),
    135000: Code("Generic user error"),
    137000: Code("Identity key hash mismatch"),
}


class Complaint(Exception):
    """A refusal: raised where it is found, answered at the edge."""

    def __init__(self, code: int, details: str, *, subcode: int | None = None) -> None:
        super().__init__(f"{code} {details}")
        self.code, self.details, self.subcode = code, details, subcode

    @property
    def status(self) -> int:
        """The HTTP status that goes with the code."""
        return CODES.get(self.code, Code("", 400)).status

    def body(self) -> dict[str, Any]:
        """The answer's JSON: `error` with message, type, code, details and trace."""
        entry = CODES.get(self.code, Code(self.details))
        error: dict[str, Any] = {
            "message": f"(#{self.code}) {entry.title}",
            "type": "GraphMethodException" if self.subcode == 33 else "OAuthException",
            "code": self.code,
            "error_data": {"messaging_product": "whatsapp", "details": self.details},
            "is_transient": entry.transient,
            "fbtrace_id": "A" + secrets.token_urlsafe(16),
        }
        if self.subcode is not None:
            error["error_subcode"] = self.subcode
        return {"error": error}


def told(code: int, details: str) -> dict[str, Any]:
    """The same refusal as a webhook tells it, in a status, a message or a value."""
    title = CODES.get(code, Code("Unknown error")).title
    return {"code": code, "title": title, "message": title, "error_data": {"details": details}, "href": HREF}


def nowhere(identifier: str) -> Complaint:
    """Nothing has this id: 100 with subcode 33."""
    return Complaint(
        100,
        f"Unsupported request. Object with ID '{identifier}' does not exist, cannot be loaded due to missing "
        "permissions, or does not support this operation.",
        subcode=33,
    )
