"""Processes of the servers: started as the account that they need, found and ended by their ids."""
import glob
import os
import pwd
import signal
import subprocess
import time

from detached import keep

PROGRAMS = ("postgres", "pgbouncer", "mariadbd", "wsrep_sst", "rsync", "mariabackup")


class Failure(Exception):
    """What the person who starts a server is told."""


def account(name):
    """Whom a server runs as: root starts it as its package's account, anybody else as himself."""
    try:
        return pwd.getpwnam(name) if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
    except KeyError:
        raise Failure(f"There is no account {name}; the server's Debian package makes it.")


def _never_synced():
    """The data is deleted anyway, and outlives a killed process without being synced."""
    return {"LD_PRELOAD": library for library in glob.glob("/usr/lib/*/libeatmydata.so")}


def _as(owner, folder):
    root = os.geteuid() == 0
    change = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []} if root else {}
    home = {"HOME": folder, "USER": owner.pw_name, "LOGNAME": owner.pw_name}
    path = "/usr/local/sbin:/usr/sbin:/sbin:/usr/local/bin:/usr/bin:/bin"
    environment = {"PATH": path, "LC_ALL": "C.UTF-8", **home, **_never_synced()}
    return {"cwd": folder, "env": environment, **change}


def run_as(owner, command, folder, log):
    """Runs a program that prepares a server to its end."""
    with open(log, "ab") as output:
        status = subprocess.call(command, stdin=subprocess.DEVNULL, stdout=output, stderr=output,
                                 **_as(owner, folder))
    if status:
        raise Failure(f"{command[0]} failed with {status}.\n{tail(log)}")


def start_as(owner, command, folder, log):
    """Returns its id."""
    return keep(command, log, **_as(owner, folder))


def tail(log, lines=40):
    with open(log, errors="replace") as file:
        return "".join(file.readlines()[-lines:])


def command_line(pid):
    """'' for a process that is gone, and for one that has ended and waits for its parent."""
    try:
        with open(f"/proc/{pid}/cmdline", "rb") as file:
            return file.read().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""


def name_of(pid):
    try:
        with open(f"/proc/{pid}/comm") as file:
            return file.read()
    except OSError:
        return ""


def is_alive(pid):
    """Also of a process that has no command line yet: its program is being loaded."""
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def is_server(pid, mark):
    return mark in command_line(pid) and name_of(pid).startswith(PROGRAMS)


def processes(mark):
    """Ids of all server processes whose command line or title has the mark, a folder of our own."""
    return [int(pid) for pid in os.listdir("/proc") if pid.isdigit() and is_server(pid, mark)]


def send(pid, number):
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        pass


def wait_until(condition, seconds):
    """Whether it came true in that time."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def kill(mark):
    """SIGKILL to all of them, and to what they start meanwhile. They are gone when it returns."""
    killed, quiet = set(), 0

    def none_left():
        nonlocal quiet
        found = processes(mark)
        killed.update(found)
        for pid in found:
            send(pid, signal.SIGKILL)
        quiet = 0 if found else quiet + 1
        return quiet == 2

    if not wait_until(none_left, 30):
        raise Failure(f"Processes outlive SIGKILL: {processes(mark)}")
    wait_until(lambda: not any(os.path.exists(f"/proc/{pid}") for pid in killed), 5)
