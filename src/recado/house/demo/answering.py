"""What the house did in the past: answers, notes, hand-overs and endings, by the verbs that agents use."""

from dataclasses import dataclass, replace
from datetime import timedelta
from email.utils import parseaddr
from random import Random

from recado.desk.cases import following, labelling, resolving
from recado.desk.cases.models import Case, State
from recado.desk.channels.port import Mailbox
from recado.desk.clock import watching
from recado.desk.conversations import drafting, letters, replying, starting, uploading
from recado.desk.conversations.letters import Letter
from recado.desk.conversations.models import Attachment, Message, Thread
from recado.desk.conversations.moving import MARK
from recado.desk.core import time
from recado.desk.routing import assigning
from recado.desk.staff.models import Agent
from recado.house.demo import chatting, knowing
from recado.house.demo.chatting import Visits
from recado.house.demo.corresponding import Correspondence
from recado.house.demo.furnishing import House
from recado.house.demo.hearing import Ear
from recado.twins.demo import kinds, reading
from recado.twins.demo.planning import Step, Talk
from recado.twins.whatsapp import media
from recado.twins.whatsapp.world import Json, Sent, wamid

BY_MAIL = "Respondido por correo"


@dataclass
class Standing:
    """How far a talk has come: its thread and the house's last message."""

    thread: Thread
    last: Sent | None = None
    described: bool = False


