"""The formats of export, as a list: nothing is discovered."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Format:
    """How an outcome becomes a file; `page` is the template to look at first, if there is one."""

    key: str
    content_type: str
    extension: str
    write: Callable[[Any], bytes]
    show: Callable[[Any], str] | None = None


FORMATS: dict[str, Format] = {}
