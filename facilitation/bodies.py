"""How large the body of a request may be, in bytes, and how slowly it may come, for both servers. nginx says `256k`."""

LARGEST_BODY = 256 * 1024
"""All our forms are much smaller. Django refuses a larger body with a sentence."""

DROPPED_BODY = LARGEST_BODY + 32 * 1024
"""Past this size the server stops reading, which protects memory and disk. A body that is only a little too large
still gets Django's sentence."""

DROPPED_UPLOAD = 21 * 1024 * 1024
"""The same for a form with a file, which only facilitation/uploads.py lets through. nginx says `21m` there. A file that
is only a little too large still gets a sentence: `LARGEST_FILE` is 20 MiB."""

LONGEST_ARRIVAL = 60
"""Seconds in which a request must be whole, from its first byte or from the opening of its connection. A page gives up
after 10. Otherwise, a client that sends a byte now and then could keep a connection for ever, and a process has only
so many."""

LONGEST_UPLOAD = 300
"""The same for a form with a file: 20 MiB take 160 s on a line of 1 Mbit/s."""

LONGEST_READING = 75
"""Seconds in which the client must have read an answer, on uvicorn. Twisted waits as long in all."""
