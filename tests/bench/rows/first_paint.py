"""The first paint of a full room on a slow phone: reported, without a bound of the table's own."""

import shutil
from statistics import median

from playwright.async_api import Browser, async_playwright

from tests.bench.rows import Bench
from tests.bench.sides import Ours, site
from tests.bench.table import Row
from tests.browser.chromium import ARGUMENTS

CARDS = 300
BITS_PER_SECOND, ROUND_TRIP, SLOWER = 1_600_000, 150, 4
"""What a phone at the back of a hall has: the line, milliseconds there and back, and times slower a processor."""
REACHED = 2.5
"""Seconds to reach."""
PAINTED = """() => new Promise(found => new PerformanceObserver(list => {
    const first = list.getEntriesByName('first-contentful-paint')[0];
    if (first) found(first.startTime / 1000);
}).observe({type: 'paint', buffered: true}))"""


async def measure(bench: Bench) -> list[Row]:
    """The median of five phones, each with an empty cache."""
    instance = bench.stack.enter_context(site(bench.server))
    instance.prepare()
    ours = Ours.on(instance, seats=1, cards=CARDS)
    bench.say("first paint")
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=ARGUMENTS
        )
        seconds = [await _paint(chromium, ours) for _ in range(int(bench.long(5, 2)))]
        await chromium.close()
    found = median(seconds)
    return [
        Row(
            f"first paint of a room of {CARDS} cards on a phone: 1.6 Mbit/s, processor {SLOWER} × slower",
            f"{found:.1f} s", "–", "–", f"≤ {REACHED} s", found <= REACHED, {"seconds": seconds},
        )
    ]  # fmt: skip


async def _paint(chromium: Browser, ours: Ours) -> float:
    """Seconds from the start of the navigation to the first text."""
    person = ours.person(0)
    context = await chromium.new_context(viewport={"width": 390, "height": 844}, is_mobile=True)
    cookies = [each.split("=", 1) for each in person.cookies.split("; ")]
    await context.add_cookies(
        [{"name": name, "value": value, "url": person.origin} for name, value in cookies]
    )
    page = await context.new_page()
    devices = await context.new_cdp_session(page)
    await devices.send("Network.enable")
    line = {"offline": False, "latency": ROUND_TRIP, "downloadThroughput": BITS_PER_SECOND / 8}
    await devices.send(
        "Network.emulateNetworkConditions", {**line, "uploadThroughput": BITS_PER_SECOND / 8}
    )
    await devices.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    await page.goto(f"{person.origin}{person.path}", wait_until="commit")
    painted: float = await page.evaluate(PAINTED)
    await page.wait_for_load_state()
    assert await page.locator(".card").count() == CARDS, "that was another page"
    await context.close()
    return painted
