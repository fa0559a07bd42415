"""The people of a séance, each in a browser of their own. They know pages, and nothing behind them."""

import re
from uuid import uuid4

from playwright.sync_api import APIResponse, Locator, Page, expect

from tests.browser.forms import submit
from tests.browser.watch import Watch

STEPS = ("Accueil", "Récits", "Lecture", "Émergence", "Vote", "Bilan")


class Person:
    """Somebody in front of a live page."""

    def __init__(self, page: Page, origin: str, watch: Watch) -> None:
        self.page = page
        self.origin = origin
        self.watch = watch

    @property
    def status(self) -> Locator:
        return self.page.locator("#connection")

    @property
    def open_dialog(self) -> Locator:
        return self.page.locator("dialog[open]")

    def unfold_result(self) -> None:
        """Everything below the one result and the one sentence."""
        self.page.locator("#poll summary").click()

    def button(self, name: str) -> Locator:
        """The visible button of this name, or whose name begins so."""
        return self.page.get_by_role("button", name=re.compile(f"^{re.escape(name)}")).first

    def card(self, title: str) -> Locator:
        heading = self.page.get_by_role("heading", name=title, exact=True)
        return self.page.get_by_role("article").filter(has=heading)

    def balise(self, statement: str) -> Locator:
        return self.page.locator(".balise").filter(
            has=self.page.get_by_role("heading", name=statement)
        )

    def visit(self, path: str) -> None:
        self.page.goto(self.origin + path)

    def wait_until_connected(self) -> None:
        expect(self.status).to_have_attribute("data-state", "connected")

    def wait_for_step(self, step: str) -> None:
        expect(self.page.locator("#step-name")).to_have_text(step)

    def send(self, path: str, **fields: str) -> APIResponse:
        """A POST as htmx sends it, without the page: many at once, or one that the page hides."""
        token = self.page.evaluate(
            "JSON.parse(document.body.getAttribute('hx-headers'))['X-CSRFToken']"
        )
        headers = {"X-CSRFToken": token, "HX-Request": "true", "Referer": self.page.url}
        form: dict[str, str | float | bool] = {"operation": str(uuid4()), **fields}
        return self.page.request.post(self.origin + path, form=form, headers=headers)


class Facilitator(Person):
    """Leads a séance from the cockpit."""

    code = ""

    def prepare_seance(self, title: str, *territories: str, added: str = "") -> str:
        """Fills in the form; returns the code of the séance."""
        self.visit("/seances/nouvelle/")
        self.page.get_by_label("Titre").fill(title)
        for name in territories:
            self.page.get_by_role("checkbox", name=name).check()
        self.page.get_by_label("Ajouter des territoires").fill(added)
        self.button("Créer la séance").click()
        return self.enter_cockpit()

    def have_seance(self, title: str, *territories: str) -> str:
        """An open séance, without the form on the screen; returns its code."""
        address = submit(self.page, f"{self.origin}/seances/nouvelle/", *territories, title=title)
        self.enter_cockpit(address.split("/")[4])
        self.open_seance()
        return self.code

    def enter_cockpit(self, code: str = "") -> str:
        """Waits for the cockpit, of this séance or of the one just made; returns its code."""
        if code:
            self.visit(f"/s/{code}/animation/")
        self.wait_until_connected()
        self.code = self.page.url.split("/")[4]
        return self.code

    def edit_seance(self, title: str, *, added: str = "") -> None:
        """Corrects the title and adds a territory; back to the cockpit."""
        self.page.get_by_role("link", name="Modifier la séance").click()
        self.page.get_by_label("Titre").fill(title)
        self.page.get_by_label("Ajouter des territoires").fill(added)
        self.button("Enregistrer").click()
        self.enter_cockpit()

    def open_seance(self) -> None:
        self.page.locator("#session-state button").click()
        expect(self.page.locator("#session-state")).to_have_attribute("data-status", "open")

    def close_seance(self) -> None:
        self.button("Clore la séance").click()
        self.say_yes()
        expect(self.page.locator("#session-state")).to_have_attribute("data-status", "closed")

    def go_to(self, step: str) -> None:
        """By the agenda, forward or back."""
        self.page.locator(".agenda").get_by_role("button", name=re.compile(step)).click()
        self.wait_for_step(step)

    def go_on(self) -> None:
        """By the big button, to the next step."""
        self.button("Étape suivante").click()

    def say_yes(self) -> None:
        self.open_dialog.get_by_role("button", name="Oui").click()

    def open_poll(self) -> None:
        opens = re.compile("^Ouvrir (le|un nouveau) vote")
        self.page.locator("#poll").get_by_role("button", name=opens).click()
        self.open_dialog.get_by_role("button", name="Ouvrir le vote").click()
        self.wait_for_poll("open")

    def close_poll(self) -> None:
        self.button("Clore le vote").click()
        self.wait_for_poll("closed")

    def reveal_poll(self) -> None:
        self.button("Dévoiler le résultat").click()
        self.say_yes()
        self.wait_for_poll("revealed")

    def wait_for_poll(self, state: str) -> None:
        expect(self.page.locator("#poll")).to_have_attribute("data-state", state)

    def move(self, name: str, territory: str) -> None:
        self.button(f"Déplacer {name}").click()
        editor = self.page.locator("#editor")
        editor.get_by_label(territory).check()
        editor.get_by_role("button", name="Changer de territoire").click()
        expect(editor).to_be_hidden()

    def remove(self, name: str) -> None:
        self.button(f"Retirer {name}").click()
        self.say_yes()


