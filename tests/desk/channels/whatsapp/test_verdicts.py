"""What follows from an error code, and can an agent understand it?"""

import pytest
from django.utils import translation

from recado.desk.channels.whatsapp import advice, verdicts

RETRIED = ["1", "2", "4", "80007", "130429", "131000", "131016", "131056", "131057", "133004", "133016", "http_500"]


@pytest.mark.parametrize("code", RETRIED)
def test_what_passes_is_tried_again(code: str) -> None:
    assert verdicts.of(code).consequence == "retry"


@pytest.mark.parametrize(
    ("code", "consequence"),
    [
        ("0", "pause_channel"),
        ("190", "pause_channel"),
        ("250", "pause_channel"),
        ("131042", "pause_channel"),
        ("470", "window"),
        ("131047", "window"),
        ("window-closed", "window"),
        ("wrong-key", "pause_channel"),
        ("131049", "hold"),
        ("131050", "opt_out"),
        ("132015", "template"),
        ("131026", "refuse"),
        ("131207", "refuse"),
        ("133005", "pause_channel"),
        ("777777", "refuse"),
        ("nonsense", "refuse"),
        ("²", "refuse"),
        ("9" * 5000, "refuse"),
    ],
)
def test_every_other_code_has_its_consequence(code: str, consequence: str) -> None:
    assert verdicts.of(code).consequence == consequence


def test_waits_grow_and_end() -> None:
    assert [verdicts.wait("131056", tries) for tries in (1, 2, 3, 4)] == [4, 16, 64, 256]
    assert verdicts.wait("131056", 10_000) == 3600
    assert verdicts.wait("131049", 3) == 86400
    assert verdicts.wait("nonsense", 0) == 2


def test_wa7_every_trouble_has_words_and_a_mend() -> None:
    exact, ranges = verdicts._table()
    kinds = {verdict.kind for verdict in [*exact.values(), *(verdict for _, verdict in ranges), verdicts.UNKNOWN]}
    assert kinds == set(advice._ADVICE)
    with translation.override("en"):
        assert advice.explain("131047") == (
            "More than 24 hours have passed since the customer last wrote.",
            "Send a template; when the customer answers you can write freely.",
        )
        assert advice.explain("4711", "strange")[-1] == "strange"
