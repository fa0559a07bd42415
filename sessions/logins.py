"""Where logins are kept: Django's sessions in the database, whose end is told to the live pages."""

from django.contrib.sessions.backends import db

from sessions.live.changes import Subject, access_changed


class SessionStore(db.SessionStore):
    """Every end of a login passes here: a logout, another login, a new key after a new password."""

    def delete(self, session_key: str | None = None) -> None:
        """Deletes the login; the live pages that it entitles are looked at again."""
        ended = session_key or self.session_key
        super().delete(session_key)
        if ended:
            access_changed(Subject.LOGIN, ended)
