"""Who reacts to what: questions asked before the first write, events told after it. Read this table to know all."""

from recado.desk.journal.events import Event
from recado.desk.journal.telling import Answerer, Reactions

QUESTIONS: dict[type, tuple[Answerer, ...]] = {}

EVENTS: dict[type[Event], Reactions] = {}
