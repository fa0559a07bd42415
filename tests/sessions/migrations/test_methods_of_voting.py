"""Votes of before, migrated: they are by dots, with as many as they had, and their ballots are untouched."""

import json
from typing import Any

import pytest

from tests.servers import SiteInstance
from tests.sessions.migrations import test_journal_of_facts
from tests.sessions.migrations.test_steps_of_an_agenda import before

pytestmark = pytest.mark.standalone

site = test_journal_of_facts.site
"""A site on a database of before, migrated to now."""

POLLS = """
import json
from sessions.models import Poll
polls = Poll.objects.order_by("pk")
print(json.dumps([
    [poll.method_key, poll.settings, [each.choices for each in poll.ballots.order_by("voter_key")]]
    for poll in polls
]))
"""


def test_votes_of_before_are_by_dots(site: SiteInstance) -> None:
    now: list[Any] = json.loads(site.manage("shell", "--verbosity", "0", "--command", POLLS))
    dots = [row for rows in before("SELECT id, id, dots FROM ateliers_poll") for row in rows]
    assert [poll[:2] for poll in now] == [["dots", {"dots": number}] for _, number in dots]
    ballots = before("SELECT poll_id, choices FROM ateliers_ballot ORDER BY poll_id, voter_key")
    assert [poll[2] for poll in now] == [[json.loads(text) for (text,) in rows] for rows in ballots]
