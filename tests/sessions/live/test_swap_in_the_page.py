"""The property of convergence on the real scripts of the page, and their twin in Python held against them."""

import json
import random
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from sessions.audience import AUDIENCES, Audience
from sessions.fragments.own import own_fragments
from sessions.live.catch_up import catch_up
from sessions.models import AtelierSession, Facilitator
from tests.factories import make_room
from tests.sessions.controls import draw_controls
from tests.sessions.live.seances import Deed, begin, stories
from tests.sessions.page import Page
from tests.sessions.world import whole_page

REPLAY = Path(__file__).resolve().parents[2] / "js" / "replay.js"
STORIES = settings(
    max_examples=4,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@dataclass
class Recording:
    """What the server shows and says of one séance to one audience: `replay.js` reads it as JSON.

    `controls`: the templates of its buttons. `mine`: what is the first person's own, where they sit before the page.
    `boards`: the page at each number. `rounds`: the frames between them. `missed`: from each to the end.
    `order`: the one in which late frames come.
    """

    session: AtelierSession
    audience: Audience
    boards: list[dict[str, Any]] = field(default_factory=list)
    rounds: list[dict[str, Any]] = field(default_factory=list)

    def note(self) -> None:
        """Takes down the page as it is now, and the frame that leads here from the page before."""
        session = AtelierSession.objects.select_related("current_step").get(pk=self.session.pk)
        before = self.boards[-1]["seq"] if self.boards else None
        if before == session.last_seq:
            return
        if before is not None:
            self.rounds.append({"since": before, **self._frame(before)})
        html = whole_page(session, self.audience)
        self.boards.append({"seq": session.last_seq, "html": html})

    def finished(self, chance: random.Random) -> dict[str, Any]:
        return {
            "controls": self._controls(),
            "mine": self._mine(),
            "boards": self.boards,
            "rounds": self.rounds,
            "order": chance.sample(range(len(self.rounds)), len(self.rounds)),
            "missed": [self._frame(board["seq"]) for board in self.boards],
            "twins": list(self._twins()),
        }

    def _frame(self, since: int) -> dict[str, Any]:
        frame: dict[str, Any] = json.loads(catch_up(self.session.pk, since, self.audience).text)
        return frame

    def _controls(self) -> str:
        context = {"session": self.session, "audience": self.audience}
        return render_to_string("sessions/parts/controls.html", context)

    def _mine(self) -> str:
        seat = self.session.participants.order_by("pk").first()
        return " ".join(own_fragments(seat)) if seat and self.audience.is_participant else ""

    def _twins(self) -> Iterator[dict[str, Any]]:
        """Each round on the first and on the last page: what Python makes of it."""
        for board in (self.boards[0], self.boards[-1]):
            for frame in self.rounds:
                page = Page(self._controls() + board["html"], board["seq"])
                page.apply(frame["html"])
                draw_controls(page.root)
                yield {"board": board, "html": frame["html"], "result": page.text()}


def replay(recorded: dict[str, Any], folder: Path) -> None:
    """Plays it on live.js and swap.js, with the htmx that pages load."""
    node = shutil.which("node")
    assert node, "script/setup --tests installs Node"
    htmx = finders.find("django_htmx/htmx-2.js")
    assert htmx
    path = folder / "recorded.json"
    path.write_text(json.dumps(recorded))
    done = subprocess.run([node, REPLAY, path, htmx], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.django_db
@pytest.mark.usefixtures("stakes")
@STORIES
@given(
    story=stories(),
    audience=st.sampled_from(AUDIENCES),
    secrecy=st.sampled_from(["named", "anonymous"]),
    chance=st.randoms(use_true_random=False),
)
def test_scripts_of_the_page_bring_any_page_to_the_fresh_page(
    alice: Facilitator,
    tmp_path: Path,
    story: list[tuple[Deed, bool]],
    audience: Audience,
    secrecy: str,
    chance: random.Random,
) -> None:
    room = make_room(alice, secrecy=secrecy)
    recording = Recording(room.session, audience)
    seance = begin(room)
    recording.note()
    for deed, with_round in story:
        seance.do(deed)
        if with_round:
            recording.note()
    recording.note()
    replay(recording.finished(chance), tmp_path)
