"""Where logins are kept: Django's sessions in the database, whose end is told to the live pages."""

from django.contrib.sessions.backends import db
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest

from sessions.live.changes import Subject, access_changed

READING = {"GET", "HEAD", "OPTIONS"}


class SessionStore(db.SessionStore):
    """Every end of a login passes here: a logout, another login, a new key after a new password."""

    only_read = False
    """Whether this is looked up for a page or a socket: those never wait for writers, and so write nothing."""

    def delete(self, session_key: str | None = None) -> None:
        """Deletes the login; the live pages that it entitles are looked at again.

        Django also comes here for a login that a new password has ended, whatever is asked for. It lets
        nobody in any more: a reader leaves it where it is, until `clearsessions`.
        """
        if self.only_read:
            return
        ended = session_key or self.session_key
        super().delete(session_key)
        if ended:
            access_changed(Subject.LOGIN, ended)


class LoginsMiddleware(SessionMiddleware):
    """Django's, for which a page is only read."""

    def process_request(self, request: HttpRequest) -> None:
        """Finds the login."""
        super().process_request(request)
        if isinstance(request.session, SessionStore):
            request.session.only_read = request.method in READING
