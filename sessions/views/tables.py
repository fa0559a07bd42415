"""Tables without devices: entered, corrected, removed by a facilitator, until the vote closes."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sessions.access import enter
from sessions.actor import Actor
from sessions.commands import tables
from sessions.forms.polls import PaperForm
from sessions.models import Poll, TableTally
from sessions.steps import Action
from sessions.views.answers import attempt, done, operation_of, saved


@require_http_methods(["GET", "POST"])
def table_new(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The form that enters what a table voted, and its answer."""
    entered = enter(request, code)
    actor = entered.actor_for(Action.ENTER_TABLE)
    poll = get_object_or_404(Poll, session=entered.session, pk=pk)
    if request.method == "GET":
        return _show(request, PaperForm(poll=poll))
    return _enter(request, actor, poll, None)


@require_http_methods(["GET", "POST"])
def table(request: HttpRequest, code: str, pk: int, table: UUID) -> HttpResponse:
    """The form that enters a table again, as a whole: a sealed tally is shown to nobody, nor is this one's."""
    entered = enter(request, code)
    actor = entered.actor_for(Action.ENTER_TABLE)
    poll = get_object_or_404(Poll, session=entered.session, pk=pk)
    row = get_object_or_404(TableTally, poll=poll, pk=table)
    if request.method == "GET":
        known = {"territory": row.territory_id, "name": row.name, "seats": row.seats}
        return _show(request, PaperForm(poll=poll, initial={**known, "seen": row.version}), row)
    return _enter(request, actor, poll, row)


@require_POST
def table_removal(request: HttpRequest, code: str, pk: int, table: UUID) -> HttpResponse:
    """Takes a table out of the vote."""
    actor = enter(request, code).actor_for(Action.ENTER_TABLE)
    tables.remove_table(actor, operation_of(request), pk, table=table)
    return done()


def _enter(request: HttpRequest, actor: Actor, poll: Poll, row: TableTally | None) -> HttpResponse:
    form = PaperForm(request.POST, poll=poll)

    def compare() -> None:
        assert row is not None, "only a table that was there can be another one meanwhile"
        now = TableTally.objects.select_related("territory").get(pk=row.pk)
        theirs: dict[str, Any] = {"name": now.name, "seats": now.seats, "territory": now.territory}
        typed = form.cleaned_data
        form.show_theirs(
            now.version, {key: theirs[key] for key in theirs if theirs[key] != typed[key]}
        )

    answer = attempt(
        form,
        lambda: tables.enter_table(
            actor,
            operation_of(request),
            poll.pk,
            territory=form.cleaned_data["territory"].pk,
            name=form.cleaned_data["name"],
            seats=form.cleaned_data["seats"],
            tally=form.tally(),
            table=row.pk if row else None,
            seen=form.cleaned_data["seen"],
        ),
        compare=compare,
    )
    if answer is None:
        return _show(request, form, row, status=422)
    return saved(HttpResponse(), _("La table est enregistrée."))


def _show(
    request: HttpRequest, form: PaperForm, row: TableTally | None = None, status: int = 200
) -> HttpResponse:
    context = {"form": form, "table": row, "action": request.path}
    return render(request, "sessions/forms/table_form.html", context, status=status)
