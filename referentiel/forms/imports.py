"""Forms of those who take in a référentiel of others: a file or a pasted table, then what its preview has shown."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from referentiel.commands.imports import Announced
from referentiel.forms.editions import SentOnce
from referentiel.forms.resources import AgainForm
from referentiel.forms.rows import why_field
from referentiel.gates import READING, Busy
from referentiel.imports import Reading, read_file, read_pasted
from referentiel.imports.files import LARGEST_IMPORT
from referentiel.models import ImportedReferentiel
from texts.cleaning import clean_words
from texts.columns import longest
from texts.folding import name_key
from texts.forms import PlainText, Words

LONGEST_PASTED = 100_000
"""Signs of a table that is pasted: a body without a file has 256 KiB at most. A longer one comes as a file."""
LONGEST_FILE_NAME = 160


class ImportForm(AgainForm, SentOnce):
    """Asks for the référentiel that somebody brings. Its lines are read when the form is valid: `reading`."""

    title = Words(
        label=gettext_lazy("Nom du référentiel"),
        required=False,
        max_length=longest(ImportedReferentiel, "title"),
        help_text=gettext_lazy(
            "Comme ses auteurs l’appellent. D’une de nos éditions, son titre convient."
        ),
    )
    note = PlainText(
        label=gettext_lazy("D’où il vient"),
        required=False,
        max_length=longest(ImportedReferentiel, "note"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "Qui l’a écrit, quand, et ce qu’on a le droit d’en faire. Le résultat le dira : il est public."
        ),
    )
    into = forms.ModelChoiceField(
        ImportedReferentiel.objects.none(),
        label=gettext_lazy("Ajouter à un référentiel déjà importé"),
        required=False,
        empty_label=gettext_lazy("Non, c’est un nouveau référentiel"),
        help_text=gettext_lazy("Pour des lignes corrigées : celles qu’il a déjà sont ignorées."),
    )
    file = forms.FileField(
        label=gettext_lazy("Le fichier"),
        required=False,
        widget=forms.FileInput(
            attrs={"accept": ".json,.csv,.tsv,.txt,.xlsx", "data-max-bytes": LARGEST_IMPORT}
        ),
        help_text=gettext_lazy(
            "XLSX, CSV, ou le fichier JSON d’une édition de nos référentiels ; 5 Mo au plus. Une ligne par balise,"
            " et des titres de colonnes : « Énoncé », « Concept opérant », « Méthode d’action »,"
            " « Pertinence », « Conditions », « Illustrations », « Contre-exemple »,"
            " « Enjeux »."
        ),
        error_messages={"empty": gettext_lazy("Ce fichier est vide.")},
    )
    # As it was typed: cleaning would take the tabs away that stand between the cells.
    pasted = forms.CharField(
        label=gettext_lazy("Ou un tableau, collé ici"),
        required=False,
        strip=False,
        max_length=LONGEST_PASTED,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
        help_text=gettext_lazy(
            "Copiez les cellules dans votre tableur, titres compris. Une simple liste, une balise par ligne, convient"
            " aussi."
        ),
    )
    field_order = ("title", "note", "file", "pasted", "into")

    reading: Reading
    file_name = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["into"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = ImportedReferentiel.objects.filter(is_own=False)

    def clean(self) -> dict[str, Any]:
        """Reads the file or the table. What cannot be read is said at its field."""
        chosen: dict[str, Any] = super().clean() or {}
        file, pasted = chosen.get("file"), (chosen.get("pasted") or "").strip()
        if file and pasted:
            self.add_error("pasted", _("Un fichier, ou un tableau collé : pas les deux."))
        elif file:
            self._read("file", lambda: read_file(file)[1])
            self.file_name = clean_words(file.name)[-LONGEST_FILE_NAME:]
        elif pasted:
            self._read("pasted", lambda: read_pasted(chosen["pasted"]))
        elif not self.errors:
            self.add_error("file", _("Choisissez un fichier, ou collez un tableau."))
        if not (chosen.get("title") or chosen.get("into") or self._own_title()):
            self.add_error("title", _("Donnez le nom de ce référentiel."))
        return chosen

    def announced(self) -> Announced:
        """Returns what was said of it, once it is valid."""
        said = self.cleaned_data
        return Announced(said["title"] or self._own_title(), said["note"], into=said["into"])

    def _read(self, name: str, read: Any) -> None:
        try:
            with READING.held():
                self.reading = read()
        except ValidationError as refused:
            self.add_error(name, refused)
        except Busy:
            self.add_error(
                name,
                _("D’autres fichiers sont en cours de lecture : réessayez dans un instant."),
            )

    def _own_title(self) -> str:
        """The title of an edition, as long as the column is."""
        reading = getattr(self, "reading", None)
        return reading.title[: longest(ImportedReferentiel, "title")] if reading else ""


class ImportedRemovalForm(forms.Form):
    """Asks for the name of the référentiel that is to be removed. `seen` is a mark of what the page has said."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    typed = Words(
        label=gettext_lazy("Pour confirmer, écrivez le nom de ce référentiel"),
        max_length=longest(ImportedReferentiel, "title"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Écrivez son nom, comme il est ci-dessus.")},
    )
    why = why_field()

    def __init__(self, *args: Any, title: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.title = title

    def clean_typed(self) -> str:
        """Takes the name however it is typed: capitals, accents and spaces are passed over."""
        typed = str(self.cleaned_data["typed"])
        if name_key(typed) != name_key(self.title):
            raise ValidationError(_("Ce n’est pas son nom : recopiez-le comme il est ci-dessus."))
        return typed


class ImportConfirmation(forms.Form):
    """Carries a mark of what the preview has shown: nothing else is imported."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    confirmation = forms.UUIDField(widget=forms.HiddenInput)
