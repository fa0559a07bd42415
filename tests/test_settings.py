"""The start: refused loudly when something is missing or mistyped, careful with what is set."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from facilitation import env

pytestmark = pytest.mark.standalone

SHOW = """
import json
from facilitation import settings
names = {names!r}
print(json.dumps({{name: getattr(settings, name) for name in names}}, default=str))
"""


def start(tmp_path: Path, *names: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Loads the settings in a process of its own, and shows some."""
    kept = {"PATH", "HOME", "LANG", "PYTHONPATH", "VIRTUAL_ENV"}
    environment = {key: value for key, value in os.environ.items() if key in kept}
    environment |= {"VAR_DIR": str(tmp_path), **variables}
    code = SHOW.format(names=names)
    return subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
    )


def shown(tmp_path: Path, *names: str, **variables: str) -> dict[str, object]:
    """The settings asked for."""
    done = start(tmp_path, *names, **variables)
    assert done.returncode == 0, done.stderr
    found: dict[str, object] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("key", [None, "", "   "])
def test_no_start_without_a_secret_key(tmp_path: Path, key: str | None) -> None:
    variables = {} if key is None else {"SECRET_KEY": key}
    done = start(tmp_path, **variables)
    assert done.returncode != 0
    assert "SECRET_KEY must be set when DEBUG is off." in done.stderr


def test_secret_key_is_read_from_its_file(tmp_path: Path) -> None:
    (tmp_path / "secret_key").write_text("from-the-file\n")
    assert shown(tmp_path, "SECRET_KEY") == {"SECRET_KEY": "from-the-file"}
    given = shown(tmp_path, "SECRET_KEY", SECRET_KEY="from-the-environment")
    assert given == {"SECRET_KEY": "from-the-environment"}


def test_debug_is_off_unless_asked_for(tmp_path: Path) -> None:
    assert shown(tmp_path, "DEBUG", SECRET_KEY="x") == {"DEBUG": False}
    assert shown(tmp_path, "DEBUG", DEBUG="1") == {"DEBUG": True}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DEBUG", "peut-être"),
        ("PROXIED", "2"),
        ("PUBLIC_URL", "ateliers.example.fr"),
        ("PUBLIC_URL", "ftp://ateliers.example.fr"),
        ("PUBLIC_URL", "https://ateliers.example.fr/seances"),
        ("EXTRA_ORIGINS", "https://ateliers.example.fr,ailleurs"),
    ],
)
def test_mistyped_value_stops_the_start_and_is_named(tmp_path: Path, name: str, value: str) -> None:
    done = start(tmp_path, SECRET_KEY="x", **{name: value})
    assert done.returncode != 0
    assert "ImproperlyConfigured" in done.stderr
    assert value.rsplit(",", maxsplit=1)[-1] in done.stderr


COOKIES = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SEAT_COOKIE_SECURE")


@pytest.mark.parametrize(("scheme", "secure"), [("http", False), ("https", True)])
def test_scheme_of_the_public_address_decides_for_the_cookies(
    tmp_path: Path, scheme: str, secure: bool
) -> None:
    names = (*COOKIES, "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS")
    found = shown(tmp_path, *names, SECRET_KEY="x", PUBLIC_URL=f"{scheme}://ateliers.example.fr")
    assert {bool(value) for value in found.values()} == {secure}


def test_only_our_own_origins_are_let_in(tmp_path: Path) -> None:
    found = shown(
        tmp_path,
        *("ALLOWED_HOSTS", "ALLOWED_ORIGINS", "CSRF_TRUSTED_ORIGINS"),
        SECRET_KEY="x",
        PUBLIC_URL="https://ateliers.example.fr",
        EXTRA_ORIGINS="http://192.0.2.7:8000, https://autre.example.fr",
    )
    origins = [
        "https://ateliers.example.fr",
        "http://192.0.2.7:8000",
        "https://autre.example.fr",
    ]
    assert found["ALLOWED_ORIGINS"] == found["CSRF_TRUSTED_ORIGINS"] == origins
    hosts = ["192.0.2.7", "ateliers.example.fr", "autre.example.fr"]
    assert found["ALLOWED_HOSTS"] == hosts


