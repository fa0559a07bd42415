"""An answer to a consent: one of four, two of them with a text; a table's answers on paper; the setting."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from sessions.voting.consent.answers import WITH_TEXT, Kind
from sessions.voting.consent.method import LONGEST_TEXT, REVIEW_MONTHS, explain
from sessions.voting.consent.words import KINDS
from sessions.voting.method import BallotForm, Choices, Facts, TableForm
from texts.forms import PlainText


class ConsentSettings(forms.Form):
    """When the group looks at its consent again."""

    review = forms.IntegerField(
        label=_("À revoir dans (mois)"), initial=REVIEW_MONTHS, min_value=1, max_value=60
    )


class ConsentForm(BallotForm):
    """Fields `answer-<proposal id>` and `text-<proposal id>` for the one option."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for option in self.options:
            self.fields[f"answer-{option}"] = forms.ChoiceField(
                choices=list(KINDS.items()),
                error_messages={
                    "required": _("Choisissez une réponse."),
                    "invalid_choice": _("Choisissez une des quatre réponses."),
                },
            )
            self.fields[f"text-{option}"] = PlainText(
                required=False,
                max_length=LONGEST_TEXT,
                error_messages={"max_length": explain_length},
            )

    def clean(self) -> dict[str, Any]:
        """A reserve or an objection says why."""
        said = self.cleaned_data
        for option in self.options:
            answer, name = said.get(f"answer-{option}"), f"text-{option}"
            if answer in WITH_TEXT and name in said and not said[name]:
                self.add_error(name, explain(f"{answer}-without-text", {}))
        return said

    def choices(self) -> dict[int, Any]:
        """The answer by proposal id, with the text where it has one."""
        return {option: self._said(option) for option in self.options}

    def _said(self, option: int) -> dict[str, str]:
        answer = self.cleaned_data[f"answer-{option}"]
        if answer not in WITH_TEXT:
            return {"answer": answer}
        return {"answer": answer, "text": self.cleaned_data[f"text-{option}"]}


explain_length = _("Votre texte est trop long : %(limit_value)s caractères au plus.")


def fields(choices: Choices) -> dict[str, Any]:
    """The answer and its text by the name of their field."""
    found: dict[str, Any] = {}
    for option, said in choices.items():
        found |= {f"answer-{option}": said["answer"], f"text-{option}": said.get("text", "")}
    return found


class ConsentTableForm(TableForm):
    """For each option two numbers and two lists of texts, one text per line."""

    NUMBERS = {
        Kind.CONSENT: _("Personnes sans objection"),
        Kind.ABSTENTION: _("Abstentions"),
    }
    LISTS = {
        Kind.RESERVE: _("Réserves, une par ligne"),
        Kind.OBJECTION: _("Objections, une par ligne"),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for option in self.options:
            for kind, label in self.NUMBERS.items():
                self.fields[f"{kind}-{option}"] = forms.IntegerField(
                    label=label, required=False, min_value=0
                )
            for kind, label in self.LISTS.items():
                self.fields[f"{kind}-{option}"] = PlainText(
                    label=label, required=False, widget=forms.Textarea(attrs={"rows": 2})
                )

    def clean(self) -> dict[str, Any]:
        """The answers are those of the people at the table: one each."""
        if self.errors:
            return self.cleaned_data
        for option in self.options:
            self._check(option)
        return self.cleaned_data

    def _check(self, option: int) -> None:
        said = self._said(option)
        texts = [*said[Kind.RESERVE], *said[Kind.OBJECTION]]
        given = said[Kind.CONSENT] + said[Kind.ABSTENTION] + len(texts)
        if any(len(text) > LONGEST_TEXT for text in texts):
            self.add_error(
                None,
                _now("Un texte est trop long : %(most)s caractères au plus.")
                % {"most": LONGEST_TEXT},
            )
        if given != self.seats:
            told = _now(
                "Il y a %(given)s réponses pour %(seats)s personnes : recomptez, ou corrigez le nombre de"
                " personnes. Qui n’a rien répondu s’est abstenu."
            )
            self.add_error(None, told % {"given": given, "seats": self.seats})

    def _said(self, option: int) -> dict[str, Any]:
        given = self.cleaned_data
        numbers = {kind.value: given[f"{kind}-{option}"] or 0 for kind in self.NUMBERS}
        lists = {kind.value: _lines(given[f"{kind}-{option}"]) for kind in self.LISTS}
        return {**numbers, **lists}

    def tally(self) -> dict[str, Any]:
        """Numbers and texts by proposal id."""
        return {str(option): self._said(option) for option in self.options}

    @classmethod
    def filled(cls, tally: Facts) -> dict[str, Any]:
        """The numbers and the texts by the name of their field."""
        found: dict[str, Any] = {}
        for option, said in tally.items():
            found |= {f"{kind}-{option}": said[kind] for kind in cls.NUMBERS}
            found |= {f"{kind}-{option}": "\n".join(said[kind]) for kind in cls.LISTS}
        return found


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
