"""What an administrator sees of séances: accounts, and who leads what.

What happens in a room goes through commands only, so nothing else of it can be changed here.
"""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from sessions.login_links import login_link
from sessions.models import AtelierSession, Facilitator


class NewFacilitatorForm(forms.ModelForm):  # type: ignore[type-arg]
    """An account without a password: its owner comes in by a one-time link, and chooses one."""

    class Meta:
        model = Facilitator
        fields = ("email", "name")

    def clean_email(self) -> str:
        """The address is the login: its case does not count."""
        return str(self.cleaned_data["email"]).lower()

    def save(self, commit: bool = True) -> Facilitator:
        account: Facilitator = self.instance
        account.set_unusable_password()
        super().save(commit)
        return account


@admin.register(Facilitator)
class FacilitatorAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Accounts, and their one-time links."""

    list_display = ("email", "name", "is_active", "is_staff", "last_login")
    search_fields = ("email", "name")
    fields = ("email", "name", "is_active", "is_staff", "is_superuser", "last_login")
    readonly_fields = ("last_login",)
    actions = ("show_login_links",)

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

    # A link lets its reader in as that person: for who may change accounts only.
    @admin.action(
        description=_("Donner un lien de connexion à usage unique"), permissions=["change"]
    )
    def show_login_links(self, request: HttpRequest, queryset: QuerySet[Facilitator]) -> None:
        """Shows the links, to be sent by whatever way is trusted."""
        for facilitator in queryset.filter(is_active=True):
            self.message_user(
                request, f"{facilitator.email} : {login_link(facilitator)}", messages.INFO
            )


@admin.register(AtelierSession)
class AtelierSessionAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Who leads a séance can be changed here; what happens in it cannot."""

    list_display = ("title", "held_on", "season", "status", "code")
    list_filter = ("status", "season")
    search_fields = ("title", "code")
    fields = ("title", "code", "season", "held_on", "status", "secrecy", "facilitators")
    readonly_fields = ("title", "code", "season", "held_on", "status", "secrecy")
    autocomplete_fields = ("facilitators",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False
