"""A relay between a client and its server that keeps what the client sends."""
import socket
import threading


class Relay:
    """One client at a time. `sent` is complete when the client has ended."""

    def __init__(self, host, port):
        self._server = (host, port)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.sent = bytearray()
        self._thread = threading.Thread(target=self._serve)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        # A client that never connected leaves the thread waiting: it is connected instead.
        socket.create_connection(("127.0.0.1", self.port)).close()
        self._thread.join()
        self._listener.close()

    def _serve(self):
        client, _ = self._listener.accept()
        with client, socket.create_connection(self._server) as server:
            back = threading.Thread(target=self._pump, args=(server, client))
            back.start()
            self._pump(client, server, self.sent)
            back.join()

    @staticmethod
    def _pump(source, target, kept=None):
        try:
            while data := source.recv(1 << 16):
                if kept is not None:
                    kept += data
                target.sendall(data)
            target.shutdown(socket.SHUT_WR)
        except OSError:
            pass  # the other side has hung up


def postgresql_statements(stream):
    """The texts of simple queries. The first message has no kind, the others have one."""
    texts = []
    position = int.from_bytes(stream[:4], "big")
    while position < len(stream):
        length = int.from_bytes(stream[position + 1:position + 5], "big")
        if stream[position:position + 1] == b"Q":
            texts.append(bytes(stream[position + 5:position + length]))
        position += 1 + length
    return texts


def mysql_statements(stream):
    """The texts of queries. USE is no query in the client, but a message of its own."""
    texts = []
    position = 0
    while position < len(stream):
        length = int.from_bytes(stream[position:position + 3], "little")
        first_of_command = stream[position + 3] == 0
        message = bytes(stream[position + 4:position + 4 + length])
        if first_of_command and message[:1] == b"\x03":
            texts.append(message[1:])
        elif first_of_command and message[:1] == b"\x02":
            texts.append(b"USE " + message[1:])
        position += 4 + length
    return texts
