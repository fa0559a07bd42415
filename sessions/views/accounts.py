"""Facilitators' accounts: logging in, by password or by a one-time link."""

from typing import Any

from django import forms
from django.contrib.auth import login, update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.contrib.auth.forms import AuthenticationForm, SetPasswordForm
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from sessions.commands.accounts import set_password, use_login_link
from sessions.login_links import account_of
from sessions.models import Facilitator
from sessions.models.facilitator import normal_address
from texts.forms import Address
from texts.passwords import one_spelling


class LoginForm(AuthenticationForm):
    """Django's, in the words of this site."""

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


class PasswordForm(SetPasswordForm):  # type: ignore[type-arg]  # for mypy only
    """Django's, which measures and compares the spelling that will be kept."""

    def clean_new_password1(self) -> str:
        return one_spelling(self.cleaned_data["new_password1"])

    def clean_new_password2(self) -> str:
        return one_spelling(self.cleaned_data["new_password2"])


class Login(LoginView):
    """E-mail and password; slowed down after failures by django-axes."""

    template_name = "sessions/login.html"
    authentication_form = LoginForm
    redirect_authenticated_user = True

    def form_invalid(self, form: Any) -> HttpResponse:
        response = super().form_invalid(form)
        response.status_code = 422
        return response


def locked_out(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """What django-axes answers after too many failures."""
    context = {"form": LoginForm(request), "locked_out": True}
    return render(request, "sessions/login.html", context, status=429)


def account_tried(request: HttpRequest, credentials: dict[str, str] | None) -> str:
    """Whom django-axes counts a failure against: the address as accounts keep it, in lower case."""
    # As typed, each capital would give five more attempts; the admin has a form of its own.
    return normal_address((credentials or request.POST).get("username") or "")


@never_cache
@require_http_methods(["GET", "POST"])
def login_link(request: HttpRequest, account: str, token: str) -> HttpResponse:
    """A one-time link: shown by GET, so that a preview does not use it up; used by POST."""
    facilitator = account_of(account, token)
    if facilitator is not None and request.method == "POST":
        facilitator = use_login_link(account, token)
        if facilitator is not None:
            login(request, facilitator, backend="django.contrib.auth.backends.ModelBackend")
            return redirect("ateliers:session-list")
    status = 200 if facilitator else 410
    return render(request, "sessions/login_link.html", {"facilitator": facilitator}, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """Chooses a password; other browsers are logged out."""
    assert isinstance(request.user, Facilitator)
    form = PasswordForm(request.user, request.POST or None)
    if form.is_valid():
        set_password(request.user, form.cleaned_data["new_password1"])
        update_session_auth_hash(request, request.user)
        return redirect("ateliers:session-list")
    status = 422 if form.errors else 200
    return render(request, "sessions/password.html", {"form": form}, status=status)
