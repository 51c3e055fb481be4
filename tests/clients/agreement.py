#!/usr/bin/python3 -B
"""agreement.py SPLIT_PROGRAM CASES PACKAGES: the statements that psql and the mariadb client send
are those that Retort finds. Servers: RETORT_TEST_SERVERS."""
import glob
import json
import os
import subprocess
import sys
import tempfile

import relay
import texts

# Bodies without DELIMITER: the client cuts them, the server takes them whole.
WHOLE_FOR_THE_SERVER = ("mysql/compound.sql", "mysql/routines.sql")
# Text on which a client disagrees with its own server; Retort follows the server.
CLIENT_IS_WRONG = ("postgresql/continued_escapes.sql",)


def entry(kind):
    folder = os.environ["RETORT_TEST_SERVERS"]
    with open(os.path.join(folder, f"{kind}.json"), encoding="utf-8") as file:
        return json.load(file)


class Psql:
    name = "psql"
    dialect = "postgresql"
    difference = staticmethod(texts.psql_difference)
    decode = staticmethod(relay.postgresql_statements)

    def __init__(self):
        self.server = entry("postgresql")

    def command(self, port):
        return (["psql", "-X", "-q", "-h", "127.0.0.1", "-p", str(port), "-U",
                 self.server["user"], "-d", self.server["database"]],
                {"PGPASSWORD": self.server["password"], "PGSSLMODE": "disable"})

    @staticmethod
    def is_statement(text):
        return texts.without_leading_gaps(text) not in (b"", b";")

    def syntax_errors(self, statements):
        """Those of the server: with -c psql splits nothing."""
        command, environment = self.command(self.server["port"])
        parts = [part for text in statements for part in (b"-c", text)]
        said = run([*command, *parts], environment).stderr.splitlines()
        return [line for line in said if b"syntax error" in line or b"unterminated" in line]


class Mariadb:
    name = "mariadb"
    dialect = "mysql"
    difference = staticmethod(texts.mysql_difference)
    decode = staticmethod(relay.mysql_statements)

    def __init__(self):
        self.server = entry("mariadb")

    def command(self, port):
        return (["mariadb", "--no-defaults", "--force", "--skip-ssl", "-h", "127.0.0.1", "-P",
                 str(port), "-u", self.server["user"], "-D", self.server["database"]],
                {"MYSQL_PWD": self.server["password"]})

    @staticmethod
    def is_statement(text):
        return texts.mysql_plain(text) != b""

    def syntax_errors(self, statements):
        """Those of the server, with a delimiter that stands in no statement."""
        command, environment = self.command(self.server["port"])
        text = b"DELIMITER @@end@@\n" + b"".join(text + b"\n@@end@@\n" for text in statements)
        said = run([*command, "--comments"], environment, text).stderr.splitlines()
        return [line for line in said if b"ERROR 1064" in line]


def run(command, environment, text=b""):
    """What it complains about are mostly tables that are missing."""
    return subprocess.run(command, input=text, env={**os.environ, **environment}, timeout=120,
                          capture_output=True, check=False)


def sent_by(client, text):
    with relay.Relay(client.server["host"], client.server["port"]) as between:
        command, environment = client.command(between.port)
        run(command, environment, text)
    return [found for found in client.decode(between.sent) if client.is_statement(found)]


def split(program, client, text):
    with tempfile.NamedTemporaryFile(suffix=".sql") as file:
        file.write(text)
        file.flush()
        answer = subprocess.run([program, client.dialect, file.name], capture_output=True,
                                check=True).stdout
    found = json.loads(answer)
    if found["refused"]:
        raise SystemExit(f"lines {found['refused']} are refused")
    return [statement["text"].encode() for statement in found["statements"]]


def show(name, ours, sent):
    print(f"\n{name} differs:\n--- Retort\n{ours.decode(errors='replace')}"
          f"\n--- the client\n{sent.decode(errors='replace')}")


class Comparison:
    def __init__(self, program, client):
        self._program = program
        self._client = client
        self._greeting = len(sent_by(client, b""))
        self.differing = 0
        self.statements = {}

    def compare(self, source, name, text):
        """`source` is what the count belongs to."""
        ours = split(self._program, self._client, text)
        sent = sent_by(self._client, text)[self._greeting:]
        self.statements[source] = self.statements.get(source, 0) + len(ours)
        pairs = zip(ours + [b""] * (len(sent) - len(ours)), sent + [b""] * (len(ours) - len(sent)))
        differences = [found for pair in pairs if (found := self._client.difference(*pair))]
        if differences:
            self.differing += 1
            show(f"{name} ({len(ours)} statements, {len(sent)} sent)", *differences[0])

    def disagree(self, name, text):
        """The client is known to be wrong here. @returns whether it still is"""
        sent = sent_by(self._client, text)[self._greeting:]
        ours = split(self._program, self._client, text)
        if [self._client.difference(*pair) for pair in zip(ours, sent)] == [None] * len(sent):
            self.differing += 1
            print(f"\n{name}: the client agrees now")

    def runs(self, source, name, text):
        """The server reads every statement as it is."""
        ours = split(self._program, self._client, text)
        self.statements[source] = self.statements.get(source, 0) + len(ours)
        for error in self._client.syntax_errors(ours):
            self.differing += 1
            print(f"\n{name}: the server does not take it: {error.decode()}")


def material(client, cases, packages):
    """(source, name, text) of every file."""
    for path in sorted(glob.glob(f"{cases}/{client.dialect}/*.sql")):
        yield "cases", f"{client.dialect}/{os.path.basename(path)}", read(path)
    folder = "mysql" if client.dialect == "mysql" else "postgres"
    roundcube = f"{packages}/roundcube"
    for path in sorted(glob.glob(f"{roundcube}/{folder}/*.sql") +
                       glob.glob(f"{roundcube}/{folder}.initial.sql")):
        yield "roundcube", os.path.relpath(path, packages), read(path)
    if client.dialect == "postgresql":
        for path in sorted(glob.glob(f"{packages}/graphile-worker/*.sql")):
            text = read(path).replace(b":GRAPHILE_WORKER_SCHEMA", b'"graphile_worker"')
            yield "graphile-worker", os.path.relpath(path, packages), text


def read(path):
    with open(path, "rb") as file:
        return file.read()


def main():
    program, cases, packages = sys.argv[1:]
    failed = 0
    for client in (Psql(), Mariadb()):
        comparison = Comparison(program, client)
        for source, name, text in material(client, cases, packages):
            if name in CLIENT_IS_WRONG:
                comparison.disagree(name, text)
            if name in CLIENT_IS_WRONG + WHOLE_FOR_THE_SERVER:
                comparison.runs(source + " that the client splits wrongly", name, text)
            else:
                comparison.compare(source, name, text)
        print(f"{client.name}: {comparison.statements}")
        missing = {"cases", "roundcube"} - set(comparison.statements)
        failed += comparison.differing + len(missing)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
