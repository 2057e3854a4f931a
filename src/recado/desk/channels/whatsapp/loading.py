"""Bytes of a delivery to one JSON object that is fit to keep, or Unreadable."""

import json
import re
from typing import Any

from recado.desk.channels.port import Json, Unreadable
from recado.desk.core.text import storable

DEEPEST = 50
_HARMFUL = re.compile(rb"\\u(?:0000|[dD][89a-fA-F])|\xed[\xa0-\xbf]|\x00")


def load(body: bytes) -> Json:
    """The object in the body: no NUL, no lone surrogate, no NaN, no number too large, at most 50 levels deep.

    Raises Unreadable for anything that is not a JSON object in UTF-8, UTF-16 or UTF-32.
    """
    try:
        whole: Any = json.loads(body, parse_int=_whole, parse_float=_fraction, parse_constant=str)
    except (ValueError, RecursionError) as wrong:
        raise Unreadable(f"not JSON: {type(wrong).__name__}") from wrong
    if not isinstance(whole, dict):
        raise Unreadable(f"JSON, but not an object: {type(whole).__name__}")
    if _HARMFUL.search(body) or body.count(b"{") + body.count(b"[") > DEEPEST:
        return {storable(key): _fit(part, DEEPEST) for key, part in whole.items()}
    return whole


def _whole(digits: str) -> int | str:
    return int(digits) if len(digits) < 19 else digits


def _fraction(digits: str) -> float | str:
    number = float(digits)
    return number if abs(number) < 1e300 else digits


def _fit(value: Any, levels: int) -> Any:
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, dict | list) and not levels:
        return "…"
    if isinstance(value, dict):
        return {storable(key): _fit(part, levels - 1) for key, part in value.items()}
    if isinstance(value, list):
        return [_fit(part, levels - 1) for part in value]
    return value
