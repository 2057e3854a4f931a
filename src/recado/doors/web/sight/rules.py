"""Which sections of the house rules have a page among the settings?"""

from recado.desk.cases.actions import ActionOrder
from recado.desk.cases.naming_actions import ActionCard
from recado.desk.cases.naming_labels import LabelCard
from recado.desk.cases.sections import Deleting
from recado.desk.channels.embedding import SiteCard
from recado.desk.channels.mailboxing import MailboxCard
from recado.desk.channels.tending import ChannelCard
from recado.desk.clock.sections import Promises
from recado.desk.conversations.sections import AutoReply, IncomingMail, Letterhead
from recado.desk.rules.sections import Section
from recado.desk.staff.manners import Appearance, Languages
from recado.desk.staff.sections import OpeningHours
from recado.desk.staff.teaming import TeamCard
from recado.desk.staff.tending import AgentCard

SECTIONS: tuple[type[Section], ...] = (
    OpeningHours, Promises, LabelCard, TeamCard, AgentCard, ChannelCard, MailboxCard, SiteCard, Languages, Appearance,
    Letterhead, AutoReply, IncomingMail, ActionCard, ActionOrder, Deleting,
)  # fmt: skip
RULES: dict[str, type[Section]] = {one.section: one for one in SECTIONS}
