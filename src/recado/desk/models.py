"""Which tables the desk has: the registry that Django reads."""

from recado.desk.cases.models import Case, Filing, Resolution
from recado.desk.channels.models import Channel, ChannelTeam, Delivery, Fault, Template
from recado.desk.clock.models import Deadline
from recado.desk.conversations.models import Attachment, Message, Parked, Reaction, Thread, Version
from recado.desk.files.models import Blob
from recado.desk.journal.models import Answer, Entry
from recado.desk.people.models import Address, Person
from recado.desk.routing.models import Assignment
from recado.desk.rules.models import Revision
from recado.desk.staff.models import Agent, Invitation, Membership, Team, Token

__all__ = [
    "Address",
    "Agent",
    "Answer",
    "Assignment",
    "Attachment",
    "Blob",
    "Case",
    "Channel",
    "ChannelTeam",
    "Deadline",
    "Delivery",
    "Entry",
    "Fault",
    "Filing",
    "Invitation",
    "Membership",
    "Message",
    "Parked",
    "Person",
    "Reaction",
    "Resolution",
    "Revision",
    "Team",
    "Template",
    "Thread",
    "Token",
    "Version",
]
