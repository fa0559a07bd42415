"""Editions are prepared by several people with an account, and published by one."""

from uuid import uuid4

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from referentiel.commands.balises import Wording, add_balise, reword_balise
from referentiel.commands.editions import change_draft
from referentiel.models import Balise, Edition, EditionDraft, HistoryEntry
from referentiel.queries.editions import preview
from tests.referentiel.publishing import ADA, ALICE, LUC, draft, prepared, publish

NEW = "/referentiel/editions/projets/nouveau/"


@pytest.fixture
def keeper(db: None, client: Client) -> Client:
    """Somebody with an account."""
    account = get_user_model().objects.create_user("alice@exemple.fr", "une phrase assez longue")
    client.force_login(account)
    return client


@pytest.fixture
def balise(db: None) -> Balise:
    return add_balise(Wording("Tenir le fil"), author=ALICE)


@pytest.fixture
def made(balise: Balise) -> EditionDraft:
    return draft(balise)


def address(name: str, made: EditionDraft) -> str:
    return reverse(f"referentiel:{name}", args=[made.pk])


def fields(balise: Balise | None = None, **others: object) -> dict[str, object]:
    chosen = [balise.pk] if balise else []
    return {
        "operation": str(uuid4()), "title": "Un titre", "foreword": "Un mot.", "signatories": f"{ADA}\n{LUC}",
        "licence": "cc-by-4.0", "balises": chosen, **others,
    }  # fmt: skip


def test_strangers_are_led_to_the_login(client: Client, made: EditionDraft) -> None:
    edition = publish(Balise.objects.get())
    erasure = reverse("referentiel:edition-erasure", args=[edition.number])
    addresses = [NEW, erasure]
    addresses += [
        address(name, made)
        for name in ("edition-draft", "edition-publication", "edition-draft-removal")
    ]
    for each in addresses:
        for answer in (client.get(each), client.post(each, fields(signatory=ADA))):
            assert answer.status_code == 302
            assert "/connexion/" in answer["Location"]
    assert client.get("/referentiel/editions/projets/").status_code == 302
    assert (EditionDraft.objects.count(), Edition.objects.get().signatories) == (1, [ADA, LUC])


def test_new_draft_proposes_the_living_balises(keeper: Client, balise: Balise) -> None:
    answer = keeper.get(NEW)
    assert "no-store" in answer["Cache-Control"]
    told = answer.content.decode()
    assert "Tenir le fil (émergente)" in told
    assert f'value="{balise.pk}" id="id_balises_0" checked' in told


def test_draft_is_written_once_however_often_it_is_sent(keeper: Client, balise: Balise) -> None:
    sent = fields(balise, signatories=f" {ADA} \n\n{LUC}\n{ADA}")
    first, again = keeper.post(NEW, sent), keeper.post(NEW, sent)
    assert first["Location"] == again["Location"]
    kept = EditionDraft.objects.get()
    assert (kept.title, kept.names, list(kept.balises.all())) == ("Un titre", [ADA, LUC], [balise])
    assert "Tenir le fil" in keeper.get(first["Location"]).content.decode()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"title": ""}, "Donnez un titre"),
        ({"title": "x" * 151}, "150"),
        ({"foreword": "x" * 6001}, "6000"),
        ({"signatories": "x" * 201}, "200"),
        ({"licence": "wtfpl"}, "wtfpl"),
        ({"balises": [999]}, "réunie à une autre"),
        ({"title": "a\0b"}, "nul"),
    ],
)
def test_wrong_draft_comes_back_with_all_that_was_typed(
    keeper: Client, balise: Balise, wrong: dict[str, object], said: str
) -> None:
    answer = keeper.post(NEW, fields(balise, **{"foreword": "Un long travail.", **wrong}))
    assert answer.status_code == 422
    told = answer.content.decode()
    assert said in told
    assert "foreword" in wrong or "Un long travail." in told
    assert not EditionDraft.objects.exists()


def test_draft_can_be_changed_by_several(keeper: Client, made: EditionDraft) -> None:
    where = address("edition-draft", made)
    assert 'name="seen" value="1"' in keeper.get(where).content.decode()
    answer = keeper.post(where, fields(Balise.objects.get(), seen="1"))
    assert answer["Location"] == address("edition-publication", made)
    told = keeper.get(where).content.decode()
    assert "alice@exemple.fr" in told
    assert "Un titre" in told


