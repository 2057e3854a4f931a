"""Start a process that dies with the one that started it, even by kill -9."""

import ctypes
import os
import signal
import subprocess
import traceback
from collections.abc import Callable, Sequence
from typing import Any

PR_SET_PDEATHSIG = 1  # prctl(2)
type Process = subprocess.Popen[bytes]

_libc = ctypes.CDLL(None, use_errno=True)


def spawn(command: Sequence[str], *, dies_by: signal.Signals, **options: Any) -> Process:
    """Start `command` in its own process group; the kernel sends it `dies_by` when this process is gone.

    A terminal's Ctrl-C therefore reaches only the parent, which ends its children in their order.
    Call it from the main thread: the kernel watches the thread that forked, not the process.
    """
    return subprocess.Popen(command, process_group=0, preexec_fn=_bound_to(os.getpid(), dies_by), **options)


def apart(task: Callable[[], object]) -> int:
    """Do a task in a copy of this process, which dies with it; returns 0, or another number where the task failed.

    The copy shares open connections with its original: close them before.
    """
    return os.waitstatus_to_exitcode(os.waitpid(begin_apart(task), 0)[1])


def begin_apart(task: Callable[[], object]) -> int:
    """The same, not waited for: gives the number of the copy."""
    bind = _bound_to(os.getpid(), signal.SIGKILL)
    if copy := os.fork():
        return copy
    try:
        bind()
        task()
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def _bound_to(parent: int, dies_by: signal.Signals) -> Callable[[], None]:
    def bind() -> None:
        # Runs after the change of user, which would clear the wish.
        _libc.prctl(PR_SET_PDEATHSIG, int(dies_by), 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)

    return bind
