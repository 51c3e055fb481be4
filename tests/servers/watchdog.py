"""A process that ends a server when the one who wanted it is gone, or after an hour."""
import os
import select
import signal

from detached import detached
from process import command_line, send

LONGEST = 3600


def _wait_for_end(pid, seconds):
    try:
        followed = os.pidfd_open(pid)
    except ProcessLookupError:
        return
    poll = select.poll()
    poll.register(followed, select.POLLIN)
    poll.poll(seconds * 1000)


def follow(pid, then):
    """Returns the id of the process that will call `then`."""
    def watch(tell):
        tell(os.getpid())
        _wait_for_end(pid, LONGEST)
        then()

    return detached(watch)


def dismiss(pid):
    if "servers" in command_line(pid):
        send(pid, signal.SIGKILL)
