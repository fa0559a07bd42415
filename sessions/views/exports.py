"""The outcome of a séance, for its facilitator, at any moment."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sessions.access import enter
from sessions.exports.formats import FORMATS, Format
from sessions.exports.outcome import read_outcome
from sessions.limits import EXPORTING
from sessions.steps import Action
from sessions.views.refusals import refuse


@require_safe
@never_cache
def export(request: HttpRequest, code: str, format_key: str) -> HttpResponse:
    """The file of a format. A format with a page is shown in the browser, unless the address has `?telecharger=1`."""
    entered = enter(request, code)
    if not request.user.is_authenticated:
        after = urlencode({"next": request.get_full_path()})
        return redirect(f"{reverse('ateliers:login')}?{after}")
    entered.actor_for(Action.EXPORT)
    chosen = FORMATS.get(format_key)
    if chosen is None:
        return refuse(request, 404, _unknown_format())
    return _answer(chosen, entered.session.code, wants_file="telecharger" in request.GET)


def _unknown_format() -> str:
    return _("Ce format d’export n’existe pas. Choisissez parmi : %(formats)s.") % {
        "formats": ", ".join(FORMATS)
    }


def _answer(chosen: Format, code: str, *, wants_file: bool) -> HttpResponse:
    # The gate covers the reading and the whole writing, since what is built meanwhile takes the memory.
    with EXPORTING.held():
        outcome = read_outcome(code)
        page = None if wants_file else chosen.page(outcome)
        if page is not None:
            return HttpResponse(page, content_type=chosen.content_type)
        response = HttpResponse(chosen.file(outcome), content_type=chosen.content_type)
    response["Content-Disposition"] = f'attachment; filename="{chosen.filename(outcome)}"'
    return response