class Hand:
    """Does what agents did, one turn at a time."""

    def __init__(self, house: House, ear: Ear, visits: Visits, mails: Correspondence | None) -> None:
        self.house, self.ear, self.visits, self.mails = house, ear, visits, mails
        self.standing: dict[Talk, Standing] = {}
        self.taken: set[Talk] = set()
        self.known: set[str] = set()
        self.dice = Random(7)

    def last(self, talk: Talk) -> Sent | None:
        standing = self.standing.get(talk)
        return standing.last if standing else None

    def act(self, step: Step) -> None:
        """One turn of the house, at its moment."""
        if self.ear.posts:
            self.ear.flush()
        with time.as_of(step.at):
            standing = self.standing.get(step.talk) or self._find(step.talk)
            self.ear.said[step.talk][-1]["read"] = True
            case = Case.objects.select_related("team").get(thread=standing.thread.pk, receives=True)
            if step.turn.who == "<":
                if case.state == State.NEW:
                    watching.watch(step.at)
                self._answer(step, standing, case)
            elif step.turn.who == "*":
                author = self._agent(case, step.talk)
                replying.note(standing.thread, case=case.pk, by=author.actor, text=self._words(step, author))
            else:
                DEEDS[step.turn.act](self, step, case)

    def _find(self, talk: Talk) -> Standing:
        said = self.ear.said[talk][-1]["id"]
        found = Message.objects.select_related("thread__channel").get(
            provider_id=said, channel=self.house.ways[talk.dialogue.number]
        )
        return self.standing.setdefault(talk, Standing(found.thread))

    def _agent(self, case: Case, talk: Talk) -> Agent:
        """Who answers: whose the case is; the one of the script takes it, a case of nobody somebody of its team."""
        agents = {agent.pk: agent for agent in self.house.agents.values()}
        members = self.house.members[case.team_id or 0]
        wanted = self.house.agents.get(talk.dialogue.agent)
        takes = wanted in members and talk not in self.taken
        if case.assignee_id and not takes:
            return agents[case.assignee_id]
        self.taken.add(talk)
        agent = wanted if takes and wanted else self.dice.choice(members)
        assigning.assign(case, to=agent, by=agent.actor)
        case.assignee_id = agent.pk
        return agent

    def _answer(self, step: Step, standing: Standing, case: Case) -> None:
        author = self._agent(case, step.talk)
        if not standing.described:
            standing.described = True
            self._describe(step.talk, standing.thread, case, author)
        if step.turn.act == "escribe":
            self._begin_mail(step, standing, case, author)
            return
        words, files = self._words(step, author), [self._file(name, author) for name in step.turn.beside("doc")]
        if step.turn.act in kinds.KINDS:
            files = [self._file(step.turn.about, author, voice=step.turn.act == "voz")]
        quoted = self.ear.said[step.talk][-1]["id"] if step.turn.act == "cita" else None
        written = replying.reply(
            standing.thread, by=author.actor, text=words, attachments=files, reply_to=quoted,
            letter=self._letter(step, standing.thread),
        )  # fmt: skip
        for message in written:
            if self.ear.way(step.talk) == "sitio":
                self.ear.hush(self.visits.leaves(step, message), step.talk, step.at + chatting.SEEN_AFTER)
            elif self.mails and self.ear.way(step.talk) == "correo":
                self.mails.leaves(step, message)
            else:
                standing.last = self._leaves(step, message, quoted)

    def _begin_mail(self, step: Step, standing: Standing, case: Case, author: Agent) -> None:
        """Who filled in a form is answered by mail; that is a conversation of its own."""
        assert self.mails
        [message] = starting.start(
            self.house.mailbox, to=f"{step.talk.person.name} <{step.talk.person.mail}>", by=author.actor,
            text=self._words(step, author), subject=step.talk.dialogue.form,
        )  # fmt: skip
        resolving.resolve(case, by=author.actor, reason=BY_MAIL)
        standing.thread = message.thread
        self.ear.by_mail.add(step.talk)
        self.taken.discard(step.talk)
        self.mails.leaves(step, message)

    def _file(self, name: str, author: Agent, *, voice: bool = False) -> Attachment:
        path, mime = reading.media(name), kinds.MIMES[name[name.rindex(".") :]]
        return uploading.upload([path.read_bytes()], name=path.name, mime=mime, by=author.actor, voice=voice)

    def _letter(self, step: Step, thread: Thread) -> Letter | None:
        """To whom an answer by mail goes, where it is not as usual."""
        copied = tuple(Mailbox(*parseaddr(one)) for one in step.turn.beside("cc"))
        usual = letters.usual(thread) if copied else None
        return replace(usual, cc=(*usual.cc, *copied)) if usual else None

    def _describe(self, talk: Talk, thread: Thread, case: Case, author: Agent) -> None:
        """Who answers first says what the case is about, and of which firm the customer is."""
        if talk.dialogue.labels:
            labelling.label(case, [self.house.labels[name] for name in talk.dialogue.labels], by=author.actor)
        who = talk.person.digits or talk.person.mail
        if who and who not in self.known:
            self.known.add(who)
            knowing.know(thread, talk.person, self.house, self.dice, by=author.actor)

    def _leaves(self, step: Step, message: Message, quoted: str | None) -> Sent:
        """The message on the customer's phone, and what the provider told of it."""
        person, number = self.ear.person(step.talk), self.ear.number(step.talk)
        content: Json = {"body": message.text}
        if message.type != "text":
            kind, mime = kinds.kind(step.turn.act, step.turn.about)
            data = reading.media(step.turn.about).read_bytes()
            content = {"id": media.keep(self.ear.world, number.id, data, mime).id, "caption": message.text or None}
            content |= {"filename": step.turn.about} if kind == "document" else {}
        identifier, at = wamid(person.digits), step.at
        sent = Sent(identifier, number, person, at.timestamp(), message.type, content, quoted, f"{MARK}{message.pk}")
        self.ear.world.sent[identifier] = sent
        person.inbox.append(sent)
        seen = at + timedelta(seconds=self.dice.choice((4, 9, 40, 150)))
        self.ear.receipt(sent, step.talk, seen)
        return sent

    def _words(self, step: Step, author: Agent) -> str:
        return step.turn.text.replace("{name}", step.talk.person.given).replace("{me}", author.name.split()[0])

    def resolve(self, step: Step, case: Case) -> None:
        author = self._agent(case, step.talk)
        resolving.resolve(case, by=author.actor, reason=step.turn.text)

    def reopen(self, step: Step, case: Case) -> None:
        resolving.reopen(case, by=self._agent(case, step.talk).actor)

    def move(self, step: Step, case: Case) -> None:
        author = self._agent(case, step.talk)
        assigning.move(case, team=self.house.teams[step.turn.about], by=author.actor)

    def give(self, step: Step, case: Case) -> None:
        author = self._agent(case, step.talk)
        assigning.assign(case, to=self.house.agents.get(step.turn.about), by=author.actor)

    def follow(self, step: Step, case: Case) -> None:
        agent = self.house.agents[step.turn.about]
        following.follow(case, agent, by=agent.actor)

    def draft(self, step: Step, case: Case) -> None:
        agent = self.house.agents[step.turn.about]
        drafting.keep(agent, self.standing[step.talk].thread, drafting.Words(self._words(step, agent)), seen=0)


DEEDS = {
    "resuelve": Hand.resolve,
    "reabre": Hand.reopen,
    "mueve": Hand.move,
    "pasa": Hand.give,
    "sigue": Hand.follow,
    "borrador": Hand.draft,
}
