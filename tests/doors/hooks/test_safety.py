"""200 is said after the commit and never before; what was said holds whatever dies."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import httpx
import psycopg
import pytest
from django.db import connection

from recado.desk.channels.models import Channel, Delivery
from tests.doors import fronts
from tests.doors.fronts import Front
from tests.doors.hooks.posting import Number, signature, words

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def slow_disk() -> Iterator[None]:
    """Nothing can be inserted while this lasts."""
    with psycopg.connect(fronts.database_url()) as other:
        other.execute("LOCK TABLE channels_delivery IN SHARE MODE")
        yield


def test_no_answer_comes_before_the_commit(front: Front) -> None:
    lumen = Number(front)
    lumen.post(words("Primero"))
    with ThreadPoolExecutor(1) as meta:
        with slow_disk():
            answer = meta.submit(lumen.post, words("Segundo"))
            time.sleep(0.4)
            assert not answer.done()
        assert answer.result(5).status_code == 200
    assert len(lumen.kept()) == 2


def test_posts_that_come_in_during_a_commit_are_kept_together_by_the_next(front: Front) -> None:
    lumen = Number(front)
    bodies = [words(f"Mensaje {place}") for place in range(20)]
    with ThreadPoolExecutor(20) as meta:
        with slow_disk():
            answers = [meta.submit(lumen.post, body) for body in bodies]
            time.sleep(0.8)
        assert {answer.result(5).status_code for answer in answers} == {200}
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), count(DISTINCT xmin::text) FROM channels_delivery")
        assert cursor.fetchone() == (20, 2)
    assert sorted(bytes(delivery.body) for delivery in lumen.kept()) == sorted(bodies)


def test_a_channel_that_is_gone_does_not_hold_up_its_neighbours(front: Front) -> None:
    lumen, former = Number(front), Number(front)
    former.post(words("Adiós"))
    Delivery.objects.all().delete()
    Channel.objects.filter(pk=former.channel.pk).delete()
    with ThreadPoolExecutor(4) as meta:
        with slow_disk():
            first = meta.submit(lumen.post, words("Uno"))
            time.sleep(0.2)
            late, kept = meta.submit(former.post, words("Dos")), meta.submit(lumen.post, words("Tres"))
            time.sleep(0.4)
        assert [answer.result(5).status_code for answer in (first, late, kept)] == [200, 404, 200]


def test_while_the_database_is_away_the_provider_keeps_its_words(front: Front) -> None:
    lumen = Number(front)
    assert lumen.post(words("Antes")).status_code == 200
    with fronts.database_away():
        answers = [lumen.post(words("Mientras")), front.http.post("/hooks/whatsapp/nobody", content=b"{}")]
        assert [(answer.status_code, answer.headers["retry-after"]) for answer in answers] == [(503, "5")] * 2
        assert front.http.get("/healthz").status_code == 200
    assert lumen.post(words("Después")).status_code == 200
    assert [bytes(delivery.body) for delivery in lumen.kept()] == [words("Antes"), words("Después")]


def test_a_front_killed_in_mid_stream_kept_all_that_it_said_it_kept(tmp_path: Path) -> None:
    """kill -9 loses nothing that was answered with 200."""
    said: list[bytes] = []
    with fronts.running(tmp_path) as front:
        lumen = Number(front)

        def post(meta: int) -> None:
            with httpx.Client(base_url=front.url) as client:
                for place in range(100_000):
                    body = words(f"{meta}-{place}")
                    signed = {"X-Hub-Signature-256": signature(body, lumen.secret)}
                    try:
                        if client.post(lumen.path, content=body, headers=signed).status_code == 200:
                            said.append(body)
                    except httpx.TransportError:
                        return

        threads = [threading.Thread(target=post, args=(meta,)) for meta in range(8)]
        for thread in threads:
            thread.start()
        while len(said) < 300:
            time.sleep(0.01)
        front.process.kill()
        for thread in threads:
            thread.join()
        kept = {bytes(delivery.body) for delivery in lumen.kept()}
    assert len(said) >= 300
    assert set(said) - kept == set()
