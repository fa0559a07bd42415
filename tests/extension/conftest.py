"""The site with the additions; people and browsers are those of tests/browser."""

from collections.abc import Iterator

import pytest

from tests.browser.conftest import (  # noqa: F401
    alice,
    bob,
    browser,
    chloe,
    laptop,
    login,
    open_context,
    phones,
)
from tests.servers import SiteInstance


@pytest.fixture(scope="package")
def site() -> Iterator[SiteInstance]:
    """The site as `script/server` starts it, with the settings of this package."""
    with SiteInstance(DJANGO_SETTINGS_MODULE="tests.extension.settings").serving() as site:
        yield site
