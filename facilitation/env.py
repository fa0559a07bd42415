"""Readers of the environment that fail loudly: a typing mistake stops the start, with its reason."""

import os
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on"}
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


def origin(value: str) -> str:
    """`scheme://host[:port]`, and nothing more, as browsers send it in `Origin`."""
    parts = urlsplit(value.strip())
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ImproperlyConfigured(f"{value!r} is not an origin such as https://atelier.example.fr")
    if parts.path.strip("/") or parts.query or parts.fragment:
        raise ImproperlyConfigured(f"{value!r}: an origin has no path.")
    return f"{parts.scheme}://{parts.netloc}"


def origins(name: str) -> list[str]:
    """Origins separated by commas; an empty list when unset."""
    return [origin(part) for part in os.environ.get(name, "").split(",") if part.strip()]
