"""What stories in a browser need: a desk that runs, a Chromium, a window of somebody in Santiago."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

if TYPE_CHECKING:
    from tests.stories.desks import Desk

QUIET = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
QUIET += ("--disable-component-update", "--disable-sync", "--use-fake-device-for-media-stream")


@pytest.fixture
def desk(browser: Browser, transactional_db: None, tmp_path: Path) -> Iterator["Desk"]:
    """A desk on the tests' database; asked for after the browser, so that it is not begun in vain."""
    from tests.stories import desks

    with desks.running(tmp_path) as desk:
        yield desk


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, without a window. Django mistakes Playwright's event loop in this thread for its own."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("there is no Chromium on this machine: `apt-get install chromium` brings it")
    with sync_playwright() as playwright, pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(executable_path=chromium, args=list(QUIET))
        yield browser
        browser.close()


@pytest.fixture
def window(browser: Browser) -> Iterator[BrowserContext]:
    """A window of somebody in Santiago who reads Spanish."""
    context = browser.new_context(
        viewport={"width": 1440, "height": 900},
        locale="es-CL",
        timezone_id="America/Santiago",
        permissions=["microphone"],
    )
    context.set_default_timeout(15_000)
    yield context
    context.close()


@pytest.fixture
def page(window: BrowserContext) -> Page:
    return window.new_page()
