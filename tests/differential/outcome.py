"""What a command did."""
from dataclasses import dataclass
import sqlite3


@dataclass(frozen=True)
class Outcome:
    ok: bool
    heads: frozenset  # recorded afterwards
    steps: tuple = ()  # the ids that ran, in that order
    error: str = ""
    kind: str = ""  # of the error: Retort's own, or the class of Alembic's exception
    broken: str = ""  # what the tool did that no command may do

    def __str__(self):
        did = f"done: {' '.join(self.steps) or 'no steps'}" if self.ok else f"failed: {self.error}"
        return f"{did}\n      recorded: {', '.join(sorted(self.heads)) or 'nothing'}"


def witnessed(direction, id_):
    """The statements of a script that leaves a trace of its run."""
    return [
        "CREATE TABLE IF NOT EXISTS ran (place INTEGER PRIMARY KEY, step TEXT NOT NULL)",
        f"INSERT INTO ran (step) VALUES ('{direction} {id_}')",
    ]


class Witness:
    """Looks at a database from outside of both tools."""

    def __init__(self, path, version_table):
        self.path = path
        self.version_table = version_table
        self.seen = 0

    def _rows(self, sql):
        connection = sqlite3.connect(self.path)
        try:
            return [row[0] for row in connection.execute(sql)]
        except sqlite3.OperationalError as error:
            if "no such table" in str(error):
                return []
            raise
        finally:
            connection.close()

    def heads(self):
        rows = self._rows(f"SELECT version_num FROM {self.version_table}")
        return frozenset(rows)

    def new_steps(self):
        """What the scripts have written since the last look."""
        rows = self._rows(f"SELECT step FROM ran WHERE place > {self.seen} ORDER BY place")
        self.seen += len(rows)
        return tuple(rows)

    def record(self, heads):
        """Puts other rows into the version table."""
        connection = sqlite3.connect(self.path)
        with connection:
            connection.execute(f"DELETE FROM {self.version_table}")
            for head in sorted(heads):
                connection.execute(f"INSERT INTO {self.version_table} VALUES (?)", (head,))
        connection.close()
