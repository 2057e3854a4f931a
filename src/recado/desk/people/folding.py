"""How is a name compared and sorted? Without accents, case and spare spaces, in every script."""

import unicodedata

LONGEST = 200


def fold(name: str) -> str:
    """The name as lists sort it and searches compare it: `Óptica  Ñandú` and `optica nandu` are the same."""
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name).casefold())
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(plain.split())[:LONGEST].rstrip()
