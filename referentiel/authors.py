"""Who changes the référentiel from a page."""

from django.http import HttpRequest

from referentiel.commands.base import Author


def author_of(request: HttpRequest) -> Author:
    """Returns whoever is logged in, as the author of a change."""
    return Author(str(request.user)[:150], request.user.pk or 0)
