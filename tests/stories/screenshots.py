"""Take the pictures of docs/screenshots from a fresh demo: `just screenshots`.

With the demo's link and its phone's address as arguments, from one that runs.
"""

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from recado.house.demo.writing import PASSWORD
from tests.architecture import tree
from tests.house.demos import begun
from tests.stories.conftest import QUIET

HERE = tree.ROOT / "docs" / "screenshots"
LARGEST = 250_000  # bytes
WIDE, NARROW = (1440, 900), (390, 844)
SETTLES = 900  # milliseconds: pictures, fonts, what arrives live


class Camera:
    """A browser that Ada's desk is open in."""

    def __init__(self, browser: Browser, link: str, phone: str) -> None:
        self.browser, self.link, self.phone = browser, link, phone
        self.desk = link.split("/demo/")[0]

    def page(self, language: str = "es-CL", *, dark: bool = False, narrow: bool = False) -> Page:
        """A window of its own, logged in."""
        width, height = NARROW if narrow else WIDE
        context = self.browser.new_context(
            viewport={"width": width, "height": height}, locale=language, timezone_id="America/Santiago",
            color_scheme="dark" if dark else "light", reduced_motion="reduce",
        )  # fmt: skip
        context.set_default_timeout(30_000)
        page = context.new_page()
        page.goto(self.link)
        return page

    def take(self, page: Page, name: str) -> None:
        page.wait_for_timeout(SETTLES)
        place = HERE / f"{name}.png"
        page.screenshot(path=place)
        if place.stat().st_size > LARGEST:
            sys.exit(f"{place} is larger than {LARGEST // 1000} kB")
        page.context.close()

    def at(self, name: str, path: str, *, language: str = "es-CL", dark: bool = False, narrow: bool = False) -> None:
        """A page as it opens."""
        page = self.page(language, dark=dark, narrow=narrow)
        page.goto(self.desk + path)
        self.take(page, name)


def opened(page: Page, name: str) -> None:
    """A talk in the list of all."""
    page.goto(page.url.rstrip("/") + "/?view=all")
    page.locator("a.row", has_text=name).first.click()
    page.locator("#talk .bubble").last.wait_for()
    for picture in page.locator("#talk .bubble img").all():
        picture.scroll_into_view_if_needed()
    page.locator("#talk .bubble").last.scroll_into_view_if_needed()


def inbox(camera: Camera) -> None:
    for name, dark in (("inbox", False), ("inbox-dark", True)):
        page = camera.page(dark=dark)
        opened(page, "Valeria Montt")
        camera.take(page, name)
    page = camera.page("en-GB")
    opened(page, "Tamsin")
    camera.take(page, "inbox-english")
    page = camera.page("ru-RU")
    opened(page, "Соколов")
    camera.take(page, "inbox-russian")


def mails(camera: Camera) -> None:
    for name, dark in (("inbox-mail", False), ("inbox-mail-dark", True)):
        page = camera.page(dark=dark)
        opened(page, "Paulina Retamal")
        camera.take(page, name)


def finding(camera: Camera) -> None:
    page = camera.page()
    page.goto(f"{camera.desk}/search?q=plantilla")
    page.locator("mark").first.click()
    page.locator("#talk .bubble").last.wait_for()
    camera.take(page, "search")
    page = camera.page()
    page.locator("a.row").first.wait_for()
    page.keyboard.press("Control+k")
    page.keyboard.type("val")
    camera.take(page, "palette")


def people(camera: Camera) -> None:
    camera.at("people", "/people")
    page = camera.page()
    page.goto(f"{camera.desk}/people?q=Valeria+Montt")
    page.locator("tr", has_text="Óptica Miramar").get_by_text("Valeria Montt").click()
    page.locator("h1", has_text="Valeria Montt").wait_for()
    camera.take(page, "person")
    page = camera.page()
    page.goto(f"{camera.desk}/people/duplicates")
    page.locator("button[hx-get*='/merge']").last.click()
    page.locator("#dialogs dialog").wait_for()
    camera.take(page, "merge")
    camera.at("import", "/people/imports")


def settings(camera: Camera) -> None:
    """As Elena, who leads the house."""
    for name, path, dark in (
        ("settings", "", False),
        ("settings-channels", "/channels", False),
        ("settings-team", "/teams/facturacion", True),
    ):
        page = camera.page(dark=dark)
        page.context.clear_cookies()
        page.goto(f"{camera.desk}/in")
        page.fill("#login", "elena@hilandera.example")
        page.fill("#password", PASSWORD)
        page.click(".gate .is-primary")
        page.wait_for_url(f"{camera.desk}/")
        page.goto(f"{camera.desk}/settings{path}")
        camera.take(page, name)


def small(camera: Camera) -> None:
    camera.at("phone-inbox", "/", narrow=True)
    page = camera.page(narrow=True)
    opened(page, "Valeria Montt")
    camera.take(page, "phone-thread")


def demo(camera: Camera) -> None:
    page = camera.page()
    page.goto(camera.phone)
    page.locator("button.row", has_text="Valeria Montt").click()
    page.locator(".bubble").last.wait_for()
    camera.take(page, "demo-phone")
    seen = (("demo-mail", False, False), ("demo-mail-dark", True, False), ("demo-mail-phone", False, True))
    for name, dark, narrow in seen:
        page = camera.page(dark=dark, narrow=narrow)
        page.goto(f"{camera.phone}/mail#paulina.retamal%40mueblesroble.example")
        page.locator("button.mail", has_text="Hilandera").click()
        page.locator("#letter .body").wait_for()
        camera.take(page, name)


ALL: tuple[Callable[[Camera], None], ...] = (demo, inbox, mails, finding, people, settings, small)


@contextmanager
def a_demo(told: list[str]) -> Iterator[tuple[str, str]]:
    """Link and phone: as told, or of a demo that runs for this alone."""
    if told:
        yield told[0], told[1]
        return
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as fresh:
        running = begun(Path(fresh) / "house")
        yield running.link, running.phone
        running.ends()


def main(told: list[str]) -> None:
    HERE.mkdir(exist_ok=True)
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    with a_demo(told) as (link, phone), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(QUIET))
        for scene in ALL:
            scene(Camera(browser, link, phone))
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
