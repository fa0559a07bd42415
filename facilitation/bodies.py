"""How large the body of a request may be, in bytes, and how slow, for both servers. nginx says `256k`."""

LARGEST_BODY = 256 * 1024
"""No form of ours comes near. Django refuses a larger one with a sentence."""

DROPPED_BODY = LARGEST_BODY + 32 * 1024
"""What guards memory and disk: past it the server reads no further. A body that is only a little too large still
gets Django's kinder answer."""

LONGEST_ARRIVAL = 60
"""Seconds in which a request must be whole, from its first byte or from the opening of its connection. A page gives up
after 10. Whoever sends a byte now and then would else keep a connection, of which a process has a number, for ever."""

LONGEST_READING = 75
"""Seconds in which an answer must be taken off us, on uvicorn: as long as Twisted waits in all."""
