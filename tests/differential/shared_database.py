"""One database that Alembic and Retort move in turns, on Alembic's version table."""
import json
import os
import sqlite3

from alembic_side import AlembicSide
from case import expected
from outcome import witnessed
from retort_side import RetortSide


class Wrong(Exception):
    """What is not as it should be, as a sentence."""


def with_table(direction, id_):
    """The statements of a script that makes a table with a row, or drops it."""
    table = f'"table {id_}"'
    make = [f"CREATE TABLE {table} (content TEXT)", f"INSERT INTO {table} VALUES ('{id_}')"]
    return witnessed(direction, id_) + (make if direction == "upgrade" else [f"DROP TABLE {table}"])


class SharedDatabase:
    def __init__(self, program, graph, folder):
        self.path = os.path.join(folder, "shared.db")
        self.graph = graph
        self.heads = frozenset()
        alembic = AlembicSide(graph, os.path.join(folder, "alembic"), self.path, with_table)
        retort = RetortSide(
            program,
            graph,
            os.path.join(folder, "retort"),
            self.path,
            version_table="alembic_version",
            statements=with_table,
        )
        retort.witness = alembic.witness
        self.sides = {"alembic": alembic, "retort": retort}

    def query(self, sql):
        connection = sqlite3.connect(self.path)
        try:
            return [row[0] for row in connection.execute(sql)]
        finally:
            connection.close()

    def contents(self):
        """Every table of the scripts with its rows."""
        names = self.query("SELECT name FROM sqlite_schema WHERE name LIKE 'table %'")
        return {name.split()[1]: self.query(f'SELECT content FROM "{name}"') for name in names}

    def move(self, who, command):
        wanted = expected(self.graph, self.heads, command)
        done = self.sides[who].run(command)
        if done.broken or not done.ok or done.heads != wanted.heads:
            raise Wrong(f"{who} {command}: {done}\n  wanted: {wanted}")
        self.heads = wanted.heads
        if command.kind != "stamp" and set(done.steps) != set(wanted.steps):
            raise Wrong(f"{who} {command} ran {done.steps}, wanted {wanted.steps}")
        if who == "retort":
            self.check_state()

    def check_contents(self):
        wanted = {id_: [id_] for id_ in self.graph.closure(self.heads)}
        if self.contents() != wanted:
            raise Wrong(f"the tables are {self.contents()}, wanted {wanted}")

    def check_state(self):
        """What Retort itself finds wrong with its state, beside being behind the heads."""
        problems = json.loads(self.sides["retort"].call("check").stdout)["problems"]
        if any(problem["kind"] != "behind" for problem in problems):
            raise Wrong(f"check: {problems}")
