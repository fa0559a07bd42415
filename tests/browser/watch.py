"""What no page may do: log an error, break the content security policy, ask another host."""

import re
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, WebError

REPORT_VIOLATIONS = """
addEventListener("securitypolicyviolation", (event) =>
  console.error(`CSP: ${event.violatedDirective} refused ${event.blockedURI || event.sourceFile}`));
"""
UNREACHABLE = re.compile(r"net::ERR_|WebSocket connection to|htmx:(sendError|afterRequest|timeout)")
LEFT = re.compile(r"htmx:(sendAbort|afterRequest)")
"""A page that is left aborts what it asks for; htmx logs this as an error, and `afterRequest` with every error."""
STATUS = re.compile(r"status of (\d{3})|Response Status Error Code (\d{3})")


class Watch:
    """Listens to every page of a context. A test says beforehand what it provokes itself."""

    def __init__(self, context: BrowserContext, origin: str) -> None:
        self.host = urlsplit(origin).netloc
        self.problems: list[str] = []
        self.provoked: set[int] = set()
        self.network_fails = False
        context.add_init_script(REPORT_VIOLATIONS)
        context.on("console", self._hear)
        context.on("weberror", self._catch)
        context.on("request", self._check_host)

    def start_again(self) -> None:
        """For another test: nothing has gone wrong yet, and nothing is provoked."""
        self.problems.clear()
        self.provoked.clear()
        self.network_fails = False

    def check(self) -> None:
        """Fails with everything that went wrong."""
        assert not self.problems, "\n".join(self.problems)

    def expect_status(self, *statuses: int) -> None:
        """Chromium and htmx log such answers: here they are what the test is about."""
        self.provoked.update(statuses)

    def expect_network_failures(self) -> None:
        """The test takes the network or the server away."""
        self.network_fails = True

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not self._is_provoked(message.text):
            self.problems.append(f"console: {message.text} at {message.location}")

    def _is_provoked(self, text: str) -> bool:
        if LEFT.match(text):
            return True
        if self.network_fails and UNREACHABLE.search(text):
            return True
        status = STATUS.search(text)
        return bool(status and int(status[1] or status[2]) in self.provoked)

    def _catch(self, error: WebError) -> None:
        self.problems.append(f"page error: {error.error}")

    def _check_host(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in {"http", "https", "ws", "wss"} and address.netloc != self.host:
            self.problems.append(f"request to another host: {request.url}")
