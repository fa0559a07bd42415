"""One person has a number of pages at most; the screen's link is nobody's."""

from collections.abc import Callable
from contextlib import ExitStack

from sessions.access import screen_cookie
from sessions.audience import PROJECTOR
from sessions.limits import PAGES_OF_ONE
from sessions.live.consumer import FLOODING
from tests.factories import Person, Room
from tests.servers import SiteInstance
from tests.visitors import Visitor

Visitors = Callable[..., Visitor]


def test_seat_has_a_largest_number_of_pages_and_the_screen_has_not(
    visitor: Visitors, room: Room, bob: Person, chloe: Person, site: SiteInstance
) -> None:
    code = room.session.code
    with ExitStack() as pages:
        for _ in range(PAGES_OF_ONE):
            pages.enter_context(visitor(bob).watch(code)).frame()
        with visitor(bob).watch(code) as one_too_many:
            assert one_too_many.close_code() == FLOODING
        with visitor(chloe).watch(code) as other:
            assert other.frame()["html"]
    with visitor(bob).watch(code) as again:
        assert again.frame()["html"]
    screen = Visitor(site.url, {screen_cookie(room.session): room.session.screen_key})
    with ExitStack() as screens:
        for _ in range(PAGES_OF_ONE + 1):
            screens.enter_context(screen.watch(code, audience=PROJECTOR)).frame()
