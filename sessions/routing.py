"""The WebSocket addresses."""

from channels.routing import URLRouter
from django.urls import path, re_path

from sessions.live.consumer import room_socket, unknown_socket

sockets = URLRouter(
    [
        path("ws/s/<str:code>/", room_socket),  # type: ignore[arg-type]
        # An unknown path would end in a traceback (stack fact F17).
        re_path(r"", unknown_socket),  # type: ignore[arg-type]
    ]
)
