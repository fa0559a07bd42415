"""The outcome of a séance, for its facilitator, at any moment."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from sessions.access import enter
from sessions.exports.formats import FORMATS


@require_safe
@never_cache
def export(request: HttpRequest, code: str, format_key: str) -> HttpResponse:
    """The file of a format; the one that can be looked at is shown, unless `?telecharger=1` asks for it."""
    entered = enter(request, code)
    if not request.user.is_authenticated:
        after = urlencode({"next": request.get_full_path()})
        return redirect(f"{reverse('ateliers:login')}?{after}")
    entered.leader()
    if format_key not in FORMATS:
        raise Http404(
            _("Ce format d’export n’existe pas. Choisissez parmi : %(formats)s.")
            % {"formats": ", ".join(FORMATS)}
        )
    return HttpResponse()
