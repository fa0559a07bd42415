"""The few commands of W3C WebDriver that a séance needs, without a library between us and the browsers.

WebKit's driver takes them by HTTP. Firefox takes the same ones by its own Marionette, so that it needs no
geckodriver, which Debian does not have.
"""

import json
import shutil
import socket
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from tests.instances import Instance

FIREFOX, WEBKIT, DISPLAY = "firefox-esr", "WebKitWebDriver", "Xvfb"
WAIT = 20_000
"""Milliseconds that the browser itself waits for an element to come."""
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
"""The key under which the standard puts the reference of an element."""


class CommandFailed(AssertionError):
    """The browser did not do it, or did not find the element in time."""


def is_installed(program: str) -> bool:
    """Ubuntu has no Firefox ESR, and its Firefox is a snap."""
    return shutil.which(program) is not None


class Browser(Instance):
    """A browser of its own for one person: its own process, profile and cookies."""

    def start(self) -> None:
        super().start()
        self.begin()
        self.send("SetTimeouts", implicit=WAIT)

    def begin(self) -> None:
        """Opens the WebDriver session."""
        raise NotImplementedError

    def send(self, name: str, **parameters: Any) -> Any:
        """Sends one command, and returns its value. Raises CommandFailed."""
        raise NotImplementedError

    def visit(self, address: str) -> None:
        self.send("Navigate", url=address)

    @property
    def address(self) -> str:
        return str(self.send("GetCurrentURL"))

    def find(self, path: str) -> str:
        """The element of this XPath, as soon as there is one."""
        found = self.send("FindElement", using="xpath", value=path)
        return str(found[ELEMENT])

    def click(self, path: str) -> None:
        self.send("ElementClick", id=self.find(path))

    def fill(self, path: str, text: str) -> None:
        """Key by key, as a person types."""
        self.send("ElementSendKeys", id=self.find(path), text=text)


class Firefox(Browser):
    """Firefox ESR, by a line of its own: `<length>:<JSON>`, each way."""

    def __init__(self) -> None:
        super().__init__()
        self.line: socket.socket | None = None
        self.number = 0
        # Whatever a page or the browser asks, nothing leaves the machine.
        preferences = {
            "marionette.port": self.port,
            "network.proxy.type": 1,
            "network.proxy.http": "127.0.0.1",
            "network.proxy.http_port": 9,
            "network.proxy.share_proxy_settings": True,
            "network.proxy.ssl": "127.0.0.1",
            "network.proxy.ssl_port": 9,
            "datareporting.policy.dataSubmissionEnabled": False,
            "intl.accept_languages": "fr",
        }
        lines = [f"user_pref({json.dumps(k)}, {json.dumps(v)});\n" for k, v in preferences.items()]
        (self.directory / "user.js").write_text("".join(lines))

    def command(self) -> list[str]:
        flags = ["--headless", "--marionette", "--no-remote", "--profile", str(self.directory)]
        home = f"HOME={self.directory}"
        return ["env", home, FIREFOX, *flags]

    def answers(self) -> bool:
        try:
            self.line = socket.create_connection(("127.0.0.1", self.port), timeout=WAIT / 500)
        except OSError:
            return False
        return True

    def begin(self) -> None:
        self._receive()
        self.send("NewSession")

    def send(self, name: str, **parameters: Any) -> Any:
        assert self.line is not None
        self.number += 1
        known = name if ":" in name else f"WebDriver:{name}"
        text = json.dumps([0, self.number, known, parameters])
        self.line.sendall(f"{len(text)}:{text}".encode())
        _, _, error, result = self._receive()
        if error:
            raise CommandFailed(f"{name} {parameters}: {error['message']}")
        return result.get("value") if isinstance(result, dict) and "value" in result else result

    def _receive(self) -> Any:
        assert self.line is not None
        length = b""
        while (sign := self.line.recv(1)) != b":":
            if not sign:
                raise CommandFailed(f"Firefox is gone: {self.last_words()}")
            length += sign
        body = b""
        while len(body) < int(length):
            body += self.line.recv(int(length) - len(body))
        return json.loads(body)

    def stop(self) -> None:
        if self.line is not None:
            self.line.close()
            self.line = None
        super().stop()


