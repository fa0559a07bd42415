"""The pages of imports and crossings, as those who cross use them, and as everyone reads the result."""

from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from referentiel import gates
from referentiel.models import (
    Crossing,
    Decision,
    DecisionKind,
    ImportDraft,
    ImportedReferentiel,
    Referentiel,
)
from sessions.models import Facilitator
from tests.referentiel.commands.crossing import (
    LEFT,
    RIGHT,
    begin,
    bring,
    close,
    entry,
    prepare,
    settle,
    settle_all,
)

pytestmark = pytest.mark.django_db

NEW = "/referentiel/croisements/importer/"
SAMPLE = Path(__file__).parents[1] / "imports" / "xlsxwriter.xlsx"
TABLE = "Énoncé;Enjeux\nTenir la barre;Cap\n;\n" + "x" * 201 + ";\n"


def sent(browser: Client, address: str, **said: Any) -> Any:
    return browser.post(address, {"operation": str(uuid4()), **said})


def confirmed(browser: Client, address: str) -> Any:
    """Presses the button of a preview, as its page draws it."""
    form = browser.get(address).context["fresh"]
    return browser.post(address, {name: form.initial[name] for name in ("seen", "confirmation")})


def test_file_is_previewed_line_by_line_and_imported_once(keeper: Client) -> None:
    file = SimpleUploadedFile("Écluse.csv", TABLE.encode("cp1252"))
    preview = sent(keeper, NEW, title="Carnet de l’Écluse", file=file).headers["Location"]
    told = keeper.get(preview).content.decode()
    for sentence in ("sera ajoutée", "ligne vide", "énoncé trop long", "1 ligne sera ajoutée"):
        assert sentence in told
    assert not ImportedReferentiel.objects.exists()
    form = keeper.get(preview).context["fresh"].initial
    pressed = [keeper.post(preview, form) for _ in range(2)]
    assert [one.status_code for one in pressed] == [302, 302]
    assert pressed[0].headers["Location"] == pressed[1].headers["Location"]
    (referentiel,) = ImportedReferentiel.objects.all()
    assert [one.place for one in referentiel.entries.all()] == ["Écluse.csv, ligne\u00a02"]
    page = keeper.get(referentiel.get_absolute_url()).content.decode()
    assert "Tenir la barre" in page
    assert "Alice" in page


def test_workbook_and_pasted_cells_are_read(keeper: Client) -> None:
    file = SimpleUploadedFile("balises.xlsx", SAMPLE.read_bytes())
    assert sent(keeper, NEW, title="Un", file=file).status_code == 302
    assert sent(keeper, NEW, title="Deux", pasted="Balise\tEnjeux\nTenir\tCap").status_code == 302
    first, second = ImportDraft.objects.order_by("pk")
    assert len(first.lines) == 3
    assert second.lines[0]["stakes"] == ["Cap"]


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"title": "Un"}, "Choisissez un fichier, ou collez un tableau."),
        ({"pasted": "Balise\nTenir"}, "Donnez le nom de ce référentiel."),
        ({"title": "Un", "pasted": "Couleur;Prix\nbleu;3"}, "Aucune colonne ne dit l’énoncé"),
        ({"title": "Un", "pasted": "\0"}, "nul"),
        ({"title": "x" * 121, "pasted": "Balise\nTenir"}, "120"),
    ],
)
def test_refused_import_keeps_what_was_typed(
    keeper: Client, said: dict[str, str], sentence: str
) -> None:
    answer = sent(keeper, NEW, note="D’un atelier.", **said)
    told = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in told
    assert "D’un atelier." in told
    assert said.get("pasted", "").strip("\0") in (answer.context["form"]["pasted"].value() or "")
    assert not ImportDraft.objects.exists()


def test_broken_file_is_refused_and_asked_for_again(keeper: Client) -> None:
    for content in (b"%PDF-1.7", SAMPLE.read_bytes()[:900], b"{}"):
        file = SimpleUploadedFile("balises.xlsx", content)
        answer = sent(keeper, NEW, title="Un", file=file)
        assert answer.status_code == 422
        assert answer.context["form"].errors.keys() == {"file"}


