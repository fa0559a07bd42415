"""The pages on which an administrator manages accounts, and chooses who leads which séance.

What happens in a room goes through commands only, so nothing else of it can be changed here.
"""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin
from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from referentiel.deletion import CarefulAdmin
from referentiel.drawn import DrawnRow
from referentiel.links import PlainLinks
from sessions.commands import accounts, sessions
from sessions.login_links import login_link
from sessions.models import AtelierSession, Facilitator
from texts.search import FoldedSearch


class NewFacilitatorForm(forms.ModelForm):  # type: ignore[type-arg]
    """An account without a password: its owner logs in by a one-time link, and chooses one."""

    class Meta:
        model = Facilitator
        fields = ("email", "name")

    def save(self, commit: bool = True) -> Facilitator:
        account: Facilitator = self.instance
        account.set_unusable_password()
        super().save(commit)
        return account


class FacilitatorForm(DrawnRow):
    """An account that exists. The form refuses a change that would leave the site without an administrator."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        rights = ("is_active", "is_staff", "is_superuser")
        if all(name in cleaned for name in rights):
            after = Facilitator(pk=self.instance.pk, **{name: cleaned[name] for name in rights})
            if reason := accounts.reason_against(after):
                raise forms.ValidationError(reason)
        return cleaned


@admin.register(Facilitator)
class FacilitatorAdmin(CarefulAdmin, FoldedSearch):
    """Accounts, and their one-time links."""

    list_display = ("email", "name", "is_active", "is_staff", "last_login")
    search_fields = ("email", "name")
    fields = ("email", "name", "is_active", "is_staff", "is_superuser", "last_login", "seen")
    readonly_fields = ("last_login",)
    actions = ("show_login_links",)
    form = FacilitatorForm

    def get_form(
        self,
        request: HttpRequest,
        obj: Facilitator | None = None,
        change: bool = False,
        **kwargs: Any,
    ) -> "type[forms.ModelForm[Facilitator]]":
        """A new account is asked for by address and name alone."""
        if obj is None:
            kwargs["form"] = NewFacilitatorForm
        return super().get_form(request, obj, change, **kwargs)

    def get_fields(self, request: HttpRequest, obj: Facilitator | None = None) -> tuple[str, ...]:
        return self.fields if obj else ("email", "name")

    def has_change_permission(self, request: HttpRequest, obj: Facilitator | None = None) -> bool:
        # Who may give accounts rights could give them to themselves: administrators only.
        return bool(request.user.is_superuser)

    def save_model(self, request: HttpRequest, obj: Facilitator, form: Any, change: bool) -> None:
        accounts.save_account(obj)

    def reasons_to_keep(self, things: Sequence[Model]) -> list[str]:
        return accounts.reasons_to_keep([thing.pk for thing in things])

    def delete_model(self, request: HttpRequest, obj: Facilitator) -> None:
        accounts.delete_accounts([obj.pk])

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Facilitator]) -> None:
        accounts.delete_accounts(list(queryset.values_list("pk", flat=True)))

    # A link lets its reader in as that person: for who may change accounts only.
    @admin.action(
        description=_("Donner un lien de connexion à usage unique"), permissions=["change"]
    )
    def show_login_links(self, request: HttpRequest, queryset: QuerySet[Facilitator]) -> None:
        """Shows the links, which the administrator sends in a way that both people trust."""
        for facilitator in queryset.filter(is_active=True):
            self.message_user(
                request, f"{facilitator.email} : {login_link(facilitator)}", messages.INFO
            )


@admin.register(AtelierSession)
class AtelierSessionAdmin(CarefulAdmin, FoldedSearch):
    """Changes who leads a séance, and deletes a séance that is not open. What happens in it cannot change here."""

    list_display = ("title", "held_on", "season", "status", "code")
    list_filter = ("status", "season")
    search_fields = ("title", "code")
    fields = ("title", "code", "season", "held_on", "status", "secrecy", "facilitators", "seen")
    form = DrawnRow
    readonly_fields = ("title", "code", "season", "held_on", "status", "secrecy")
    autocomplete_fields = ("facilitators",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def save_model(
        self, request: HttpRequest, obj: AtelierSession, form: Any, change: bool
    ) -> None:
        """Nothing of the séance itself is changed here."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        sessions.choose_facilitators(form.instance.pk, form.cleaned_data["facilitators"])

    def reasons_to_keep(self, things: Sequence[Model]) -> list[str]:
        known = [thing for thing in things if isinstance(thing, AtelierSession)]
        return [reason for session in known if (reason := sessions.reason_to_keep(session))]

    def delete_model(self, request: HttpRequest, obj: AtelierSession) -> None:
        sessions.delete_session(obj.pk)

    @transaction.atomic
    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[AtelierSession]) -> None:
        for session in list(queryset.values_list("pk", flat=True)):
            sessions.delete_session(session)


admin.site.unregister(Group)


@admin.register(Group)
class OurGroupAdmin(PlainLinks, GroupAdmin):
    """Django's groups of rights. This page too ignores links with unknown parameters."""
