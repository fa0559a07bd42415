"""What is loaded at the start is never looked through again."""

import os
import subprocess
import sys

from tests.servers import PROJECT

REPORT = "import gc, facilitation.asgi; print(gc.get_freeze_count(), len(gc.get_objects()))"


def test_collector_has_little_to_look_through_in_a_process_that_has_just_started() -> None:
    printed = subprocess.run(
        [sys.executable, "-c", REPORT], cwd=PROJECT, env=os.environ, capture_output=True, check=True
    ).stdout
    set_aside, left = map(int, printed.split())
    assert left < set_aside / 100
