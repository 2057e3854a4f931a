"""How long from a key or a click to the next picture, on a browser four times slower? `just paint`.

The browser itself measures: the longest interaction of each kind, as its Event Timing tells (a multiple of 8 ms).
With the demo's link and its phone's address as arguments, from one that runs.
"""

import shutil
import sys
from collections.abc import Callable, Sequence

from playwright.sync_api import Page, sync_playwright

from tests.stories.conftest import QUIET
from tests.stories.screenshots import Camera, a_demo, opened

SLOWER, ROUNDS = 4, 8
MOST = 100  # milliseconds
SETTLES = 700
WATCH = """
window.longest = {};
new PerformanceObserver((seen) => {
  for (const one of seen.getEntries())
    if (one.interactionId) window.longest[one.interactionId] = Math.max(window.longest[one.interactionId] || 0, one.duration);
}).observe({ type: "event", durationThreshold: 16, buffered: true });
"""  # noqa: E501


def keys(*pressed: str) -> Callable[[Page], None]:
    def act(page: Page) -> None:
        for key in pressed:
            page.keyboard.press(key)
            page.wait_for_timeout(SETTLES)

    return act


def click(what: str) -> Callable[[Page], None]:
    def act(page: Page) -> None:
        page.locator(what).first.click()
        page.wait_for_timeout(SETTLES)

    return act


def write(page: Page) -> None:
    page.keyboard.press("r")
    page.wait_for_timeout(SETTLES)
    page.keyboard.type("Hola, lo reviso ahora mismo", delay=60)
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    page.keyboard.press("Escape")
    page.wait_for_timeout(SETTLES)


SCENES: tuple[tuple[str, Callable[[Page], None]], ...] = (
    ("down and up the list", keys("j", "j", "k")),
    ("open a case by click", click("#rows li:nth-child(4) a.row")),
    ("open the next and the one before", keys("]", "[")),
    ("write", write),
    ("palette", keys("Control+k", "v", "a", "Escape")),
    ("keys", keys("?", "Escape")),
    ("assign", keys("a", "Escape")),
    ("label", keys("l", "Escape")),
    ("end, and not", keys("e", "Escape")),
)
PICTURE = "Math.round(performance.getEntriesByName('first-contentful-paint')[0].startTime)"


def measured(page: Page) -> list[tuple[str, int, int]]:
    """Each scene with its median and its longest interaction, in milliseconds."""
    found = []
    for name, act in SCENES:
        page.evaluate("window.longest = {}")
        for _ in range(ROUNDS):
            act(page)
        took = sorted(int(one) for one in page.evaluate("Object.values(window.longest)")) or [0]
        found.append((name, took[len(took) // 2], took[-1]))
    return found


def loaded(page: Page) -> tuple[int, int]:
    """Median and longest from a click on another view, which is a page of its own, to that page's first picture."""
    took = []
    for number in range(ROUNDS):
        click(f"#views-nav a:nth-child({1 + number % 3})")(page)
        took.append(int(page.evaluate(PICTURE)))
    took.sort()
    return took[len(took) // 2], took[-1]


def main(told: Sequence[str]) -> None:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    with a_demo(list(told)) as (link, phone), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(QUIET))
        page = Camera(browser, link, phone).page()
        page.add_init_script(WATCH)
        opened(page, "Valeria Montt")
        slowed = page.context.new_cdp_session(page)
        slowed.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        found = measured(page)
        median, longest = loaded(page)
        browser.close()
    for name, *took in [*found, ("another view, a page of its own", median, longest)]:
        sys.stdout.write("{:34} median {:4} ms  longest {:4} ms\n".format(name, *took))
    sys.exit(0 if all(longest <= MOST for _, _, longest in found) else f"Longer than {MOST} ms.")


if __name__ == "__main__":
    main(sys.argv[1:])
