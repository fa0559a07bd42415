"""The people of a short séance, in front of a browser that takes WebDriver. They know pages, and nothing behind."""

from tests.browser.engines.webdriver import Browser

DIALOG = "//dialog[@open]"


READY = "[not(ancestor-or-self::*[@hidden])][not(@disabled)][not(@aria-disabled='true')]"
"""Of a button: it can be seen, and it has been there for as long as one needs to read it."""


def button(name: str) -> str:
    """The button whose words begin so, once it may be pressed."""
    return f"//button[starts-with(normalize-space(), '{name}')]{READY}"


def labelled(label: str) -> str:
    """The field of this label."""
    return f"//*[@id=//label[starts-with(normalize-space(), '{label}')]/@for]"


def choice(words: str) -> str:
    """What people press to tick a box: its words."""
    return f"//label[contains(@class, 'choice')][contains(normalize-space(), '{words}')]"


class Person:
    """Somebody in front of a live page."""

    def __init__(self, browser: Browser, origin: str) -> None:
        self.browser, self.origin = browser, origin

    def press(self, name: str, inside: str = "") -> None:
        self.browser.click(inside + button(name))

    def write(self, label: str, text: str, inside: str = "") -> None:
        self.browser.fill(inside + labelled(label), text)

    def tick(self, words: str, inside: str = "") -> None:
        self.browser.click(inside + choice(words))

    def wait_until_connected(self) -> None:
        self.browser.find("//*[@id='connection'][@data-state='connected']")

    def wait_for_step(self, step: str) -> None:
        self.browser.find(f"//*[@id='step-name'][normalize-space()='{step}']")

    def see_card(self, title: str, words: str = "") -> None:
        card = f"//*[@id='board']//article[h4[normalize-space()='{title}']]"
        self.browser.find(f"{card}[contains(normalize-space(), '{words}')]")


class Facilitator(Person):
    """Leads from the cockpit."""

    def log_in(self, link: str) -> None:
        self.browser.visit(link)
        self.press("Me connecter")
        self.browser.find("//h1[contains(., 'séances')]")

    def prepare_seance(self, title: str, *territories: str) -> str:
        """Returns the code."""
        self.browser.visit(f"{self.origin}/seances/nouvelle/")
        self.write("Titre", title)
        for name in territories:
            self.tick(name)
        self.press("Créer la séance")
        self.wait_until_connected()
        return self.browser.address.split("/")[4]

    def open_seance(self) -> None:
        self.press("Ouvrir la séance")
        self.browser.find("//*[@id='session-state'][@data-status='open']")

    def go_to(self, step: str) -> None:
        agenda = "//*[contains(@class, 'agenda')]"
        self.browser.click(f"{agenda}//button[contains(normalize-space(), '{step}')]{READY}")
        self.wait_for_step(step)

    def open_poll(self) -> None:
        self.press("Ouvrir le vote")
        self.browser.click(f"//dialog[@open]//button[contains(., 'Ouvrir le vote')]{READY}")
        self.browser.find("//*[@id='poll'][@data-state='open']")

    def see_turnout(self, number: str) -> None:
        self.browser.find(f"//*[@id='turnout'][contains(normalize-space(), '{number}')]")


class Participant(Person):
    """Comes with the code."""

    def join(self, code: str, name: str, territory: str) -> None:
        self.browser.visit(f"{self.origin}/")
        self.write("Code de la séance", code)
        self.press("Entrer")
        self.write("Votre nom", name)
        self.tick(territory)
        self.press("Prendre place")
        self.wait_until_connected()

    def post_card(self, title: str) -> None:
        self.press("Ajouter une carte")
        self.tick("Étape", DIALOG)
        self.write("Titre", title, DIALOG)
        self.press("Poser la carte", DIALOG)
        self.see_card(title)

    def read_card(self, title: str, stake: str, intensity: str) -> None:
        card = f"//article[h4[normalize-space()='{title}']]"
        self.press("Lire cette carte", card)
        row = f"{DIALOG}//fieldset[contains(@class, 'stake--{stake}')]"
        self.tick(intensity, row)
        self.press("Enregistrer ma lecture", DIALOG)
        self.browser.find("//*[@id='editor'][not(@open)]")

    def word_balise(self, statement: str, card: str) -> None:
        self.press("Formuler une balise")
        self.write("La balise", statement, DIALOG)
        self.tick(card, DIALOG)
        self.press("Poser la balise", DIALOG)
        self.browser.find("//*[@id='editor'][not(@open)]")

    def vote(self, statement: str) -> None:
        self.browser.click(f"//button[@data-step-by='1'][contains(., '{statement}')]{READY}")
        self.press("Enregistrer mon vote")
        self.browser.find("//*[@id='ballot-answer'][contains(., 'Votre vote est enregistré')]")