def test_preview_is_seen_by_whoever_prepared_it_alone(bruno_browser: Client) -> None:
    preview = prepare("Canal", LEFT).get_absolute_url()
    assert bruno_browser.get(preview).status_code == 404
    assert bruno_browser.post(f"{preview}abandonner/").status_code == 302
    assert ImportDraft.objects.exists()


@pytest.fixture
def bruno_browser(bruno: Facilitator) -> Client:
    browser = Client()
    browser.force_login(bruno, backend="django.contrib.auth.backends.ModelBackend")
    return browser


@pytest.fixture
def bruno(db: None) -> Facilitator:
    return Facilitator.objects.create_user("bruno@exemple.fr", name="Bruno")


def test_new_crossing_sets_two_sides_beside_each_other(keeper: Client) -> None:
    assert "/importer/" in keeper.get("/referentiel/croisements/nouveau/").headers["Location"]
    left, right = bring("Canal", LEFT), bring("Halle", RIGHT)
    said = {"title": "Un", "left": left.pk, "right": left.pk}
    assert sent(keeper, "/referentiel/croisements/nouveau/", **said).status_code == 422
    answer = sent(keeper, "/referentiel/croisements/nouveau/", **{**said, "right": right.pk})
    told = keeper.get(answer.headers["Location"]).content.decode()
    assert "5 entrées à regarder" in told
    assert "<mark>récit</mark>" in told
    said["right"] = ""
    answer = sent(keeper, "/referentiel/croisements/nouveau/", **said)
    assert "pas encore de balise" in answer.content.decode()


def decision_of(crossing: Crossing, statement: str) -> str:
    return f"{crossing.get_absolute_url()}entrees/{entry(statement).pk}/"


def test_decision_is_made_corrected_and_taken_back(keeper: Client) -> None:
    crossing = begin()
    address, other = decision_of(crossing, LEFT[0]), entry(RIGHT[0]).pk
    assert f'value="{other}"' in keeper.get(f"{address}?avec={other}").content.decode()
    wrong = sent(keeper, address, kind="merge", others=[other], statement="Notre récit")
    assert wrong.status_code == 422
    assert "Notre récit" in wrong.content.decode()
    said = {"kind": "merge", "others": [other], "statement": "Tenir un récit", "why": "Pareil."}
    assert sent(keeper, address, **said).status_code == 302
    decision = Decision.objects.get()
    assert (decision.statement, decision.entry.author) == ("Tenir un récit", "Alice")
    assert "Pareil." in keeper.get(crossing.get_absolute_url()).content.decode()
    undoing = f"{crossing.get_absolute_url()}decisions/{decision.pk}/defaire/"
    seen = keeper.get(undoing).context["form"].initial["seen"]
    assert sent(keeper, undoing, seen="").status_code == 422
    assert sent(keeper, undoing, seen=seen).status_code == 302
    assert not Decision.objects.exists()


def test_stale_decision_shows_both_and_then_the_second_decides(keeper: Client) -> None:
    crossing = begin()
    settle(crossing, DecisionKind.MERGE, LEFT[0], RIGHT[0], wording="Tenir un récit commun")
    address = decision_of(crossing, LEFT[0])
    said = {"kind": "apart", "seen": "", "why": "Trop loin."}
    answer = sent(keeper, address, **said)
    told = answer.content.decode()
    assert answer.status_code == 422
    for text in ("Entre-temps", "Tenir un récit commun", "Trop loin.", RIGHT[0]):
        assert text in told
    assert Decision.objects.get().kind == DecisionKind.MERGE
    said["seen"] = answer.context["form"]["seen"].value()
    assert sent(keeper, address, **said).status_code == 302
    assert Decision.objects.get().kind == DecisionKind.APART


def test_entry_that_was_taken_meanwhile_is_named(keeper: Client) -> None:
    crossing = begin()
    settle(crossing, DecisionKind.LINK, LEFT[0], RIGHT[0])
    taken = [entry(RIGHT[0]).pk]
    answer = sent(keeper, decision_of(crossing, LEFT[1]), kind="link", others=taken)
    assert answer.status_code == 422
    assert "déjà dans une autre décision" in answer.content.decode()
    assert f'value="{taken[0]}"' in answer.content.decode()


