"""Settings of a site whose channel layer loses, doubles and shuffles its messages."""

from facilitation.settings import *  # noqa: F403
from tests.sessions.live.layers import UNRELIABLE_LAYER

CHANNEL_LAYERS = UNRELIABLE_LAYER
