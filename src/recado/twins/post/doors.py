"""The mail program's own doors under /mail: who there is, the folders, a mail, writing one, opening its files."""

import base64
import binascii
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from recado.twins.post import quoting, reading, writing
from recado.twins.post.people import Letter, Person, Post

type Json = dict[str, Any]

HERE = Path(__file__).parent / "page"
LISTED = 60
LARGEST = 10 * 1024 * 1024  # bytes of all files of a mail
UNKNOWN = "application/octet-stream"
SHOWN = ("image/png", "image/jpeg", "image/gif", "image/webp")


def _post(request: Request) -> Post:
    post: Post = request.app.state.post
    return post


def _person(request: Request) -> Person | None:
    return _post(request).people.get(request.path_params["who"].lower())


def _letter(request: Request) -> tuple[Person, Letter] | None:
    person = _person(request)
    found = person and _post(request).letter(person, request.path_params["key"])
    return (person, found) if person and found else None


async def page(_: Request) -> Response:
    """The mail program."""
    return FileResponse(HERE / "index.html")


async def people(request: Request) -> Response:
    """GET: the house and the customers, who has the newest mail first. POST: one more, `name` and `address`."""
    post = _post(request)
    if request.method == "POST":
        told = await request.json()
        address, name = str(told.get("address") or "").strip(), " ".join(str(told.get("name") or "").split())[:80]
        if not _is_address(address) or not name:
            return _wrong("address")
        language = str(told.get("language") or "es")
        person = Person(address, name, language if language in ("es", "en", "ru") else "en")
        return JSONResponse(_row(post, post.meet(person)), 201)
    rows = sorted((_row(post, one) for one in post.people.values()), key=lambda row: -float(row["at"]))
    return JSONResponse({"house": {"name": post.house_name, "address": post.house}, "people": rows[:LISTED]})


def _is_address(said: str) -> bool:
    local, at, host = said.rpartition("@")
    return bool(local and at and "." in host and said.isascii() and not set(said) & set(' <>"(),:;'))


def _row(post: Post, person: Person) -> Json:
    letters = post.letters(person)
    unread = sum(not post.is_read(person, one) for one in letters)
    at = letters[0].at.timestamp() if letters else 0.0
    got = sum(one.folder == "in" for one in letters)
    return {"who": person.address, "name": person.name, "unread": unread, "at": at, "got": got}


async def folders(request: Request) -> Response:
    """All mails of a person in both folders, the newest first."""
    person, post = _person(request), _post(request)
    if person is None:
        return _nothing()
    return JSONResponse({"letters": [_line(post, person, one) for one in post.letters(person)]})


def _line(post: Post, person: Person, letter: Letter) -> Json:
    mail = reading.opened(letter.raw)
    head = {"from": reading.people(mail, "from")[:1], "to": reading.people(mail, "to")}
    return {
        "key": letter.key, "folder": letter.folder, "at": letter.at.timestamp(), "read": post.is_read(person, letter),
        **head, "subject": str(mail["subject"] or ""), "snippet": reading.snippet(mail),
        "files": len(reading.files(mail)),
    }  # fmt: skip


async def letter(request: Request) -> Response:
    """A mail, whole: its page is safe to show."""
    found = _letter(request)
    if found is None:
        return _nothing()
    person, one = found
    mail = reading.opened(one.raw)
    place = f"/mail/people/{person.address}/letters/{one.key}"
    files = [
        {"name": file.get_filename() or "", "mime": file.get_content_type(), "size": len(reading.data(file)),
         "url": f"{place}/files/{number}", "inside": bool(file["content-id"])}
        for number, file in enumerate(reading.files(mail))
    ]  # fmt: skip
    more = {name: reading.people(mail, name) for name in ("cc", "reply-to")}
    page = reading.page(mail, place)
    return JSONResponse({**_line(_post(request), person, one), **more, "page": page, "files": files})


async def read(request: Request) -> Response:
    """Somebody looked at it."""
    if found := _letter(request):
        _post(request).read(*found)
    return JSONResponse({}) if found else _nothing()


async def quote(request: Request) -> Response:
    """An answer to it as it begins: to whom, what about, and what it will carry beneath."""
    found = _letter(request)
    if found is None:
        return _nothing()
    person, one = found
    draft = writing.answer(_post(request), person, one)
    said = quoting.text(person.program, person.language, reading.answered(one.raw))
    return JSONResponse({"to": draft.to, "cc": draft.cc, "subject": draft.subject, "quote": said})


async def write(request: Request) -> Response:
    """`to`, `cc`, `subject`, `words`, `answers` (the key of a mail) and `files` (name, data in base64)."""
    person, told, post = _person(request), await request.json(), _post(request)
    if person is None:
        return _nothing()
    try:
        files = [writing.File(str(one["name"])[:120], base64.b64decode(one["data"])) for one in told.get("files") or ()]
    except (KeyError, TypeError, binascii.Error):
        return _wrong("files")
    if sum(len(file.data) for file in files) > LARGEST:
        return _wrong("large")
    answers = post.letter(person, str(told.get("answers") or ""))
    to, cc, subject, words = (str(told.get(name) or "") for name in ("to", "cc", "subject", "words"))
    try:
        sent = writing.send(post, person, writing.Draft(to, subject, words, cc, files, answers))
    except writing.Unwritten as wrong:
        return _wrong(str(wrong))
    return JSONResponse(_line(post, person, sent), 201)


async def file(request: Request) -> Response:
    """The bytes of a file; nothing that a browser would run."""
    found, number = _letter(request), request.path_params["number"]
    files = reading.files(reading.opened(found[1].raw)) if found else []
    if not 0 <= number < len(files):
        return _nothing()
    mime = files[number].get_content_type()
    shown = mime in SHOWN
    headers = {"content-disposition": "inline" if shown else "attachment"}
    return Response(reading.data(files[number]), media_type=mime if shown else UNKNOWN, headers=headers)


def _wrong(code: str) -> Response:
    return JSONResponse({"wrong": code}, 422)


def _nothing() -> Response:
    return JSONResponse({"wrong": "nothing"}, 404)


ONE = "/mail/people/{who}/letters/{key}"
ROUTES = [
    Route("/mail", page),
    Mount("/mail/page", StaticFiles(directory=HERE)),
    Route("/mail/people", people, methods=["GET", "POST"]),
    Route("/mail/people/{who}", folders),
    Route("/mail/people/{who}/letters", write, methods=["POST"]),
    Route(ONE, letter),
    Route(f"{ONE}/quote", quote),
    Route(f"{ONE}/reading", read, methods=["POST"]),
    Route(ONE + "/files/{number:int}", file),
]
