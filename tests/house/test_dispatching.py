"""Requests go to the thread that was busy last, to more where it is busy, and to no more than so many."""

import threading
from collections.abc import Callable

from recado.house.dispatching import Dispatcher


class _Request:
    def __init__(self, do: Callable[[], object] = lambda: None) -> None:
        self.thread, self.cancelled = "", False
        self.done = threading.Event()
        self._do = do

    def service(self) -> None:
        self.thread = threading.current_thread().name
        try:
            self._do()
        finally:
            self.done.set()

    def cancel(self) -> None:
        self.cancelled = True


def _answered(dispatcher: Dispatcher, *requests: _Request) -> list[str]:
    """One after another, each when the one before is over and its thread is at rest."""
    for request in requests:
        dispatcher.add_task(request)
        assert request.done.wait(10)
        assert dispatcher.shutdown(cancel_pending=False) is False
    return [request.thread for request in requests]


def test_one_caller_is_answered_by_one_thread() -> None:
    threads = _answered(Dispatcher(8), *(_Request() for _ in range(20)))
    assert set(threads) == {"pages-1"}


def test_who_comes_while_one_is_busy_is_answered_by_another_and_then_the_last_one_goes_on() -> None:
    dispatcher, goes_on = Dispatcher(8), threading.Event()
    slow, quick = _Request(lambda: goes_on.wait(10)), _Request()
    dispatcher.add_task(slow)
    dispatcher.add_task(quick)
    assert quick.done.wait(10)
    goes_on.set()
    assert slow.done.wait(10)
    dispatcher.shutdown(cancel_pending=False)
    assert (slow.thread, quick.thread) == ("pages-1", "pages-2")
    assert len(set(_answered(dispatcher, _Request(), _Request(), _Request()))) == 1


def test_beyond_so_many_they_wait_their_turn() -> None:
    dispatcher, goes_on = Dispatcher(2), threading.Event()
    requests = [_Request(lambda: goes_on.wait(10)) for _ in range(5)]
    for request in requests:
        dispatcher.add_task(request)
    assert [request.done.is_set() for request in requests] == [False] * 5
    goes_on.set()
    assert all(request.done.wait(10) for request in requests)
    assert {request.thread for request in requests} == {"pages-1", "pages-2"}


def test_one_that_falls_takes_no_thread_with_it() -> None:
    def fall() -> None:
        raise RuntimeError

    assert _answered(Dispatcher(1), _Request(fall), _Request()) == ["pages-1", "pages-1"]


def test_at_the_end_it_waits_for_what_is_being_answered_and_drops_the_rest() -> None:
    dispatcher, goes_on = Dispatcher(1), threading.Event()
    busy, waits = _Request(lambda: goes_on.wait(10)), _Request()
    dispatcher.add_task(busy)
    dispatcher.add_task(waits)
    threading.Timer(0.2, goes_on.set).start()
    assert dispatcher.shutdown() is True
    assert (busy.done.is_set(), waits.done.is_set(), waits.cancelled) == (True, False, True)
