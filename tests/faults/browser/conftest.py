"""Real browsers before a site that breaks: the site itself breaks, or the proxy in front of it."""

from collections.abc import Iterator

import pytest

from tests.browser.conftest import (  # noqa: F401 -- fixtures, which find the `site` of this folder
    alice,
    bob,
    browser,
    chloe,
    laptop,
    login,
    phones,
    seance,
    seated,
)
from tests.faults.proxy import Proxy
from tests.servers import SiteInstance


class ProxiedSite(SiteInstance):
    """A site whose public address is that of its proxy, `line`."""

    def __init__(self) -> None:
        self.line = Proxy(0)
        super().__init__()
        self.line.upstream = self.port

    @property
    def url(self) -> str:
        return self.line.url


@pytest.fixture(scope="package")
def site() -> Iterator[ProxiedSite]:
    site = ProxiedSite()
    with site.line:
        try:
            site.prepare()
            site.start()
            yield site
        finally:
            site.close()


@pytest.fixture
def line(site: ProxiedSite) -> Iterator[Proxy]:
    """The way to the site; whole again after each test."""
    yield site.line
    site.line.resume()
