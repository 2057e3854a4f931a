"""The whole API does what its document says, whatever may be asked: never a 500, always a documented answer."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.specs.openapi import checks

from recado.doors.api import describing

if TYPE_CHECKING:
    from recado.desk.staff.models import Agent
    from tests.cast import Customer
    from tests.doors.api.programs import Program

pytestmark = pytest.mark.django_db

DOCUMENT = schemathesis.openapi.from_dict(describing.document())
DOCUMENT.app = get_wsgi_application()
OPERATIONS = [found.ok() for found in DOCUMENT.get_all_operations()]
CHECKS = [
    schemathesis.checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
]
BOUNDED = settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
"""The same questions at every run, as many as fit into a minute for the whole document."""


@pytest.fixture(autouse=True)
def unlimited(settings: Any) -> Iterator[None]:
    """No limit of calls; and the application must not close the connection that holds this test's transaction."""
    settings.API_CALLS_A_MINUTE = 1_000_000
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def real(dmitri: "Customer", valeria: "Customer", ada: "Agent") -> dict[str, dict[str, str]]:
    """What stands under an address with a parameter, by the beginning of the path."""
    from recado.desk.channels.models import Delivery
    from recado.desk.conversations import uploading
    from recado.desk.people import organising
    from tests.groups import Group

    said = dmitri.writes("Any news about my lamp?")
    valeria.writes("Hola")
    group = Group()
    group.hears(valeria, "Buenos días")
    file = uploading.upload([b"hello"], name="a.txt", mime="text/plain", by=ada.actor)
    lumen = organising.found(name="Lumen", by=ada.actor)
    return {
        "/cases/": {"number": str(dmitri.case.pk)},
        "/channels/": {"key": "ventas"},
        "/threads/{id}/cases": {"id": str(group.thread.pk)},
        "/threads/": {"id": str(said.thread_id)},
        "/attachments/": {"id": str(file.pk)},
        "/people/": {"id": str(dmitri.thread.person_id)},
        "/organisations/": {"id": str(lumen.pk)},
        "/deliveries/": {"id": str(Delivery.objects.latest("pk").pk)},
    }


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.label)
def test_whatever_is_asked_the_answer_is_documented(
    operation: Any, real: dict[str, dict[str, str]], head_s: "Program"
) -> None:
    headers = {"Authorization": f"Bearer {head_s.secret}"}
    known = next((names for path, names in real.items() if path in operation.path), {})

    @BOUNDED
    @given(case=st.one_of(*(operation.as_strategy(generation_mode=mode) for mode in GenerationMode)))
    def ask(case: schemathesis.Case) -> None:
        # An empty parameter asks for nothing, whatever its type.
        strict = [] if "" in (case.query or {}).values() else [checks.negative_data_rejection]
        case.call_and_validate(headers=headers, checks=[*CHECKS, *strict])
        if case.path_parameters and known:
            case.path_parameters = known
            case.call_and_validate(headers=headers, checks=CHECKS)

    ask()
