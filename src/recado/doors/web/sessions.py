"""Which session does a browser hold? Read by the statement that every request asks first."""

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import DateTimeField

from recado.desk.core.statements import Blank, Statement
from recado.desk.core.time import now

_OF_KEY = Statement(
    lambda: Session.objects.filter(session_key=Blank("key"), expire_date__gt=Blank("at", output_field=DateTimeField()))
)


class SessionStore(db.SessionStore):
    """Django's own sessions in the database, found the short way."""

    def _get_session_from_db(self) -> Session | None:
        found: Session | None = next(iter(_OF_KEY(key=self.session_key, at=now())), None)
        if found is None:
            self._session_key = None
        return found
