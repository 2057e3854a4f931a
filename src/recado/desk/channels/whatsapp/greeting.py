"""What does Meta ask before it posts: does this address know the token that was agreed upon?"""

import hmac
from collections.abc import Mapping


def greeted(query: Mapping[str, str], words: Mapping[str, str]) -> str | None:
    """The challenge to send back bare, or None when the token is not ours.

    `query` holds ``hub.mode``, ``hub.verify_token`` and ``hub.challenge``; `words` holds ``verify_token``.
    """
    agreed, given = words.get("verify_token", ""), query.get("hub.verify_token", "")
    challenge = query.get("hub.challenge")
    if not agreed or challenge is None or query.get("hub.mode") != "subscribe":
        return None
    return challenge if hmac.compare_digest(agreed.encode(), given.encode("utf-8", "replace")) else None
