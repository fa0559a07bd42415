"""The frame that the naive side and the floor send: the bytes that ours sent for one card."""

import os
from pathlib import Path

SAMPLE = "000000"
"""The mark of the card from which the sample was taken."""


def sample() -> str:
    """One frame of ours, from the file that BENCH_FRAME names."""
    return Path(os.environ["BENCH_FRAME"]).read_text()


def frame(sample_text: str, mark: str) -> str:
    """The same frame for another card."""
    return sample_text.replace(SAMPLE, mark)
