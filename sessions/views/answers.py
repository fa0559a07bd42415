"""How a POST is answered: what the page is told, and what the page keeps."""

import json
from collections.abc import Callable, Sequence
from uuid import UUID

from django.core.exceptions import BadRequest
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from sessions.commands.base import Answer, Refused, Stale


def operation_of(request: HttpRequest) -> UUID:
    """The operation id that the page made for this POST; BadRequest without one."""
    try:
        return UUID(request.POST.get("operation", ""))
    except ValueError:
        raise incomplete() from None


def incomplete() -> BadRequest:
    """The refusal of a button that does not say what it is for: no page of ours sends it."""
    return BadRequest(_("L’envoi est incomplet. Rechargez la page, puis recommencez."))


def seen_by(request: HttpRequest) -> str | None:
    """What the button was drawn for; None when the page is older than this rule."""
    return request.POST.get("seen")


def attempt(
    form: Form, perform: Callable[[], Answer], *, compare: Callable[[], None] | None = None
) -> Answer | None:
    """Performs the command when the form is valid; None when it is not, or when the room refuses.

    The form then carries the reasons, and everything that was typed. `compare` is called when somebody
    has changed what the form was drawn for: it puts the other text beside what was typed.
    """
    if not form.is_valid():
        return None
    try:
        return perform()
    except Refused as refused:
        form.add_error(None, str(refused))
        if compare is not None and isinstance(refused, Stale):
            compare()
        return None


def saved(response: HttpResponse, message: str, *, mine: Sequence[str] = ()) -> HttpResponse:
    """Tells the page that the room accepted its form. The page closes the dialog, says so, and notes what it owns."""
    response["HX-Trigger"] = json.dumps({"saved": {"message": message, "mine": list(mine)}})
    return response


def done(*, mine: Sequence[str] = (), dropped: Sequence[str] = ()) -> HttpResponse:
    """The answer to a button. What changed reaches its author by the socket, like everybody else."""
    response = HttpResponse(status=204)
    if mine or dropped:
        own = {"mine": list(mine), "dropped": list(dropped)}
        response["HX-Trigger"] = json.dumps({"saved": own})
    return response
