"""Passes for large files: a page gives one to whoever is logged in, and the server reads it before the file.

Servers break off requests whose body is larger than a form. They let a file through only when its address carries a
pass, which they check without a look at the database: so a stranger cannot send large bodies anywhere.
"""

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner

PARAMETER = "passe"


def new_pass(account: int) -> str:
    """A pass for this account. It is valid as long as a login."""
    return _signer().sign(str(account))


def is_pass(said: str) -> bool:
    """Whether we have given this pass, and not too long ago."""
    try:
        _signer().unsign(said, max_age=settings.SESSION_COOKIE_AGE)
    except BadSignature:
        return False
    return True


def _signer() -> TimestampSigner:
    return TimestampSigner(salt="referentiel.passes")
