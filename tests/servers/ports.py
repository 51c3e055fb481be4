"""Free ports on loopback."""
import random
import socket

FIRST = 10000


def _first_ephemeral():
    with open("/proc/sys/net/ipv4/ip_local_port_range") as file:
        return int(file.read().split()[0])


def _is_free(port):
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def free_port():
    """Not one that the kernel gives to clients: while a killed server is away, a client that tries
    again would get connected to itself there, or another would sit on the port."""
    end = _first_ephemeral()
    while True:
        port = random.randrange(FIRST, end) if end > FIRST + 1000 else _any_port()
        if _is_free(port):
            return port


def _any_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
