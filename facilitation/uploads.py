"""Which requests may bring a file: those to three addresses, with a pass that a page gave to somebody who is logged in.

Servers ask this once they have read the headers, and before they read the body. All other bodies are forms.
"""

import re
from urllib.parse import parse_qs

from facilitation.bodies import DROPPED_BODY, DROPPED_UPLOAD
from referentiel.passes import PARAMETER, is_pass

ADDRESSES = re.compile(
    r"/referentiel/(?:croisements/importer|ressources/(?:nouvelle|[-a-zA-Z0-9_]+/fichier))/"
)
"""deploy/nginx.conf.template has the same expression."""


def is_upload(method: str, path: str, query: str) -> bool:
    """Whether a file may come with this request."""
    if method != "POST" or not ADDRESSES.fullmatch(path):
        return False
    return is_pass(parse_qs(query).get(PARAMETER, [""])[0])


def longest_body(method: str, path: str, query: str) -> int:
    """The bytes of its body past which a request is broken off."""
    return DROPPED_UPLOAD if is_upload(method, path, query) else DROPPED_BODY
