"""The ASGI application that Daphne serves: pages over HTTP, rooms over WebSocket."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "facilitation.settings")

from facilitation.handler import http_application

http = http_application()

# The application registry must be ready before anything that imports models.
from channels.routing import ProtocolTypeRouter
from channels.security.websocket import OriginValidator
from django.conf import settings

from facilitation.bodiless import without_needless_bodies
from facilitation.process import settle
from facilitation.readable import readable_only, readable_origins_only
from facilitation.sqlite import hold_open
from sessions.routing import sockets

held_open = hold_open()

application = ProtocolTypeRouter(
    # Full origins: AllowedHostsOriginValidator would ignore scheme and port (stack fact F16).
    {
        "http": without_needless_bodies(readable_only(http)),
        "websocket": readable_origins_only(OriginValidator(sockets, settings.ALLOWED_ORIGINS)),
    }
)

settle()
