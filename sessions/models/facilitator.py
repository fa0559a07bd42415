"""Who leads séances: the only people with an account."""

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.utils.translation import gettext_lazy as _

from texts.cleaning import clean_words
from texts.columns import WordsColumn
from texts.passwords import one_spelling, spellings


def normal_address(address: str) -> str:
    """The one form in which addresses are kept and compared, wherever people typed them."""
    return clean_words(address).replace(" ", "").lower()


class LoginAddress(models.EmailField):  # type: ignore[type-arg]
    """An e-mail address in its normal form: in forms, in searches and in the database alike."""

    def to_python(self, value: Any) -> Any:
        return _normal(super().to_python(value))

    def get_prep_value(self, value: Any) -> Any:
        return _normal(super().get_prep_value(value))

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = _normal(super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, value)
        return value


def _normal(value: Any) -> Any:
    return normal_address(value) if isinstance(value, str) else value


class FacilitatorAccounts(BaseUserManager["Facilitator"]):
    """Makes accounts; the e-mail address is the login."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Facilitator":
        """Without a password the account can only be entered by a one-time link."""
        account = self.model(email=email, **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def create_superuser(
        self, email: str, password: str | None = None, **fields: Any
    ) -> "Facilitator":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "Facilitator":
        return self.get(email=username or "")


class Facilitator(AbstractBaseUser, PermissionsMixin):
    """An account: a facilitator of séances, or an administrator of the référentiel."""

    email = LoginAddress(_("adresse électronique"), unique=True)
    name = WordsColumn(_("nom"), max_length=80, blank=True)
    is_active = models.BooleanField(_("actif"), default=True)
    is_staff = models.BooleanField(_("accède à l’administration"), default=False)
    joined_at = models.DateTimeField(_("créé le"), auto_now_add=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = FacilitatorAccounts()

    class Meta:
        verbose_name = _("animateur ou animatrice")
        verbose_name_plural = _("animateurs et animatrices")
        ordering = ("email",)

    def __str__(self) -> str:
        return self.name or self.email

    def set_password(self, raw_password: str | None) -> None:
        """Store the password in one spelling, whichever keyboard it was typed on."""
        super().set_password(raw_password and one_spelling(raw_password))

    def check_password(self, raw_password: str | None) -> bool:
        """Try that spelling, then the spellings that an older password may have been stored in."""
        return any(map(super().check_password, spellings(raw_password or "")))
