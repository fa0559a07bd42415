"""How passwords are hashed: slowly on purpose. Therefore few are hashed at once, whoever asks.

The bound is here and not in the view, because every hash passes here: the login, the administration's own
login, a login without an account, a password that somebody chooses. Known and unknown accounts wait alike.
"""

from django.contrib.auth.hashers import Argon2PasswordHasher, PBKDF2PasswordHasher

from sessions.limits import HASHING


class BoundedArgon2(Argon2PasswordHasher):
    """Django's hasher with 19 MiB and one thread; Django itself takes 100 MiB and eight threads.

    OWASP asks for 19 MiB and two passes; we make four. Eight threads would take every core from the live pages.
    """

    time_cost = 4
    memory_cost = 19 * 1024
    parallelism = 1

    def encode(self, password: str, salt: str) -> str:
        """Raises Busy when too many passwords are being hashed already, as `verify` does."""
        with HASHING.held():
            return super().encode(password, salt)

    def verify(self, password: str, encoded: str) -> bool:
        """Whether this is the password."""
        with HASHING.held():
            return super().verify(password, encoded)


class BoundedPBKDF2(PBKDF2PasswordHasher):
    """For accounts that were imported from another site: their password is hashed anew at the next login."""

    def encode(self, password: str, salt: str, iterations: int | None = None) -> str:
        """Checks a password. `verify` calls this too."""
        with HASHING.held():
            return super().encode(password, salt, iterations)