def test_deployment_has_nothing_to_warn_of(tmp_path: Path) -> None:
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "facilitation.settings",
        "SECRET_KEY": "only-for-checks-aQ7-uE2_rT9kLm4vXz8bN1cW5sD6fG3hJ0pY",
        "PUBLIC_URL": "https://ateliers.example.org",
        "PROXIED": "1",
        "DEBUG": "0",
        "VAR_DIR": str(tmp_path),
    }
    environment.pop("DATABASE_URL", None)
    environment.pop("REDIS_URL", None)
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_readers_of_the_environment_are_strict(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATELIERS_TEST", " Yes ")
    assert env.flag("ATELIERS_TEST") is True
    monkeypatch.setenv("ATELIERS_TEST", "")
    assert env.flag("ATELIERS_TEST", default=True) is False
    assert env.whole_number("ATELIERS_TEST", 7) == 7
    assert env.origins("ATELIERS_TEST") == []
    with pytest.raises(ImproperlyConfigured, match="ATELIERS_TEST must be set"):
        env.text("ATELIERS_TEST")
    monkeypatch.setenv("ATELIERS_TEST", "1.5")
    with pytest.raises(ImproperlyConfigured, match="not a whole number"):
        env.whole_number("ATELIERS_TEST", 7)


HERE = Path(__file__).resolve().parent.parent
FIXED_BY_COMPOSE = {"VAR_DIR", "DEBUG"}
"""What an image has no choice about."""


def variables_read() -> set[str]:
    """Every name that the settings ask the environment for."""
    source = (HERE / "facilitation" / "settings.py").read_text()
    return set(re.findall(r'env\.\w+\("([A-Z_]+)"', source))


@pytest.mark.parametrize("path", [".env.example", "docs/operations.md"])
def test_every_variable_is_said_where_people_look_for_it(path: str) -> None:
    text = (HERE / path).read_text()
    assert {name for name in variables_read() if name not in text} == set()


def test_containers_are_handed_every_variable() -> None:
    text = (HERE / "docker-compose.yml").read_text()
    handed = set(re.findall(r"^    ([A-Z_]+): ", text, re.MULTILINE))
    assert variables_read() - FIXED_BY_COMPOSE == handed & variables_read()


@pytest.mark.parametrize(
    ("written", "origin", "host"),
    [
        ("https://île.example.fr", "https://xn--le-pja.example.fr", "xn--le-pja.example.fr"),
        ("https://I\u0302LE.example.fr", "https://xn--le-pja.example.fr", "xn--le-pja.example.fr"),
        (
            "https://strasse-ß.example",
            "https://xn--strasse--xya.example",
            "xn--strasse--xya.example",
        ),
        ("http://[::1]:8012", "http://[::1]:8012", "[::1]"),
        ("http://[0:0:0:0:0:0:0:1]", "http://[::1]", "[::1]"),
        ("http://[2001:DB8::7]:8000/", "http://[2001:db8::7]:8000", "[2001:db8::7]"),
        ("HTTPS://Ateliers.Example.FR:443", "https://ateliers.example.fr", "ateliers.example.fr"),
        ("http://ateliers.example.fr:80", "http://ateliers.example.fr", "ateliers.example.fr"),
    ],
)
def test_origin_is_written_as_browsers_write_it(written: str, origin: str, host: str) -> None:
    assert env.origin(written) == origin
    assert env.host(origin) == host


@pytest.mark.parametrize(
    "written",
    ["http://[::1", "http://[::g]", "http://a:b", "http://x:99999", "http://me@x", "http://a..é"],
)
def test_origin_that_no_browser_sends_stops_the_start(written: str) -> None:
    with pytest.raises(ImproperlyConfigured):
        env.origin(written)


def test_time_zone_and_cookie_names_are_settings(tmp_path: Path) -> None:
    names = ("TIME_ZONE", "SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME")
    assert shown(tmp_path, *names, SECRET_KEY="x") == {
        "TIME_ZONE": "Europe/Paris",
        "SESSION_COOKIE_NAME": "sessionid",
        "CSRF_COOKIE_NAME": "csrftoken",
    }
    elsewhere = {"TIME_ZONE": "Indian/Reunion", "COOKIE_SUFFIX": "_8001"}
    assert shown(tmp_path, *names, SECRET_KEY="x", **elsewhere) == {
        "TIME_ZONE": "Indian/Reunion",
        "SESSION_COOKIE_NAME": "sessionid_8001",
        "CSRF_COOKIE_NAME": "csrftoken_8001",
    }
    for wrong in ({"TIME_ZONE": "La Réunion"}, {"COOKIE_SUFFIX": "a b;"}):
        assert "ImproperlyConfigured" in start(tmp_path, SECRET_KEY="x", **wrong).stderr
