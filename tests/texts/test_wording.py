"""Balises start with an infinitive (docs/domain.md, « A balise »)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from texts.wording import starts_with_infinitive

pytestmark = pytest.mark.standalone


@pytest.mark.parametrize(
    "statement",
    [
        "Mettre en trajectoire",
        "Impliquer réellement les habitants",
        "Ne pas s'épuiser",
        "Ne pas s’épuiser",
        "Ne plus attendre",
        "Ne jamais décider seul",
        "Ne rien céder sur la qualité",
        "N’oublier personne",
        "S’appuyer sur ce qui existe",
        "S'appuyer sur ce qui existe",
        "S’en tenir à l’essentiel",
        "Se donner le temps",
        "Se ré-approprier la rue",
        "Y revenir chaque année",
        "En finir avec les silos",
        "Faire du récit un équipement commun",
        "Être présent, Établir la confiance",
        "Être là",
        "Co-construire avec les habitants",
        "Auto-évaluer ce qui a de la valeur",
        "Réunir les acteurs",
        "Entendre, puis répondre",
        "CONSTRUIRE ENSEMBLE",
        "  Dire les désaccords  ",
        "Voir",
    ],
)
def test_infinitive_in_front_is_recognised(statement: str) -> None:
    assert starts_with_infinitive(statement)


def test_infinitive_typed_with_separate_accents_is_recognised() -> None:
    assert starts_with_infinitive("E\u0302tre acteur de sa ville")


@pytest.mark.parametrize(
    "statement",
    [
        "Notre territoire",
        "Votre avis",
        "Autre chose",
        "Entre nous",
        "Contre les silos",
        "Quatre enjeux",
        "Maire et habitants",
        "La coopération",
        "Habitants",
        "Nous voulons agir",
        "Il faut coopérer",
        "Pour coopérer",
        "2014 : tout changer",
        "« Faire »",
        "er",
        "Ne pas",
        "Se",
        "S’",
        "",
        "   ",
    ],
)
def test_other_openings_are_not_infinitives(statement: str) -> None:
    assert not starts_with_infinitive(statement)


@given(st.text(max_size=10_000))
def test_any_text_is_answered(statement: str) -> None:
    assert starts_with_infinitive(statement) in {True, False}


@pytest.mark.parametrize(
    "statement", ["se " * 20_000, "y en se s’" * 10_000, "a-" * 25_000, "é" * 50_000]
)
def test_fifty_thousand_signs_are_answered(statement: str) -> None:
    assert not starts_with_infinitive(statement)