def test_stakes_are_named_and_the_result_is_made_on_pages(keeper: Client) -> None:
    crossing = begin()
    base = crossing.get_absolute_url()
    merged = settle(crossing, DecisionKind.MERGE, LEFT[0], RIGHT[0], wording="Tenir un récit")
    told = keeper.get(f"{base}resultat/").content.decode()
    assert "3 entrées à regarder" in told
    new = f"{base}enjeux/nouveau/"
    assert sent(keeper, new, short_title="Récit", decisions=[merged.pk]).status_code == 422
    said = {"short_title": "Récit", "title": "Se raconter", "decisions": [merged.pk]}
    assert sent(keeper, new, **said).status_code == 302
    stake = crossing.named_stakes.get()
    assert "Récit" in keeper.get(f"{base}enjeux/").content.decode()
    others = [
        settle(crossing, DecisionKind.LINK, LEFT[1], RIGHT[1]),
        settle(crossing, DecisionKind.APART, LEFT[2]),
    ]
    change = f"{base}enjeux/{stake.pk}/"
    said["decisions"] = [merged.pk, *(one.pk for one in others)]
    stale = sent(keeper, change, **{**said, "short_title": "Mémoire"}, seen="7")
    assert stale.status_code == 422
    assert "Entre-temps" in stale.content.decode()
    assert sent(keeper, change, **said, seen="1").status_code == 302
    page = keeper.get(f"{base}resultat/")
    mark = page.context["mark"]
    assert sent(keeper, f"{base}resultat/", name="Nouveau", seen="autre").status_code == 422
    taken = sent(keeper, f"{base}resultat/", name="Référentiel Villes pairs", seen=mark)
    assert "déjà celui" in taken.content.decode()
    for _ in range(2):
        assert sent(keeper, f"{base}resultat/", name="Nouveau", seen=mark).status_code == 302
    assert Referentiel.objects.get(name="Nouveau").stakes.count() == 1
    assert keeper.get(f"{base}enjeux/").status_code == 302


def test_result_is_public_and_says_where_each_part_comes_from(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    crossing = begin()
    settle_all(crossing)
    assert client.get(crossing.get_absolute_url()).status_code == 302
    close(crossing)
    with django_assert_max_num_queries(12):
        answer = client.get(crossing.get_absolute_url())
    told = answer.content.decode()
    for text in (
        "Tenir un récit commun",
        LEFT[0],
        "Halle.csv, ligne\u00a02",
        "Donné par ses auteurs.",
    ):
        assert text in told
    assert "Alice" not in told
    assert "public" in answer.headers["Cache-Control"]
    with django_assert_max_num_queries(12):
        listed = client.get("/referentiel/croisements/").content.decode()
    assert "Canal et Halle" in listed
    assert "Importer un référentiel" not in listed


def test_files_and_likenesses_wait_for_one_another_for_a_while(
    keeper: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    crossing = begin()
    for gate in (gates.READING, gates.COMPARING):
        monkeypatch.setattr(gate, "patience", 0.01)
    looked_at = f"{crossing.get_absolute_url()}entrees/{entry(LEFT[0]).pk}/"
    with gates.READING.held(), gates.COMPARING.held():
        refused = sent(keeper, NEW, title="Écluse", pasted="Énoncé\nTenir\n")
        work, form = keeper.get(crossing.get_absolute_url()), keeper.get(looked_at)
        typed = sent(keeper, looked_at, kind="merge", why="Parce que")
    assert refused.status_code == 422
    assert "réessayez dans un instant" in refused.content.decode()
    assert (work.status_code, form.status_code) == (503, 503)
    assert typed.status_code == 422
    assert "Parce que" in typed.content.decode()
    assert keeper.get(crossing.get_absolute_url()).status_code == 200


def test_list_tells_what_to_do_where_nothing_is(client: Client, keeper: Client) -> None:
    assert "Aucun croisement" in client.get("/referentiel/croisements/").content.decode()
    assert "importez d’abord" in keeper.get("/referentiel/croisements/").content.decode()
    assert "/referentiel/croisements/" in client.get("/referentiel/").content.decode()


def test_work_of_three_hundred_entries_takes_few_queries(
    keeper: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    crossing = begin(
        [f"Tenir le fil {number}" for number in range(150)],
        [f"Garder le fil {number}" for number in range(150)],
    )
    with django_assert_max_num_queries(12):
        told = keeper.get(crossing.get_absolute_url()).content.decode()
    assert "300 entrées à regarder" in told
