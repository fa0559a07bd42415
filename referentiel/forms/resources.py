"""Forms of those who keep the resources: describe, with a file or a link, correct, replace the file, take out."""

from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from referentiel.file_types import LARGEST_FILE, TYPES, type_of
from referentiel.forms.rows import Day, RowForm, why_field
from referentiel.models import Resource
from texts.columns import longest
from texts.forms import Words

DESCRIBED = (
    *("season", "atelier", "before_season", "title", "kind", "alternative", "link", "audience"),
    *("authors", "speakers", "duration_minutes", "published_on", "language", "licence", "note"),
)
ACCEPTED = ",".join(
    ending for kind in TYPES.values() for ending in (kind.ending, *kind.other_endings)
)


class FileOfOurs(forms.FileField):
    """Takes a file within our bounds, of a type that we take. Its type is read from what is in it."""

    widget = forms.FileInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=gettext_lazy("Fichier"),
            help_text=gettext_lazy(
                "PDF, OpenDocument (odt, ods, odp, odg), Office (docx, xlsx, pptx), image (png, jpg,"
                " webp) ou sous-titres (vtt, srt), 20 Mo au plus. Joignez ce que vous avez le droit de"
                " partager. Une image est redessinée : le lieu et l’appareil qu’elle disait n’y sont plus."
            ),
            error_messages={"required": gettext_lazy("Choisissez un fichier.")},
            **kwargs,
        )

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Sets what the browser offers, and the size that sending.js looks at."""
        attrs = {"accept": ACCEPTED, "data-max-bytes": LARGEST_FILE}
        return {**super().widget_attrs(widget), **attrs}

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Refuses what we would not keep, in a sentence each."""
        upload = super().clean(data, initial)
        if upload:
            if upload.size > LARGEST_FILE:
                raise ValidationError(_("Ce fichier est trop lourd : 20 Mo au plus."))
            type_of(upload)
        return upload


class AgainForm(forms.Form):
    """Has a file. When it comes back, the browser has let go of the file, and the form says so."""

    def ask_again(self) -> None:
        """Says that the file must be chosen again, when the form is refused for another reason."""
        if self.files.get("file") and self.errors and "file" not in self.errors:
            self.add_error("file", _("Choisissez ce fichier de nouveau : le navigateur l’a lâché."))

    def ask_what_it_shows(self) -> None:
        """Asks for the words that stand for a picture, and drops those that were typed for another file."""
        upload = self.cleaned_data.get("file")
        if not upload:
            return
        if not type_of(upload).is_picture:
            self.cleaned_data["alternative"] = ""
        elif not self.cleaned_data.get("alternative"):
            self.add_error(
                "alternative",
                _("Dites en une phrase ce que montre l’image, pour qui ne la voit pas."),
            )


class ResourceEditForm(RowForm):
    """Asks for the description of a resource, and for what a picture shows where its file is one."""

    before_season = forms.TypedChoiceField(
        label=gettext_lazy("Quand est-elle partagée ?"),
        choices=(
            (False, gettext_lazy("Pendant la saison ou après : elle en est sortie")),
            (True, gettext_lazy("Avant la saison, pour la préparer")),
        ),
        coerce=lambda said: said == "True",
        empty_value=None,
        widget=forms.RadioSelect,
        initial=False,
        required=False,
    )
    field_order: tuple[str, ...] = (*DESCRIBED, "why")

    class Meta:
        model = Resource
        fields = DESCRIBED
        error_messages = {
            "kind": {
                "required": gettext_lazy("Dites ce qu’est cette ressource : choisissez sa nature.")
            }
        }
        widgets = {
            "published_on": Day,
            "link": forms.URLInput,
            "audience": forms.RadioSelect,
        }

    def clean_before_season(self) -> bool:
        """Says that a resource came out of the season when the form does not ask."""
        return bool(self.cleaned_data["before_season"])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["link"].help_text = _(
            "Pour un film : l’adresse de la page où il se regarde, en https://"
        )
        self.fields["authors"].help_text = _("Qui l’a fait. Une ressource reste à ses auteurs.")
        self.fields["licence"].help_text = _(
            "Par exemple : CC BY-NC-ND. Vide quand on ne sait pas."
        )
        if self.instance.is_picture:
            self.fields["alternative"].required = True
        elif self.instance.pk is not None:
            del self.fields["alternative"]


class ResourceForm(ResourceEditForm, AgainForm):
    """Asks for a new resource, with its file."""

    file = FileOfOurs(required=False)
    field_order = (*DESCRIBED[:5], "file", *DESCRIBED[5:], "why")

    def clean(self) -> dict[str, Any]:
        """Asks what a picture shows."""
        super().clean()
        self.ask_what_it_shows()
        return self.cleaned_data


class FileForm(AgainForm):
    """Asks for another file for a resource."""

    operation = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4, required=False)
    file = FileOfOurs()
    alternative = Words(
        label=gettext_lazy("Ce que montre l’image"),
        required=False,
        max_length=longest(Resource, "alternative"),
        help_text=gettext_lazy("Pour une image : une phrase, lue à qui ne la voit pas."),
    )
    why = why_field()

    def clean(self) -> dict[str, Any]:
        """Asks what a picture shows."""
        super().clean()
        self.ask_what_it_shows()
        return self.cleaned_data


class WhyForm(forms.Form):
    """Confirms a change, and asks for its reason. `seen` is what the page showed."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    why = why_field()
