"""Settings of a site whose channel layer loses, doubles and shuffles its messages."""

from facilitation.settings import *  # noqa: F403
from facilitation.settings import CHANNEL_LAYERS
from tests.sessions.live.layers import UNRELIABLE_LAYER

CHANNEL_LAYERS.update(UNRELIABLE_LAYER)  # type: ignore[arg-type]
