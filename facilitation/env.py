"""Read the environment. A value that cannot be read stops the start, with the reason."""

import ipaddress
import os
import re
import zoneinfo
from urllib.parse import urlsplit

import idna
from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on"}
USUAL_PORTS = {"http": 80, "https": 443}
FALSE = {"", "0", "false", "no", "off"}


def text(name: str, default: str | None = None) -> str:
    """The value of `name`; without a default, a missing or empty value is an error."""
    value = os.environ.get(name, "").strip() or default
    if value is None:
        raise ImproperlyConfigured(f"{name} must be set in the environment.")
    return value


def flag(name: str, *, default: bool = False) -> bool:
    """A yes or no, written 1/0, true/false, yes/no or on/off."""
    value = os.environ.get(name)
    if value is None:
        return default
    if value.strip().lower() in TRUE:
        return True
    if value.strip().lower() in FALSE:
        return False
    raise ImproperlyConfigured(f"{name}={value!r} is neither yes nor no.")


def whole_number(name: str, default: int) -> int:
    """A number without decimals."""
    value = os.environ.get(name, "").strip()
    try:
        return int(value) if value else default
    except ValueError:
        raise ImproperlyConfigured(f"{name}={value!r} is not a whole number.") from None


def word(name: str) -> str:
    """Letters, digits, `_` and `-`; empty when unset."""
    value = os.environ.get(name, "").strip()
    if not re.fullmatch(r"[A-Za-z0-9_-]*", value):
        raise ImproperlyConfigured(f"{name}={value!r} may hold letters, digits, _ and - only.")
    return value


def time_zone(name: str, default: str) -> str:
    """A name of the IANA list, such as Indian/Reunion."""
    value = text(name, default)
    if value not in zoneinfo.available_timezones():
        raise ImproperlyConfigured(f"{name}={value!r} is no time zone such as Indian/Reunion.")
    return value


def origin(value: str) -> str:
    """`scheme://host[:port]` as browsers send it in `Origin`: accents are punycode, and the usual port is left out."""
    try:
        parts = urlsplit(value.strip())
        host, port = _host(parts.hostname or ""), parts.port
    except ValueError:
        raise ImproperlyConfigured(f"{value!r} is not an origin.") from None
    if parts.scheme not in USUAL_PORTS or not host:
        raise ImproperlyConfigured(f"{value!r} is not an origin such as https://atelier.example.fr")
    if parts.path.strip("/") or parts.query or parts.fragment or parts.username is not None:
        raise ImproperlyConfigured(f"{value!r}: an origin has no path and no account.")
    end = "" if port in {None, USUAL_PORTS[parts.scheme]} else f":{port}"
    return f"{parts.scheme}://{host}{end}"


def host(value: str) -> str:
    """The host of an origin, as Django compares it: an address of IPv6 stands in brackets."""
    return _host(urlsplit(value).hostname or "")


def _host(name: str) -> str:
    """The host as browsers write it. Raises ValueError for a host that no browser would ask for."""
    if ":" in name:
        return f"[{ipaddress.IPv6Address(name).compressed}]"
    return name if name.isascii() else idna.encode(name, uts46=True).decode("ascii")


def origins(name: str) -> list[str]:
    """Origins separated by commas; an empty list when unset."""
    return [origin(part) for part in os.environ.get(name, "").split(",") if part.strip()]
