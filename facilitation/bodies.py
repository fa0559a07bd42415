"""How large the body of a request may be, in bytes, and how slowly it may come, for both servers. nginx says `256k`."""

LARGEST_BODY = 256 * 1024
"""All our forms are much smaller. Django refuses a larger body with a sentence."""

DROPPED_BODY = LARGEST_BODY + 32 * 1024
"""Past this size the server stops reading, which protects memory and disk. A body that is only a little too large
still gets Django's sentence."""

LONGEST_ARRIVAL = 60
"""Seconds in which a request must be whole, from its first byte or from the opening of its connection. A page gives up
after 10. Otherwise, a client that sends a byte now and then could keep a connection for ever, and a process has only
so many."""

LONGEST_READING = 75
"""Seconds in which the client must have read an answer, on uvicorn. Twisted waits as long in all."""
