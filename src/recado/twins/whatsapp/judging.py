"""Will this message be taken, and will it arrive? Refusals now are raised, those that come later are returned."""

from recado.twins.whatsapp import media, people, templates
from recado.twins.whatsapp.complaints import Complaint
from recado.twins.whatsapp.reading import MEDIA, Order
from recado.twins.whatsapp.world import Json, Number, Person, World

WINDOW = 24 * 3600.0
type Doom = tuple[int, str] | None

CLOSED = "Message failed to send because more than 24 hours have passed since the customer last replied to this number."
LOST = "Message undeliverable."
UNPAID = "Message failed to send because there were one or more errors related to your payment method."
STOPPED = "Unable to deliver the message. This recipient has chosen to stop receiving marketing messages."


def paced(world: World, number: Number, person: Person) -> None:
    """Complaint 130429 or 131056 when the number, or the pair, is too fast; else the message is counted."""
    at = world.clock.now()
    if number.throughput.full(at):
        raise Complaint(130429, "Cloud API message throughput has been reached.")
    if world.setup.pairs and world.pairs.wait(number.id, person.bsuid, at) > 0:
        raise Complaint(131056, "Too many messages from this phone number to the same phone number in a short time.")


def counted(world: World, number: Number, person: Person) -> None:
    """One more message was taken: it weighs on the number and on the pair."""
    number.throughput.count(world.clock.now())
    world.pairs.count(number.id, person.bsuid, world.clock.now())


def judged(world: World, number: Number, person: Person, order: Order) -> tuple[Doom, Json | None]:
    """What will become of the message (None: it arrives), and the template it names; a Complaint refuses it."""
    _check_standing(number, person)
    known = _template(number, order)
    if known and known["category"] == "AUTHENTICATION" and not order.to:
        raise Complaint(131062, "Authentication templates cannot be sent to a business-scoped user ID.")
    _check_file(world, order)
    if known is None and not open_window(world, number, person):
        if not world.dice.sending(world.dice.mood.window_told_late):
            raise Complaint(131047, CLOSED)
        return (131047, CLOSED), known
    return _doom(number, person, known), known


def open_window(world: World, number: Number, person: Person) -> bool:
    """Whether the customer wrote to this number within 24 hours."""
    wrote = person.wrote_at.get(number.id)
    return not world.setup.windows or (wrote is not None and world.clock.now() < wrote + WINDOW)


def _check_standing(number: Number, person: Person) -> None:
    if "BLOCKED" in (number.can_send, number.account.can_send):
        raise Complaint(131031, "The business account has been restricted or disabled.")
    if person.bsuid in number.blocked:
        raise Complaint(130403, "The recipient is blocked by this business.")
    if person.digits and person.digits in people.variants(number.digits):
        raise Complaint(131021, "Sender and recipient phone number is the same.")
    if person.fate and not person.fate.later:
        raise Complaint(person.fate.code, "Refused by the fate of this person.")


def _template(number: Number, order: Order) -> Json | None:
    if order.type != "template":
        return None
    known = templates.find(number.account, order.content["name"], order.content["language"]["code"])
    templates.filled(known, order.content.get("components") or [])
    return known


def _check_file(world: World, order: Order) -> None:
    if order.type not in MEDIA or not order.content.get("id"):
        return
    file = media.alive(world, str(order.content["id"]))
    if file is None:
        raise Complaint(131009, f"Media id {order.content['id']} does not exist or is over.")
    if media.kind_of(file.mime) != order.type:
        raise Complaint(131053, f"Media of type {file.mime} cannot be sent as {order.type}.")


def _doom(number: Number, person: Person, known: Json | None) -> Doom:
    if person.fate:
        return person.fate.code, "Failed by the fate of this person."
    if person.blocks_us:
        return 131026, LOST
    if known and known["category"] == "MARKETING" and person.opted_out:
        return 131050, STOPPED
    if known is None and number.free_left is not None:
        number.free_left -= 1
        if number.free_left < 0:
            return 131042, UNPAID
    return None
