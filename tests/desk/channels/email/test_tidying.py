"""What we write as HTML leaves clean, loads nothing, and reads well as plain text."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recado.desk.channels.email import spelling_out, tidying
from tests.desk.channels.email.test_cleaning import SHREDS


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ('<div style="color:red" class="x" onclick="y">Hola <b>Dmitri</b></div>', "<div>Hola <b>Dmitri</b></div>"),
        ('<a href="javascript:alert(1)">x</a><a href="/me">y</a>', "<a>x</a><a>y</a>"),
        ('<a href="mailto:ada@hilandera.example">x</a>', '<a href="mailto:ada@hilandera.example">x</a>'),
        ('<img src="cid:12" alt="a" onerror="x">', '<img src="cid:12" alt="a">'),
        ('a<img src="https://evil.example/a.png">b<img src="cid:x@y">c<img src="data:image/png;base64,AAAA">', "abc"),
        ('<img alt=" src=&quot;cid:9&quot;" src="/attachments/9">', ""),
        ("<style>p{}</style><script>alert(1)</script><p>x</p>", "<p>x</p>"),
        ("<table><tr><td colspan=2 width=9>x</td></tr></table>", None),
    ],
)
def test_only_words_links_lists_and_our_pictures_stay(written: str, kept: str | None) -> None:
    tidy = tidying.tidy(written)
    assert tidy == (kept if kept is not None else '<table><tbody><tr><td colspan="2">x</td></tr></tbody></table>')
    assert tidying.tidy(tidy) == tidy


def test_pictures_are_named_by_their_attachments_and_put_in_their_place() -> None:
    html = '<div><img src="cid:12" alt="a">x<img src="cid:7"><img src="cid:12"></div>'
    assert tidying.pictures(html) == (12, 7)
    placed = tidying.placed(html, {12: 'cid:a"b@x', 7: ""})
    assert placed == '<div><img src="cid:a&quot;b@x" alt="a">x<img src="cid:a&quot;b@x"></div>'
    assert tidying.pictures('<p>cid:5 src="cid:6"</p>') == ()


def test_rich_words_read_well_without_a_page() -> None:
    html = (
        "<div>Hola:</div><div><br></div><div>Vea la <a href='https://x.example/g?a=1&amp;b=2'>guía</a> o "
        "<a href='https://x.example/'>x.example</a>, <a href='mailto:a@x.example'>a@x.example</a>.</div>"
        "<ol start=3><li>uno</li><li>dos<ul><li>a</li><li>b<br>c</li></ul></li></ol>"
        "<blockquote><div>dijo</div><blockquote><div>antes</div></blockquote></blockquote>"
        "<p>Foto: <img src='cid:1' alt='lámpara.png'></p><hr>"
        "<table><tr><td>1</td><td>2</td></tr></table><pre>a\n  b</pre>"
    )
    assert spelling_out.plain(tidying.tidy(html)).split("\n") == [
        "Hola:",
        "",
        "Vea la guía (https://x.example/g?a=1&b=2) o x.example, a@x.example.",
        "",
        "3. uno",
        "4. dos",
        "   - a",
        "   - b",
        "     c",
        "",
        "> dijo",
        ">",
        "> > antes",
        "",
        "Foto: [lámpara.png]",
        "",
        "----------",
        "",
        "1 | 2",
        "",
        "a",
        "  b",
    ]


@given(st.lists(st.sampled_from([*SHREDS, "<div>", "</div>", "<ul><li>", "</a>", '<img src="cid:4">', "<blockquote>"])))
@settings(max_examples=200, deadline=None)
def test_no_shreds_of_a_page_run_anything(shreds: list[str]) -> None:
    tidy = tidying.tidy("".join(shreds))
    assert tidying.tidy(tidy) == tidy
    bare = tidying.placed(tidy, {})
    assert not any(sign in bare.lower() for sign in ("<script", "<style", "<img", "<svg", "<iframe", "<math"))
    assert '<a href="javascript:' not in tidy.lower()
    spelling_out.plain(tidy)


@pytest.mark.parametrize("bomb", ["<div>" * 100_000, "<blockquote>" * 5000, "&amp;" * 300_000, "<p>x" * 100_000])
def test_a_page_built_to_keep_us_busy_is_read_in_time(bomb: str) -> None:
    begun = time.perf_counter()
    spelling_out.plain(tidying.tidy(bomb))
    assert time.perf_counter() - begun < 5
