"""How text is made fit to keep and to show."""


def storable(text: str) -> str:
    """The text without NUL and lone surrogates, which PostgreSQL refuses."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


def snippet(text: str, length: int = 120) -> str:
    """The first words on one line."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"
