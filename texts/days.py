"""How files write days and times: as ISO 8601 says."""

from datetime import date, datetime

from django.utils.timezone import localtime


def iso(value: object) -> str:
    """A day as `2026-11-23`; a time to the second, with its offset in the time zone that is active."""
    if isinstance(value, datetime):
        return localtime(value).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"no form in files for {type(value).__name__}")
