"""How passwords are hashed: slowly on purpose, and therefore few at once, whoever asks and from wherever.

The bound is here and not in the view: the login, the administration's own login, an account that does
not exist and a password that is chosen all come through. Known and unknown accounts wait alike.
"""

from django.contrib.auth.hashers import Argon2PasswordHasher, PBKDF2PasswordHasher

from sessions.limits import HASHING


class BoundedArgon2(Argon2PasswordHasher):
    """Django's with 19 MiB and one thread where Django takes 100 MiB and eight.

    OWASP asks for 19 MiB and two passes; we make four. Eight threads would take each core from the hall.
    """

    time_cost = 4
    memory_cost = 19 * 1024
    parallelism = 1

    def encode(self, password: str, salt: str) -> str:
        """Raises Busy where too many passwords are looked at already, as `verify` does."""
        with HASHING.held():
            return super().encode(password, salt)

    def verify(self, password: str, encoded: str) -> bool:
        """Whether this is the password."""
        with HASHING.held():
            return super().verify(password, encoded)


class BoundedPBKDF2(PBKDF2PasswordHasher):
    """For accounts that were brought from elsewhere: hashed anew at their next login."""

    def encode(self, password: str, salt: str, iterations: int | None = None) -> str:
        """Also what `verify` calls."""
        with HASHING.held():
            return super().encode(password, salt, iterations)
