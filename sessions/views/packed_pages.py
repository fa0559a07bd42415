"""The room's page, compressed for browsers that can read it: 300 phones of one hall load it at once."""

import re

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from sessions.fragments.boards import Board
from sessions.packing import gzipped

_READS = re.compile(r"gzip(?:\s*;\s*q=(?!0(?:\.0*)?$).*)?")


def packed(request: HttpRequest, response: HttpResponse, board: Board) -> HttpResponse:
    """The response with its board compressed, where the browser reads gzip; the rest is only stored.

    A proxy in front leaves alone what is encoded already: it must never compress the personal part.
    """
    patch_vary_headers(response, ["Accept-Encoding"])
    plain = board.html.encode()
    before, found, after = response.content.partition(plain)
    if board.deflated and found and accepts_gzip(request.headers.get("Accept-Encoding", "")):
        response.content = gzipped(before, plain, board.deflated, after)
        response.headers["Content-Encoding"] = "gzip"
    return response


def accepts_gzip(header: str) -> bool:
    """Whether a browser says that it reads gzip: « gzip;q=0 » says that it does not."""
    return any(_READS.fullmatch(coding.strip()) for coding in header.lower().split(","))
