"""The trajectories of a closed séance: which are published, and the form that publishes one."""

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from sessions.access import enter
from sessions.actor import Actor
from sessions.commands import trajectories
from sessions.commands.base import Answer
from sessions.forms.trajectories import PublicationForm
from sessions.queries.trajectories import trajectory_lines, trajectory_mark
from sessions.steps import Action
from sessions.views.answers import attempt


@require_safe
@never_cache
def trajectory_list(request: HttpRequest, code: str) -> HttpResponse:
    """Lists the territories, each with what is published of it here."""
    entered = enter(request, code)
    if not request.user.is_authenticated:
        return redirect_to_login(request.path)
    entered.actor_for(Action.PUBLISH_TRAJECTORY)
    context = {"session": entered.session, "lines": trajectory_lines(entered.session)}
    return render(request, "sessions/trajectories.html", context)


@require_http_methods(["GET", "POST"])
@never_cache
def trajectory_publication(request: HttpRequest, code: str, territory: str) -> HttpResponse:
    """Shows what would become public, and publishes it."""
    entered = enter(request, code)
    if not request.user.is_authenticated:
        return redirect_to_login(request.path)
    actor = entered.actor_for(Action.PUBLISH_TRAJECTORY)
    place = get_object_or_404(entered.session.territories.all(), slug=territory)
    told = trajectories.told_by(entered.session, place)
    mark = trajectory_mark(told.cards)
    form = (
        PublicationForm(request.POST) if request.POST else PublicationForm(initial={"seen": mark})
    )
    if request.POST and attempt(
        form,
        lambda: _publish(actor, place.pk, form),
        compare=lambda: form.show_theirs(mark, {}),
    ):
        return redirect(place)
    context = {"form": form, "session": entered.session, "told": told}
    status = 422 if form.errors else 200
    return render(request, "sessions/trajectory_publication.html", context, status=status)


def _publish(actor: Actor, territory: int, form: PublicationForm) -> Answer:
    said = dict(form.cleaned_data)
    operation = said.pop("operation")
    return trajectories.publish_trajectory(actor, operation, territory=territory, **said)
