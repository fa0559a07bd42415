"""Facilitators' accounts: logging in, by password or by a one-time link."""

import time
from typing import Any

from django import forms
from django.contrib.auth import login, update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm, SetPasswordForm
from django.contrib.auth.views import LoginView, redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from sessions.commands.accounts import set_password, use_login_link
from sessions.devices import guess, remember_device
from sessions.limits import TooFast
from sessions.login_links import account_of
from sessions.models import Facilitator
from texts.forms import Address
from texts.passwords import one_spelling

CAME_BY_LINK_AT = "came_by_link_at"
LINK_OPENS_FOR = 3600.0
"""Seconds after a one-time link in which a new password may be chosen without the old one."""


class LoginForm(AuthenticationForm):
    """Django's form, in the words of this site."""

    username = Address(
        label=gettext_lazy("Adresse électronique"),
        widget=forms.EmailInput(attrs={"autocomplete": "username", "autofocus": True}),
    )

    error_messages = {
        "invalid_login": gettext_lazy(
            "L’adresse ou le mot de passe ne convient pas. Vérifiez-les, ou demandez un lien de"
            " connexion à la personne qui tient le serveur."
        ),
        "inactive": gettext_lazy("Ce compte est fermé."),
    }

    def clean(self) -> dict[str, Any]:
        """Raises TooFast when this account, or this device, was tried too often."""
        request, address = self.request, self.cleaned_data.get("username")
        if request is None or not address or not self.cleaned_data.get("password"):
            return super().clean()
        with guess(request, address):
            return super().clean()


class PasswordForm(SetPasswordForm):  # type: ignore[type-arg]  # for mypy only
    """Django's form, which measures and compares the spelling that will be kept."""

    def clean_new_password1(self) -> str:
        return one_spelling(self.cleaned_data["new_password1"])

    def clean_new_password2(self) -> str:
        return one_spelling(self.cleaned_data["new_password2"])


class NewPasswordForm(PasswordForm, PasswordChangeForm):
    """Asks for the old password, so that whoever finds the browser open cannot take the account."""

    field_order = ("old_password", "new_password1", "new_password2")

    def __init__(self, request: HttpRequest, account: Facilitator) -> None:
        super().__init__(account, request.POST or None)
        self.request = request

    def clean_old_password(self) -> str:
        with guess(self.request, self.user.email):
            return super().clean_old_password()


class Login(LoginView):
    """E-mail and password. This is the only login page: the administration sends people here too."""

    template_name = "sessions/login.html"
    authentication_form = LoginForm
    redirect_authenticated_user = True

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().post(request, *args, **kwargs)
        except TooFast:
            typed = {"username": request.POST.get("username", "")}
            context = {"form": LoginForm(request, initial=typed), "locked_out": True}
            return render(request, self.template_name, context, status=429)

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        remember_device(response, form.get_user())
        return response

    def form_invalid(self, form: Any) -> HttpResponse:
        response = super().form_invalid(form)
        response.status_code = 422
        return response


@require_safe
def admin_login(request: HttpRequest) -> HttpResponse:
    """Leads to our login page: the administration's own would count no guesses."""
    after = request.GET.get("next", reverse("admin:index"))
    if not request.user.is_authenticated:
        return redirect_to_login(after)
    if not getattr(request.user, "is_staff", False):
        raise PermissionDenied(_("Ce compte n’ouvre pas l’administration."))
    return redirect("admin:index")


@require_safe
def admin_password(request: HttpRequest) -> HttpResponse:
    """Leads to our page: the administration's own change of password would count no guesses of the old one."""
    return redirect("ateliers:password")


@never_cache
@require_http_methods(["GET", "POST"])
def login_link(request: HttpRequest, account: str, token: str) -> HttpResponse:
    """A one-time link: shown by GET, so that a preview does not use it up; used by POST."""
    facilitator = account_of(account, token)
    if facilitator is not None and request.method == "POST":
        facilitator = use_login_link(account, token)
        if facilitator is not None:
            login(request, facilitator, backend="django.contrib.auth.backends.ModelBackend")
            request.session[CAME_BY_LINK_AT] = time.time()
            response = redirect("ateliers:session-list")
            remember_device(response, facilitator)
            return response
    status = 200 if facilitator else 410
    return render(request, "sessions/login_link.html", {"facilitator": facilitator}, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """Chooses a password; other browsers are logged out."""
    assert isinstance(request.user, Facilitator)
    form: SetPasswordForm[Facilitator] = (
        NewPasswordForm(request, request.user)
        if _knows_the_old_one(request, request.user)
        else PasswordForm(request.user, request.POST or None)
    )
    if form.is_valid():
        set_password(request.user, form.cleaned_data["new_password1"])
        update_session_auth_hash(request, request.user)
        request.session.pop(CAME_BY_LINK_AT, None)
        return redirect("ateliers:session-list")
    status = 422 if form.errors else 200
    return render(request, "sessions/password.html", {"form": form}, status=status)


def _knows_the_old_one(request: HttpRequest, account: Facilitator) -> bool:
    """Whether to ask for the old password. Whoever just used a one-time link may have lost it, or never had one."""
    came_at = request.session.get(CAME_BY_LINK_AT, 0.0)
    return account.has_usable_password() and time.time() - came_at > LINK_OPENS_FOR
