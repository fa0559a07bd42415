"""The board of a page, as text that two people's pages can be compared by."""

from tests.browser.people import Person

# What is one's own differs between two people, by intent; the rest must not.
NORMAL_BOARD = """
() => {
  const board = document.getElementById("board").cloneNode(true);
  for (const element of board.querySelectorAll("*")) {
    ["hidden", "aria-pressed", "aria-disabled", "open", "data-operation"]
      .forEach((name) => element.removeAttribute(name));
    element.classList.forEach((name) => name.startsWith("htmx-") && element.classList.remove(name));
    if (!element.className) element.removeAttribute("class");
    if (element.matches("button[data-support]")) element.firstChild.remove();
    if (element.matches("input")) element.removeAttribute("value");
  }
  return board.outerHTML.replace(/\\s+/g, " ").replace(/> ?</g, ">\\n<");
}
"""


def normal_board(person: Person) -> str:
    """One line an element."""
    return str(person.page.evaluate(NORMAL_BOARD))


def board_after_reload(person: Person) -> str:
    """What the same person would see with a fresh page."""
    person.page.reload()
    person.wait_until_connected()
    return normal_board(person)
