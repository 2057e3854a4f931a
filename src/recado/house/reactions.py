"""Who reacts to what: questions asked before the first write, events told after it. Read this table to know all."""

from recado.desk.cases import answering, deleting, following, mentioning, resolving, retelling, weighing
from recado.desk.cases import parting as parting_cases
from recado.desk.cases import uniting as uniting_cases
from recado.desk.cases.colleague_events import AgentNamed, CaseFollowed, CaseUnfollowed, MentionSeen, TeamNamed
from recado.desk.cases.departure_events import (
    CaseDeleted,
    CaseJoined,
    CaseMerged,
    CaseMergeUndone,
    CaseParted,
    CaseRestored,
)
from recado.desk.cases.events import (
    CaseActionSet,
    CaseAnswered,
    CaseLabelled,
    CaseMoved,
    CaseOpened,
    CasePersonChanged,
    CaseReopened,
    CaseResolved,
    CaseSeen,
    CaseUnanswered,
    CaseUnlabelled,
)
from recado.desk.cases.label_events import ActionAdded, LabelAdded
from recado.desk.channels import listing
from recado.desk.channels.events import (
    ChannelAdded,
    ChannelNoticed,
    ChannelSecretsReplaced,
    ChannelStateChanged,
    MailSigningChanged,
    SenderAllowed,
    SenderWithdrawn,
    TemplateJudged,
)
from recado.desk.clock import inheriting, keeping, promising, recounting
from recado.desk.clock.events import DeadlineMet, DeadlineMissed, DeadlineNear, DeadlineSet, PromiseChanged
from recado.desk.conversations import (
    auto_replying,
    marking,
    parting,
    permitting,
    permitting_forms,
    permitting_mail,
    uniting,
)
from recado.desk.conversations.events import (
    IdentityChanged,
    MailOffered,
    MessageChanged,
    MessageMoved,
    MessageRecalled,
    MessageReceived,
    MessageWritten,
    NoteWritten,
    ThreadsJoined,
    ThreadsParted,
)
from recado.desk.conversations.mail_events import AutoReplyWithheld, MailComplained, MailReturned
from recado.desk.journal.events import Event
from recado.desk.journal.telling import Answerer, Reactions
from recado.desk.people import events as people
from recado.desk.people.list_events import AddressListed, AddressUnlisted
from recado.desk.people.merging import MayPart
from recado.desk.routing import deciding
from recado.desk.routing.events import CaseAssigned
from recado.desk.rules.card_events import CardChanged
from recado.desk.rules.events import RuleChanged
from recado.desk.staff import events as staff

QUESTIONS: dict[type, tuple[Answerer, ...]] = {
    permitting.MaySend: (
        permitting.says_something,
        permitting.window_is_open,
        permitting_forms.somebody_reads,
        permitting.template_fits,
        permitting.files_fit,
        permitting.nobody_answered_meanwhile,
        permitting_mail.letter_is_addressed,
        permitting_mail.pictures_come_with_it,
        permitting_mail.files_fit_together,
    ),
    resolving.MayResolve: (resolving.needs_reason,),
    resolving.MayReopen: (resolving.still_receives, resolving.window_is_open),
    deleting.MayDelete: (deleting.is_allowed, deleting.stands_for_itself),
    MayPart: (weighing.sees_what_parts,),
}

EVENTS: dict[type[Event], Reactions] = {
    MessageReceived: Reactions(),
    MessageWritten: Reactions(now=(answering.answer,)),
    NoteWritten: Reactions(now=(answering.note, mentioning.mention)),
    MessageMoved: Reactions(now=(retelling.order,)),
    MessageChanged: Reactions(now=(retelling.retell,)),
    MessageRecalled: Reactions(now=(retelling.untell,)),
    MailReturned: Reactions(),
    MailComplained: Reactions(),
    AutoReplyWithheld: Reactions(),
    IdentityChanged: Reactions(),
    MailOffered: Reactions(),
    ThreadsJoined: Reactions(),
    ThreadsParted: Reactions(),
    CaseOpened: Reactions(now=(promising.promise, deciding.decide, auto_replying.order)),
    CaseReopened: Reactions(now=(promising.renew, deciding.decide)),
    CaseAnswered: Reactions(now=(keeping.keep,)),
    CaseUnanswered: Reactions(now=(keeping.run_on,)),
    CaseResolved: Reactions(now=(keeping.drop,)),
    CaseSeen: Reactions(now=(marking.order,)),
    CaseAssigned: Reactions(),
    CaseActionSet: Reactions(),
    CaseLabelled: Reactions(),
    CaseUnlabelled: Reactions(),
    AgentNamed: Reactions(),
    TeamNamed: Reactions(),
    MentionSeen: Reactions(),
    CaseFollowed: Reactions(),
    CaseUnfollowed: Reactions(),
    CasePersonChanged: Reactions(),
    CaseMoved: Reactions(now=(recounting.recount,)),
    CaseMerged: Reactions(now=(inheriting.inherit,)),
    CaseMergeUndone: Reactions(now=(inheriting.hand_back,)),
    CaseJoined: Reactions(),
    CaseParted: Reactions(),
    CaseDeleted: Reactions(now=(keeping.drop,)),
    CaseRestored: Reactions(now=(inheriting.bring_back,)),
    DeadlineSet: Reactions(),
    DeadlineMet: Reactions(),
    DeadlineNear: Reactions(),
    DeadlineMissed: Reactions(),
    PromiseChanged: Reactions(),
    ChannelAdded: Reactions(now=(listing.order,)),
    ChannelStateChanged: Reactions(),
    ChannelSecretsReplaced: Reactions(),
    MailSigningChanged: Reactions(),
    SenderAllowed: Reactions(),
    SenderWithdrawn: Reactions(),
    ChannelNoticed: Reactions(),
    TemplateJudged: Reactions(),
    RuleChanged: Reactions(),
    CardChanged: Reactions(now=(following.let_go_by_role,)),
    LabelAdded: Reactions(),
    ActionAdded: Reactions(),
    people.PersonAdded: Reactions(),
    people.PersonEdited: Reactions(),
    people.AddressAdded: Reactions(),
    people.AddressRemoved: Reactions(),
    people.PersonsMerged: Reactions(now=(uniting.unite, uniting_cases.unite)),
    people.MergeUndone: Reactions(now=(parting.part, parting_cases.part)),
    people.DuplicateDismissed: Reactions(),
    people.OrganisationFounded: Reactions(),
    people.OrganisationEdited: Reactions(),
    people.OrganisationsMerged: Reactions(),
    people.OrganisationMergeUndone: Reactions(),
    people.ListImported: Reactions(),
    people.ImportUndone: Reactions(),
    AddressListed: Reactions(),
    AddressUnlisted: Reactions(),
    staff.AgentJoined: Reactions(),
    staff.TeamFormed: Reactions(),
    staff.TeamEntered: Reactions(),
    staff.TeamLeft: Reactions(now=(following.let_go,)),
    staff.InvitationMade: Reactions(),
    staff.InvitationAccepted: Reactions(),
    staff.TokenIssued: Reactions(),
    staff.TokenRevoked: Reactions(),
    staff.PresenceSwitched: Reactions(),
    staff.HoursChanged: Reactions(),
}
"""An event that nobody hears yet stands here with empty hands."""
