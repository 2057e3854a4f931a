"""Which tables the desk has: the registry that Django reads."""

from recado.desk.cases.actions import Action
from recado.desk.cases.departed import CaseMerge, Deletion
from recado.desk.cases.indexes import CaseWords, MessageWords, OrganisationWords, PersonWords, ToIndex, Unswept
from recado.desk.cases.models import Attention, Case, Filing, Following, Label, Labelling, Mention, Resolution
from recado.desk.channels.mailboxes import Mailbox
from recado.desk.channels.models import Channel, ChannelTeam, Delivery, Fault, Template
from recado.desk.clock.models import Deadline
from recado.desk.conversations.mails import Mail, Participant
from recado.desk.conversations.models import Attachment, Draft, Message, Parked, Reaction, Thread, Version
from recado.desk.files.models import Blob
from recado.desk.journal.models import Answer, Entry
from recado.desk.people.imports import Import, Misfit, Written
from recado.desk.people.listed import Listed
from recado.desk.people.models import Address, Distinction, Domain, Merge, Organisation, Person
from recado.desk.routing.models import Assignment
from recado.desk.rules.models import Revision
from recado.desk.staff.models import Agent, Invitation, Membership, Preference, Team, Token

__all__ = [
    "Action",
    "Address",
    "Agent",
    "Answer",
    "Assignment",
    "Attachment",
    "Attention",
    "Blob",
    "Case",
    "CaseMerge",
    "CaseWords",
    "Channel",
    "ChannelTeam",
    "Deadline",
    "Deletion",
    "Delivery",
    "Distinction",
    "Domain",
    "Draft",
    "Entry",
    "Fault",
    "Filing",
    "Following",
    "Import",
    "Invitation",
    "Label",
    "Labelling",
    "Listed",
    "Mail",
    "Mailbox",
    "Membership",
    "Mention",
    "Merge",
    "Message",
    "MessageWords",
    "Misfit",
    "Organisation",
    "OrganisationWords",
    "Parked",
    "Participant",
    "Person",
    "PersonWords",
    "Preference",
    "Reaction",
    "Resolution",
    "Revision",
    "Team",
    "Template",
    "Thread",
    "ToIndex",
    "Token",
    "Unswept",
    "Version",
    "Written",
]
