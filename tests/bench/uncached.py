"""The site as it would be if each page rendered its board anew: the other side of the join storm."""

from facilitation.asgi import application
from sessions import boards, fragments

boards.KEPT = fragments.KEPT_PIECES = 0

__all__ = ["application"]
