"""A graph as Alembic's folder of scripts, and a database that Alembic runs it against."""
import os

from alembic import command as alembic_command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from outcome import Outcome, WITNESS, Witness

ENVIRONMENT = """
from alembic import context

attributes = context.config.attributes
context.configure(
    connection=attributes["connection"],
    version_table=attributes["version_table"],
    on_version_apply=attributes["on_version_apply"],
)
with context.begin_transaction():
    context.run_migrations()
"""

SCRIPT = """
from alembic import op

revision = {id!r}
down_revision = {parents!r}
depends_on = {depends_on!r}
branch_labels = {labels!r}


def upgrade():
    op.execute({witness!r})
    op.execute("INSERT INTO ran (step) VALUES ('upgrade {id}')")


def downgrade():
    op.execute({witness!r})
    op.execute("INSERT INTO ran (step) VALUES ('downgrade {id}')")
"""


def write_scripts(graph, folder):
    versions = os.path.join(folder, "versions")
    os.makedirs(versions)
    with open(os.path.join(folder, "env.py"), "w") as file:
        file.write(ENVIRONMENT)
    for revision in graph.revisions.values():
        with open(os.path.join(versions, f"{revision.id.replace('.', '_')}_.py"), "w") as file:
            file.write(
                SCRIPT.format(
                    id=revision.id,
                    parents=revision.parents or None,
                    depends_on=revision.depends_on or None,
                    labels=revision.labels or None,
                    witness=WITNESS,
                )
            )


class AlembicSide:
    def __init__(self, graph, folder, database, version_table="alembic_version"):
        write_scripts(graph, folder)
        self.witness = Witness(database, version_table)
        self.engine = create_engine(f"sqlite:///{database}", poolclass=NullPool)
        self.config = Config()
        self.config.set_main_option("script_location", folder)
        self.config.attributes["version_table"] = version_table
        self.config.attributes["on_version_apply"] = self._on_version_apply

    def _on_version_apply(self, step, **_):
        if not step.is_stamp:
            direction = "upgrade" if step.is_upgrade else "downgrade"
            self.reported.append(f"{direction} {step.up_revision_id}")

    def run(self, command):
        self.reported = []
        error = None
        with self.engine.connect() as connection:
            self.config.attributes["connection"] = connection
            try:
                self._run(command)
            except Exception as caught:  # whatever it is, the command failed
                error = caught
        ran = self.witness.new_steps()
        steps = tuple(step.split()[1] for step in ran)
        broken = "" if error or ran == tuple(self.reported) else f"reported {self.reported}"
        kind = type(error).__name__ if error else ""
        text = f"{kind}: {error}" if error else ""
        return Outcome(error is None, self.witness.heads(), steps, text, kind, broken)

    def _run(self, command):
        if command.kind == "stamp":
            alembic_command.stamp(self.config, list(command.targets), purge=command.purge)
        else:
            getattr(alembic_command, command.kind)(self.config, command.target)


def is_raw(outcome):
    """Whether the user of Alembic's program sees a traceback."""
    return not outcome.ok and outcome.kind != CommandError.__name__