class Participant(Person):
    """Sits in a séance, on a phone."""

    name = territory = code = ""

    def join(self, typed_code: str, name: str, territory: str) -> None:
        """From the first page, with the code as it was typed."""
        self.visit("/")
        self.page.get_by_label("Code de la séance").fill(typed_code)
        self.button("Entrer").click()
        self.name, self.territory = name, territory
        self.page.get_by_label("Votre nom").fill(name)
        self.page.get_by_label(territory).check()
        self.button("Prendre place").click()
        self.wait_until_connected()
        self.code = self.page.url.split("/")[4]

    def sit(self, code: str, name: str, territory: str) -> None:
        """The same, without the doors on the screen."""
        submit(self.page, f"{self.origin}/s/{code}/rejoindre/", territory, name=name)
        self.name, self.territory, self.code = name, territory, code
        self.visit(f"/s/{code}/")
        self.wait_until_connected()

    def start_card(self) -> Locator:
        """Opens the new card; returns its dialog."""
        self.button("Ajouter une carte").click()
        return self.page.locator("#new-card")

    def post_card(
        self, title: str, *, kind: str = "Étape", text: str = "", moment: str = ""
    ) -> None:
        dialog = self.start_card()
        dialog.get_by_role("radio", name=re.compile(f"^{kind}")).check()
        dialog.get_by_label("Titre").fill(title)
        dialog.get_by_label("Récit").fill(text)
        dialog.get_by_label("Moment").fill(moment)
        dialog.get_by_role("button", name="Poser la carte").click()
        expect(dialog).to_be_hidden()

    def send_card(self, title: str) -> None:
        """A card without the dialog, for tests that need many."""
        answer = self.send(f"/s/{self.code}/cartes/", kind="etape", title=title)
        assert answer.status == 200, answer.text()

    def edit_card(self, title: str, **fields: str) -> None:
        """Fields by their labels."""
        self.card(title).get_by_role("button", name=re.compile("^Modifier")).click()
        editor = self.page.locator("#editor")
        for label, value in fields.items():
            editor.get_by_label(label).fill(value)
        editor.get_by_role("button", name="Enregistrer").click()
        expect(editor).to_be_hidden()

    def delete_card(self, title: str) -> None:
        self.card(title).get_by_role("button", name=re.compile("^Supprimer")).click()
        self.open_dialog.get_by_role("button", name="Oui").click()
        expect(self.card(title)).to_have_count(0)

    def read_card(self, title: str, stake: str, intensity: str, reason: str = "") -> None:
        self.card(title).get_by_role("button", name="Lire cette carte").click()
        editor = self.page.locator("#editor")
        row = editor.get_by_role("group", name=re.compile(stake))
        row.get_by_role("radio", name=intensity).check()
        row.get_by_label("En quoi ?").fill(reason)
        editor.get_by_role("button", name="Enregistrer ma lecture").click()
        expect(editor).to_be_hidden()

    def word_balise(self, statement: str, *cards: str) -> None:
        self.button("Formuler une balise").click()
        editor = self.page.locator("#editor")
        editor.get_by_label("La balise").fill(statement)
        for title in cards:
            editor.get_by_role("checkbox", name=title).check()
        editor.get_by_role("button", name="Poser la balise").click()
        expect(editor).to_be_hidden()

    def add_dots(self, statement: str, number: int) -> None:
        """Presses + or − as often as needed."""
        name = f"{'Ajouter' if number > 0 else 'Retirer'} un point : {statement}"
        for _ in range(abs(number)):
            self.button(name).click()

    def save_vote(self) -> None:
        self.button("Enregistrer mon vote").click()
        answer = self.page.locator("#ballot-answer")
        expect(answer).to_contain_text("Votre vote est enregistré")
        expect(answer).to_be_in_viewport()

    def show(self, view: str) -> None:
        """One of the views at the top of the room."""
        self.page.locator("#views").get_by_role("button", name=view).click()


class Screen(Person):
    """The projector of the hall."""