UNLOADED = "Callback was not called before the unload event."

ROUTES = {
    "SetTimeouts": ("POST", "/timeouts"),
    "Navigate": ("POST", "/url"),
    "SetWindowRect": ("POST", "/window/rect"),
    "GetCurrentURL": ("GET", "/url"),
    "FindElement": ("POST", "/element"),
    "ElementClick": ("POST", "/element/{id}/click"),
    "ElementSendKeys": ("POST", "/element/{id}/value"),
    "DeleteSession": ("DELETE", ""),
}


class WebKit(Browser):
    """WebKitGTK, the engine of Safari: its driver, which starts a MiniBrowser."""

    def __init__(self, display: str) -> None:
        super().__init__()
        self.display = display
        self.session = ""
        # A page that still scrolls smoothly has its buttons elsewhere than the driver finds them.
        settings = self.directory / ".config" / "gtk-3.0" / "settings.ini"
        settings.parent.mkdir(parents=True)
        settings.write_text("[Settings]\ngtk-enable-animations=0\n")

    def command(self) -> list[str]:
        home = [f"HOME={self.directory}", f"XDG_RUNTIME_DIR={self.directory}"]
        # In a container, as root, WebKit's own sandbox cannot be made.
        plain = ["WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS=1", "LIBGL_ALWAYS_SOFTWARE=1"]
        where = [f"DISPLAY={self.display}", "GDK_BACKEND=x11", "NO_AT_BRIDGE=1", "LANG=C.UTF-8"]
        return ["env", *home, *plain, *where, WEBKIT, f"--port={self.port}"]

    def answers(self) -> bool:
        try:
            return bool(self._ask("GET", "/status")["ready"])
        except OSError:
            return False

    def begin(self) -> None:
        browser = next(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"))
        options = {"binary": str(browser), "args": ["--automation"]}
        wanted = {"capabilities": {"alwaysMatch": {"webkitgtk:browserOptions": options}}}
        self.session = self._ask("POST", "/session", wanted)["sessionId"]
        # Its driver clicks where an element stood before the page scrolled to it: nothing needs to.
        self.send("SetWindowRect", x=0, y=0, width=1200, height=2000)

    def send(self, name: str, **parameters: Any) -> Any:
        method, path = ROUTES[name]
        path = path.format(id=parameters.pop("id", ""))
        return self._ask(method, f"/session/{self.session}{path}", parameters)

    def find(self, path: str) -> str:
        """A page that goes while we look in it is an error here; we look in the page that comes."""
        while True:
            try:
                return super().find(path)
            except CommandFailed as failed:
                if UNLOADED not in str(failed):
                    raise

    def _ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        data = json.dumps(body or {}).encode() if method == "POST" else None
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}", data, {"Content-Type": "application/json"},
            method=method,
        )  # fmt: skip
        try:
            with urllib.request.urlopen(request, timeout=3 * WAIT / 1000) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise CommandFailed(f"{path} {body}: {error.read().decode()}") from None

    def stop(self) -> None:
        if self.session and self.process is not None:
            self.send("DeleteSession")
            self.session = ""
        super().stop()


class Display(Instance):
    """A screen that nobody sees: WebKitGTK has no headless mode."""

    def __init__(self) -> None:
        super().__init__()
        self.told = self.directory / "number"
        self.told.touch()

    @property
    def url(self) -> str:
        return f":{self.told.read_text().strip()}"

    def command(self) -> list[str]:
        size = ["-screen", "0", "1280x2100x24", "-nolisten", "tcp"]
        # It chooses a free number by itself, and tells it.
        return ["sh", "-c", 'exec "$0" -displayfd 3 "$@" 3>number', DISPLAY, *size]

    def answers(self) -> bool:
        return self.told.read_text().endswith("\n")
