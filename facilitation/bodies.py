"""How large the body of a request may be, in bytes, for the settings and both servers. nginx says `256k`."""

LARGEST_BODY = 256 * 1024
"""No form of ours comes near. Django refuses a larger one with a sentence."""

DROPPED_BODY = LARGEST_BODY + 32 * 1024
"""What guards memory and disk: past it the server reads no further. A body that is only a little too large still
gets Django's kinder answer."""
