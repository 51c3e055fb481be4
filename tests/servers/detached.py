"""Processes that outlive the command that starts them."""
import ctypes
import os
import subprocess
import sys

PR_SET_CHILD_SUBREAPER = 36


def _leave():
    os.setsid()
    os.chdir("/")
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nothing, standard)


def detached(work):
    """Calls `work` in a process of its own. Returns the number that it tells with its argument,
    a function of one number."""
    sys.stdout.flush()
    sys.stderr.flush()
    receive, tell = os.pipe()
    child = os.fork()
    if child:
        os.waitpid(child, 0)
        os.close(tell)
        with os.fdopen(receive) as told:
            return int(told.read() or 0)
    if os.fork():
        os._exit(0)
    try:
        _leave()
        os.close(receive)
        work(lambda number: (os.write(tell, str(number).encode()), os.close(tell)))
    finally:
        os._exit(0)


def _reap_all():
    try:
        while True:
            os.wait()
    except ChildProcessError:
        pass


def keep(command, log, **options):
    """Starts a server below a process that waits for it and for the children it leaves behind: the
    first process of a container may not. Returns the server's id, 0 if it cannot be started."""
    def keeper(tell):
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
        with open(log, "ab") as output:
            server = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output,
                                      stderr=output, start_new_session=True, **options)
        tell(server.pid)
        _reap_all()

    return detached(keeper)