def test_who_changes_an_older_draft_sees_both_and_decides(
    keeper: Client, made: EditionDraft
) -> None:
    change_draft(made, prepared(title="Celui de Bruno"), seen=1, author=ALICE)
    where, sent = address("edition-draft", made), fields(Balise.objects.get(), seen="1")
    answer = keeper.post(where, sent)
    told = answer.content.decode()
    assert answer.status_code == 422
    for words in ("Celui de Bruno", "Un titre", "CC BY-SA 4.0", "(rien)", 'name="seen" value="2"'):
        assert words in told
    assert EditionDraft.objects.get().title == "Celui de Bruno"
    assert keeper.post(where, {**sent, "seen": "2"}).status_code == 302
    assert EditionDraft.objects.get().title == "Un titre"


@pytest.mark.parametrize("seen", ["", "x", "-1", "9" * 400, "²"])
def test_draft_with_an_unreadable_mark_is_taken_for_an_old_one(
    keeper: Client, made: EditionDraft, seen: str
) -> None:
    answer = keeper.post(address("edition-draft", made), fields(seen=seen))
    assert answer.status_code == 422


def test_publication_publishes_what_it_shows(keeper: Client, made: EditionDraft) -> None:
    where = address("edition-publication", made)
    shown = keeper.get(where).content.decode()
    mark = preview(made).mark
    assert mark in shown
    assert "Publier l’édition 1" in shown
    sent = {"operation": str(uuid4()), "seen": mark}
    first, again = keeper.post(where, sent), keeper.post(where, sent)
    assert first["Location"] == again["Location"] == "/referentiel/editions/1/"
    assert Edition.objects.count() == 1
    assert HistoryEntry.objects.get(event="edition_published").author == "alice@exemple.fr"
    assert keeper.get(where).status_code == 404


@pytest.mark.parametrize("seen", [None, "", "x" * 5000])
def test_publication_of_what_was_not_shown_is_refused(
    keeper: Client, made: EditionDraft, seen: str | None
) -> None:
    where, operation = address("edition-publication", made), str(uuid4())
    stale = preview(made).mark
    reword_balise(Balise.objects.get(), Wording("Garder le fil"), seen=1, author=ALICE)
    answer = keeper.post(where, {"operation": operation, "seen": stale if seen is None else seen})
    told = answer.content.decode()
    assert answer.status_code == 422
    assert "Entre-temps" in told
    assert "Garder le fil" in told
    assert preview(made).mark in told
    assert not Edition.objects.exists()


def test_draft_without_a_balise_shows_no_button(keeper: Client, db: None) -> None:
    empty = draft()
    where = address("edition-publication", empty)
    assert "Publier" not in keeper.get(where).content.decode()
    answer = keeper.post(where, {"operation": str(uuid4()), "seen": preview(empty).mark})
    assert answer.status_code == 422
    assert "au moins une balise" in answer.content.decode()


def test_draft_is_removed_as_it_was_seen(keeper: Client, made: EditionDraft) -> None:
    where = address("edition-draft-removal", made)
    assert 'name="seen" value="1"' in keeper.get(where).content.decode()
    assert keeper.post(where, {"seen": "2"}).status_code == 422
    assert keeper.post(where, {}).status_code == 422
    for _ in range(2):
        assert keeper.post(where, {"seen": "1"})["Location"] == "/referentiel/editions/projets/"
    assert not EditionDraft.objects.exists()


def test_signatory_is_taken_out_once(keeper: Client, balise: Balise) -> None:
    edition = publish(balise)
    where = reverse("referentiel:edition-erasure", args=[edition.number])
    assert ADA in keeper.get(where).content.decode()
    assert keeper.post(where, {"operation": str(uuid4())}).status_code == 422
    assert (
        keeper.post(where, {"operation": str(uuid4()), "signatory": "Personne"}).status_code == 422
    )
    sent = {"operation": str(uuid4()), "signatory": ADA}
    for _ in range(2):
        assert keeper.post(where, sent)["Location"] == "/referentiel/editions/1/"
    assert Edition.objects.get().signatories == [LUC]
    assert len(Edition.objects.get().removals) == 1


@pytest.mark.parametrize(
    "name", ["edition-draft", "edition-publication", "edition-draft-removal", "edition-erasure"]
)
def test_draft_or_edition_that_is_not_there_is_not_found(keeper: Client, name: str) -> None:
    answer = keeper.get(reverse(f"referentiel:{name}", args=[99]))
    assert answer.status_code in {302, 404}
