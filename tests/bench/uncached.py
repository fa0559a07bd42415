"""The site as it would be if each page rendered its board anew: the other side of the join storm."""

from facilitation.asgi import application
from sessions.fragments import boards, drawing

boards.KEPT = drawing.KEPT_PIECES = 0

__all__ = ["application"]
