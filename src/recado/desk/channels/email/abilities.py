"""What mail carries: long words, files of any kind, several at once; no window and no templates."""

from recado.desk.channels.port import Abilities, FileLimit

LARGEST = (
    25 * 1024 * 1024
)  # bytes of a file; as base64 it takes a third more, and servers say themselves what they take
ABILITIES = Abilities(
    text_limit=20_000,
    caption_limit=20_000,
    files=(FileLimit("document", (), LARGEST),),
    templates=False,
    window_hours=None,
    voice=False,
    groups=False,
    starts_first=True,
    reactions=False,
    read_receipts=False,
    per_second=10,
    give_up_hours=7 * 24,
    files_together=True,
    mail=True,
)
