"""Which lines did the writer end, and which the program that broke them (RFC 3676)?"""


def joined(text: str, parameters: dict[str, str]) -> str:
    """Lines that were broken by the program are joined again (RFC 3676)."""
    said_lines: list[str] = []
    deletes = parameters.get("delsp", "").lower() == "yes"
    open_depth: int | None = None
    for line in text.splitlines():
        depth = len(line) - len(line.lstrip(">"))
        said = line[depth:].removeprefix(" ")
        soft = said.endswith(" ") and said != "-- "
        kept = said[:-1] if soft and deletes else said
        if open_depth == depth and said != "-- ":
            said_lines[-1] += kept
        else:
            said_lines.append((">" * depth + " " if depth else "") + kept)
        open_depth = depth if soft else None
    return "\n".join(said_lines)
