#!/usr/bin/python3 -B
"""history.py RETORT PG_DUMP SCRIPTS: the scripts of graphile-worker make the same database whether
psql runs them, Retort, or psql the script that Retort writes offline. Rows are put in half-way, so
that there is something to move. Servers: RETORT_TEST_SERVERS."""
import difflib
import glob
import json
import os
import subprocess
import sys
import tempfile
import urllib.parse

SCHEMA = "graphile_worker"
HALF = "000010"
JOBS = f"""SELECT count({SCHEMA}.add_job('task_' || n % 7, json_build_object('n', n),
    queue_name => CASE WHEN n % 3 = 0 THEN 'queue_' || n % 5 END, priority => n % 4,
    job_key => CASE WHEN n % 11 = 0 THEN 'key_' || n END)) FROM generate_series(1, 300) n;"""
TIMES = f"""SELECT table_name, array_agg(column_name::text) FILTER (WHERE data_type LIKE 'time%')
    FROM information_schema.columns WHERE table_schema = '{SCHEMA}' GROUP BY 1 ORDER BY 1"""


def entry():
    path = os.path.join(os.environ["RETORT_TEST_SERVERS"], "postgresql.json")
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def history(folder):
    """(revision, SQL) from the first on."""
    yield "schema", f"CREATE SCHEMA {SCHEMA};\n"
    for path in sorted(glob.glob(f"{folder}/*.sql")):
        with open(path, encoding="utf-8") as file:
            text = file.read().replace(":GRAPHILE_WORKER_SCHEMA", SCHEMA)
        yield os.path.basename(path)[:-4], text


class Database:
    def __init__(self, server, pg_dump, name):
        self.server = server
        self.pg_dump = pg_dump
        self.name = name
        password = urllib.parse.quote(server["password"], safe="")
        self.url = f"postgresql://{server['user']}:{password}@127.0.0.1:{server['port']}/{name}"
        Database.run_in(server, server["database"], f"CREATE DATABASE {name}")

    @staticmethod
    def connection(server, database):
        return ["-h", "127.0.0.1", "-p", str(server["port"]), "-U", server["user"], "-d", database]

    @staticmethod
    def run_in(server, database, sql, *flags):
        return run(["psql", "-X", "-q", "-At", "-v", "ON_ERROR_STOP=1", *flags,
                    *Database.connection(server, database)], server, sql)

    def psql(self, sql, *flags):
        return Database.run_in(self.server, self.name, sql, *flags)

    def contents(self):
        """The schema as DDL, and every row but for its times."""
        dump = run([self.pg_dump, "--schema-only", "--schema", SCHEMA,
                    *Database.connection(self.server, self.name)], self.server)
        # A line with \restrict or \unrestrict has a key that is new in each dump.
        lines = [line for line in dump.splitlines() if not line.startswith("\\")]
        for line in self.psql(TIMES).splitlines():
            table, times = line.split("|")
            rows = self.psql(f"SELECT to_jsonb(t) - '{times or '{}'}'::text[] FROM {SCHEMA}."
                             f"\"{table}\" t ORDER BY 1").splitlines()
            lines += [f"{table}: {row}" for row in rows]
        return lines


def run(line, server, given=""):
    environment = {**os.environ, "PGPASSWORD": server["password"], "PGSSLMODE": "disable"}
    done = subprocess.run(line, input=given, env=environment, text=True, timeout=120, check=False,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if done.returncode != 0:
        sys.exit(f"{' '.join(line)}: {done.returncode}\n{done.stderr}")
    return done.stdout


def by_psql(database, revisions):
    for revision, text in revisions:
        database.psql(text, "-1")
        if revision == HALF:
            database.psql(JOBS)


def by_retort(database, retort):
    retort("--url", database.url, "upgrade", HALF)
    database.psql(JOBS)
    retort("--url", database.url, "upgrade")


def by_offline_script(database, retort):
    for part in (f"base:{HALF}", f"{HALF}:heads"):
        database.psql(retort("--url", database.url, "upgrade", part, "--sql"))
        if part.startswith("base"):
            database.psql(JOBS)


def differs(name, expected, found):
    difference = list(difflib.unified_diff(expected, found, "psql", name, lineterm="", n=1))
    print(f"{name}: {len(found)} lines of schema and rows, "
          f"{'DIFFERENT' if difference else 'as psql makes them'}")
    print("\n".join(difference[:200]))
    return bool(difference)


def main():
    program, pg_dump, scripts = sys.argv[1:]
    server = entry()
    revisions = list(history(scripts))
    with tempfile.TemporaryDirectory() as folder:
        parent = ""
        for revision, text in revisions:
            with open(f"{folder}/{revision}.sql", "w", encoding="utf-8") as file:
                file.write(f"-- {revision}\n-- retort:revision {revision}\n{parent}\n"
                           f"-- retort:upgrade\n{text}")
            parent = f"-- retort:down_revision {revision}\n"

        def retort(*arguments):
            return run([program, "--scripts", folder, *arguments], server)

        alone, migrated, offline = (Database(server, pg_dump, name)
                                    for name in ("by_psql", "by_retort", "by_offline_script"))
        by_psql(alone, revisions)
        by_retort(migrated, retort)
        by_offline_script(offline, retort)
        for database in (migrated, offline):
            retort("--url", database.url, "current", "--check-heads")
        ran = json.loads(retort("--json", "--url", migrated.url, "log"))
        print(f"{len(ran)} of {len(revisions)} revisions ran")
        expected = alone.contents()
        failed = [name for name, database in (("retort", migrated), ("offline", offline))
                  if differs(name, expected, database.contents())]
    return 1 if failed or len(ran) != len(revisions) or len(revisions) != 20 else 0


if __name__ == "__main__":
    sys.exit(main())
