"""Which lines did the writer end, and which the program that broke them (RFC 3676)?"""


def joined(text: str, parameters: dict[str, str]) -> str:
    """Lines that were broken by the program are joined again (RFC 3676)."""
    pieces: list[str] = []
    deletes = parameters.get("delsp", "").lower() == "yes"
    open_depth: int | None = None
    for line in text.splitlines():
        depth = len(line) - len(line.lstrip(">"))
        said = line[depth:].removeprefix(" ")
        soft = said.endswith(" ") and said != "-- "
        if open_depth != depth or said == "-- ":
            pieces += ["\n" if pieces else "", ">" * depth + " " if depth else ""]
        pieces.append(said[:-1] if soft and deletes else said)
        open_depth = depth if soft else None
    return "".join(pieces)
