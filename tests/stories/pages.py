"""What does every story do with a page? Come in until all of it is there, let it come to rest, ask axe about it."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from recado.desk.staff.models import Agent
from tests.stories.desks import PASSWORD, Desk

SERIOUS = {"serious", "critical"}
RESTS = """() => document.getAnimations().every((one) =>
  one.playState !== "running" || one.effect.getComputedTiming().endTime === Infinity)"""
FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


def enter(page: Page, desk: Desk, agent: Agent | None = None, to: str = "/") -> Page:
    """Log in, as Ada unless another is named, and be at `to` with its scripts run: keys are heard from now on."""
    page.goto(f"{desk.url}/in" + (f"?next={to}" if to != "/" else ""))
    page.fill("#login", (agent or desk.ada).email)
    page.fill("#password", PASSWORD)
    page.click(".gate .is-primary")
    page.wait_for_url(f"{desk.url}{to}")
    expect(page.locator("main")).to_be_visible()
    return page


def rests(page: Page) -> None:
    """Until nothing fades or moves any more; what turns for ever may go on."""
    page.evaluate(FRAMES)
    page.wait_for_function(RESTS)


def complaints(page: Page, within: str | None = None) -> list[str]:
    """What axe finds serious on the page, or within one part of it, once it is at rest."""
    rests(page)
    found = Axe().run(page, within).response["violations"]
    return [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found if one["impact"] in SERIOUS]


def in_both_lights(page: Page) -> dict[str, list[str]]:
    """What is serious in the light theme and in the dark one; empty where nothing is."""
    found = {}
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
        found[scheme] = complaints(page)
    page.emulate_media(color_scheme="light")
    return {name: said for name, said in found.items() if said}
