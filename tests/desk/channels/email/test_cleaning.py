"""Does the HTML of a stranger run, load or reach anything (safe HTML)?"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recado.desk.channels.email import cleaning

SHREDS = [
    "<script>", "</script>", "<img src=", "x onerror=alert(1)", "javascript:alert(1)", '"', "'", ">", "<", "<a href=",
    "<svg onload=", "<style>", "@import url(//evil)", "<p style='", "url(", "<!--", "-->", "<iframe src=",
    "data:text/html,", "&#106;avascript:", "https://evil.example/x.png", "<math><mtext></p><style><img src=x>",
]  # fmt: skip


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("<p>Hi<script>alert(1)</script></p>", "<p>Hi</p>"),
        ('<p onclick="alert(1)">Hi</p>', "<p>Hi</p>"),
        ('<a href="javascript:alert(1)">Hi</a>', '<a rel="noopener noreferrer nofollow">Hi</a>'),
        ('<a href="data:text/html,x">Hi</a>', '<a rel="noopener noreferrer nofollow">Hi</a>'),
        (
            '<a href="https://lumen.example">Hi</a>',
            '<a href="https://lumen.example" rel="noopener noreferrer nofollow">Hi</a>',
        ),
        ('<img src="https://lumen.example/a.png">', '<img data-remote="https://lumen.example/a.png">'),
        ('<img src="\n https://lumen.example/a.png">', '<img data-remote="https://lumen.example/a.png">'),
        ('<img alt="a" src="cid:a@x">', '<img alt="a" src="cid:a@x">'),
        ('<img src="data:image/png;base64,AAAA">', '<img src="data:image/png;base64,AAAA">'),
        ('<img src="data:image/svg+xml;base64,AAAA">', "<img>"),
        ('<img src="//lumen.example/a.png">', "<img>"),
        ('<p style="background:url(https://evil.example/a)">Hi</p>', "<p>Hi</p>"),
        ("<style>p { color: red }</style><title>T</title>Hi", "Hi"),
        ('<iframe src="https://evil.example"></iframe><form action="/x"><input name="a"></form>Hi', "Hi"),
        ('<base href="https://evil.example"><meta http-equiv="refresh" content="0;url=x"><link href="x">Hi', "Hi"),
    ],
)
def test_only_what_is_safe_stays(written: str, kept: str) -> None:
    assert cleaning.clean(written).replace(' style=""', "") == kept


def test_colours_and_tables_stay() -> None:
    html = '<table border="1"><tbody><tr><td style="color:red">1</td></tr></tbody></table>'
    assert cleaning.clean(html).replace(";", "") == html


@settings(deadline=None, max_examples=150)
@given(st.lists(st.sampled_from(SHREDS), max_size=14).map("".join))
def test_no_shreds_put_together_come_alive(html: str) -> None:
    safe = cleaning.clean(html)
    # Cleaning what is clean finds nothing more to take away, and no picture of the outside is left.
    again = cleaning.clean(safe)
    assert "<script" not in safe
    assert ' src="http' not in safe
    assert again.replace("<img>", "") == cleaning.clean(again).replace("<img>", "")
