"""Where logins are kept: Django's sessions in the database. The live pages learn when a login ends."""

from django.contrib.sessions.backends import db
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest

from sessions.live.changes import Subject, access_changed

READING = {"GET", "HEAD", "OPTIONS"}


class SessionStore(db.SessionStore):
    """Every end of a login calls this class: a logout, another login, a new key after a new password."""

    only_read = False
    """Whether this is looked up for a page or a socket: those never wait for writers, and so write nothing."""

    def delete(self, session_key: str | None = None) -> None:
        """Deletes the login. The hubs then check the live pages that were open by it.

        On any request, Django also calls this for a login that a new password has ended. Such a login lets nobody in
        any more. A request that only reads leaves the row where it is, until `clearsessions` removes it.
        """
        if self.only_read:
            return
        ended = session_key or self.session_key
        super().delete(session_key)
        if ended:
            access_changed(Subject.LOGIN, ended)


class LoginsMiddleware(SessionMiddleware):
    """Django's middleware, which also marks the requests that only read the login."""

    def process_request(self, request: HttpRequest) -> None:
        """Finds the login."""
        super().process_request(request)
        if isinstance(request.session, SessionStore):
            request.session.only_read = request.method in READING
