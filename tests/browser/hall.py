"""The live pages of one séance, looked at together in each of its states."""

from playwright.sync_api import expect

from tests.browser.inspection import Inspection
from tests.browser.people import Facilitator, Participant, Screen


class Hall:
    """The three live pages of a demonstration séance, followed through its steps together."""

    def __init__(
        self, inspection: Inspection, alice: Facilitator, bob: Participant, screen: Screen
    ) -> None:
        self.inspection = inspection
        self.alice, self.bob, self.screen = alice, bob, screen

    def go_to(self, step: str) -> None:
        self.alice.go_to(step)
        for person in (self.bob, self.screen):
            person.wait_for_step(step)

    def look(self, state: str) -> None:
        self.inspection.look(self.bob.page, f"room, {state}")
        self.inspection.look(self.alice.page, f"cockpit, {state}")
        self.inspection.look(self.screen.page, f"projector, {state}")

    def look_at_dialog(self, state: str) -> None:
        expect(self.bob.open_dialog.last).to_be_visible()
        self.inspection.look(self.bob.page, f"room, {state}")


def discuss(hall: Hall) -> None:
    """The widest gap of the demonstration, read again by Bob, who sits with its territory."""
    page = hall.alice.page
    page.locator("#gaps-list summary").click()
    hall.inspection.look(page, "what to discuss")
    page.locator(".gaps__offer").first.get_by_role("button").click()
    editor = page.locator("#editor")
    expect(editor.get_by_role("radio", name="Engagement, écart 2")).to_be_checked()
    hall.inspection.look(page, "discussion to open")
    editor.get_by_role("button", name="Mettre en discussion").click()
    for person in (hall.alice, hall.bob, hall.screen):
        expect(person.page.locator(".discussion--runs")).to_be_visible()
    hall.look("in discussion")
    hall.alice.button("Terminer l’échange").click()
    for person in (hall.alice, hall.bob, hall.screen):
        expect(person.page.locator(".discussion__told")).to_contain_text("Après l’échange")
    hall.look("discussed")
