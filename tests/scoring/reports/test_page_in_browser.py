"""The page in a real browser: at three widths, by keyboard, on paper; no error in its console, no request leaves it.

It drives the Chromium of the system (`apt-get install chromium`), or another whose path stands in XASO_CHROMIUM.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Locator, Page, sync_playwright
from strategies.merges import since, small

from criteria.reading import load_set
from criteria.words import Lang
from scoring.merge.outputs import Ranked
from scoring.reports import write_page
from scoring.tables import rank_units

pytestmark = pytest.mark.xdist_group("browser")

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
SWITCHES = (
    "--no-sandbox",  # CI runs as root
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WIDTHS = (1280, 768, 375)
LANGS: tuple[Lang, ...] = ("vi", "en")


class Files(NamedTuple):
    """The page in both languages, and the ranking it shows."""

    folder: Path
    ranked: tuple[Ranked, ...]


class Shown(NamedTuple):
    """A page open in the browser, what it said and asked for, and the ranking it shows."""

    page: Page
    said: list[str]
    asked: list[str]
    ranked: tuple[Ranked, ...]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start the browser once."""
    path = os.environ.get("XASO_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    assert path, "no Chromium here: install it, or name it in XASO_CHROMIUM"
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=path, args=[*SWITCHES])
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def files(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Files:
    """Write the page of a small district in both languages."""
    folder = tmp_path_factory.mktemp("report")
    known = load_set(root / "criteria/sets/vi-du/2024.1")
    ranked: tuple[Ranked, ...] = ()
    for lang in LANGS:
        merged = small(folder / lang, known, lang)
        ranked = rank_units(merged)
        write_page(merged, ranked, str(folder / f"{lang}.html"), since(merged, folder / f"{lang}-cu"))
    return Files(folder, ranked)


def opened(
    browser: Browser, files: Files, lang: Lang = "vi", *, width: int = 1280, dark: bool = False
) -> Shown:
    """Open the page."""
    page = browser.new_page(
        viewport={"width": width, "height": 900}, color_scheme="dark" if dark else "light"
    )
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto((files.folder / f"{lang}.html").as_uri())
    return Shown(page, said, asked, files.ranked)


def names(rows: Locator) -> list[str]:
    """Return the units of the rows that are seen, in their order."""
    return rows.locator("th a").filter(visible=True).all_inner_texts()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_it_fits_and_keeps_to_itself(scheme: str, width: int, browser: Browser, files: Files) -> None:
    """At every width the page is no wider than the window; the console is empty; nothing but the file is asked for."""
    shown = opened(browser, files, width=width, dark=scheme == "dark")
    assert shown.page.evaluate("document.documentElement.scrollWidth") <= width
    assert len(shown.page.screenshot(full_page=True)) > 50_000
    assert shown.said == []
    assert [url for url in shown.asked if not url.startswith(("file:", "data:"))] == []
    background = shown.page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert background == ("rgb(18, 25, 31)" if scheme == "dark" else "rgb(255, 255, 255)")


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_ranking_sorts_by_keyboard(lang: Lang, browser: Browser, files: Files) -> None:
    """A heading is a button: Enter sorts, Enter again turns round, and `aria-sort` says so."""
    shown = opened(browser, files, lang)
    table = shown.page.locator(".ranking")
    points = table.locator('th[data-key="7"]')
    points.get_by_role("button").focus()
    shown.page.keyboard.press("Enter")
    assert points.get_attribute("aria-sort") == "ascending"
    rising = sorted(shown.ranked, key=lambda one: one.unit.points)
    assert names(table)[0] == rising[0].unit.unit_name
    shown.page.keyboard.press("Enter")
    assert points.get_attribute("aria-sort") == "descending"
    assert names(table)[0] == rising[-1].unit.unit_name
    heat = shown.page.locator("table.heat").first
    heat.locator('th[data-key="p0"]').get_by_role("button").press("Enter")
    best = min(shown.ranked, key=lambda one: one.unit.pillars[0].share or 0)
    assert heat.locator("tbody th").first.inner_text() == best.unit.unit_name
    assert shown.said == []


@pytest.mark.parametrize(
    ("typed", "wanted"), [("dong", "đồng"), ("ĐỒNG", "đồng"), ("xa  son", "sơn"), ("99012", None)]
)
def test_the_search_needs_no_marks(typed: str, wanted: str | None, browser: Browser, files: Files) -> None:
    """Units are found by name, code or parent, typed with or without marks; Esc shows all again."""
    shown = opened(browser, files)
    table = shown.page.locator(".ranking")
    search = shown.page.get_by_role("searchbox")
    search.fill(typed)
    found = names(table)
    assert 0 < len(found) < len(shown.ranked)
    if wanted is not None:
        assert all(wanted in name.lower() for name in found)
    assert shown.page.locator(".count").inner_text().startswith(f"{len(found)}/")
    search.press("Escape")
    assert len(names(table)) == len(shown.ranked)


@pytest.mark.parametrize("lang", LANGS)
def test_what_changed_sorts_and_is_searched(lang: Lang, browser: Browser, files: Files) -> None:
    """The table of changes sorts by what its cells print, signs and arrows and all; a search narrows it too."""
    shown = opened(browser, files, lang)
    table = shown.page.locator(".moves")
    rows = table.locator("tbody tr").filter(visible=True)
    assert rows.count() == len(shown.ranked) + 1
    gained = table.locator('th[data-by="6"]')
    gained.get_by_role("button").press("Enter")
    assert gained.get_attribute("aria-sort") == "descending"
    cells = [row.locator("td").nth(5).inner_text() for row in rows.all()]
    point = "," if lang == "vi" else "."
    read = [float(cell.replace(point, ".").replace("−", "-")) for cell in cells if cell != "–"]
    assert read == sorted(read, reverse=True)
    assert read[0] > 0 > read[-1]
    assert cells[-1] == "–"
    moved = table.locator('th[data-by="3"]')
    moved.get_by_role("button").press("Enter")
    assert rows.first.locator("td").nth(2).inner_text().startswith("▲")
    shown.page.get_by_role("searchbox").fill("dong")
    assert 0 < rows.count() < len(shown.ranked)
    shown.page.get_by_role("searchbox").press("Escape")
    assert rows.count() == len(shown.ranked) + 1
    assert shown.said == []


def test_a_profile_follows_its_unit(browser: Browser, files: Files) -> None:
    """A unit's name opens its profile; the next and the previous one are a button away."""
    shown = opened(browser, files)
    second, third = shown.ranked[1].unit, shown.ranked[2].unit
    shown.page.locator(".ranking").get_by_role("link", name=second.unit_name, exact=True).press("Enter")
    title = shown.page.locator(".profile h3")
    assert title.inner_text() == f"{second.unit_name} ({second.unit_code})"
    assert shown.page.locator(".profile .pillars li").count() == len(second.pillars)
    assert 0 < shown.page.locator(".profile ol li").count() <= 10
    shown.page.wait_for_function("document.activeElement.tagName === 'SELECT'")
    shown.page.get_by_role("button", name="Đơn vị sau").press("Enter")
    assert title.inner_text() == f"{third.unit_name} ({third.unit_code})"
    assert shown.said == []


def test_focus_is_seen_and_the_skip_link_comes_first(browser: Browser, files: Files) -> None:
    """The first Tab shows the way past the head; what has the focus has an outline."""
    shown = opened(browser, files)
    shown.page.keyboard.press("Tab")
    assert shown.page.evaluate("document.activeElement.className") == "skip"
    assert shown.page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
    shown.page.keyboard.press("Tab")
    assert shown.page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_it_prints(browser: Browser, files: Files) -> None:
    """On paper the tools are gone, every unit is there, and the paper is white."""
    shown = opened(browser, files, dark=True)
    paper = shown.page.pdf(prefer_css_page_size=True)
    assert paper.startswith(b"%PDF")
    shown.page.emulate_media(media="print")
    assert not shown.page.locator("nav").is_visible()
    assert not shown.page.get_by_role("searchbox").is_visible()
    assert len(names(shown.page.locator(".ranking"))) == len(shown.ranked)
    assert shown.page.locator("svg.slope").is_visible()
    assert shown.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert shown.page.locator("details").filter(visible=True).count() == 0
    assert shown.page.locator(".on-paper").is_visible()


def test_the_profiles_print_one_to_a_page(browser: Browser, files: Files) -> None:
    """Those found by the search are printed, and afterwards the page is as it was."""
    shown = opened(browser, files)
    shown.page.evaluate(
        "window.print = () => { window.printed = document.querySelectorAll('#print .sheet').length; }"
    )
    shown.page.get_by_role("searchbox").fill("xa son")
    found = len(names(shown.page.locator(".ranking")))
    shown.page.get_by_role("button", name="In hồ sơ").click()
    assert shown.page.evaluate("window.printed") == found
    shown.page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert shown.page.locator("#print .sheet").count() == 0
    assert shown.page.locator("nav").is_visible()


def test_the_ranking_needs_no_scrolling_on_a_desk(browser: Browser, files: Files) -> None:
    """At 1280 every column of the ranking is in sight, parents and verified points too."""
    shown = opened(browser, files)
    wide, room = shown.page.evaluate(
        "(() => { const box = document.querySelector('.ranking').parentElement;"
        " return [box.scrollWidth, box.clientWidth]; })()"
    )
    assert wide <= room


def test_on_a_telephone_names_and_notes_stay_in_sight(browser: Browser, files: Files) -> None:
    """Scrolled sideways, the unit's name and the words that explain the ranking do not leave the screen."""
    shown = opened(browser, files, width=375)
    shown.page.evaluate("document.querySelector('.ranking').parentElement.scrollLeft = 300")
    for what in (".ranking caption span", ".ranking tbody th"):
        box = shown.page.locator(what).first.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 375
