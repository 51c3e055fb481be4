"""A graph as Alembic's folder of scripts, and a database that Alembic runs it against."""
import os

from alembic import command as alembic_command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from outcome import Outcome, Witness, witnessed

ENVIRONMENT = """
from alembic import context

attributes = context.config.attributes
context.configure(
    connection=attributes["connection"],
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
    for statement in {upgrade!r}:
        op.execute(statement)


def downgrade():
    for statement in {downgrade!r}:
        op.execute(statement)
"""


def write_scripts(graph, folder, statements):
    versions = os.path.join(folder, "versions")
    os.makedirs(versions)
    with open(os.path.join(folder, "env.py"), "w") as file:
        file.write(ENVIRONMENT)
    for revision in graph.revisions.values():
        text = SCRIPT.format(
            id=revision.id,
            parents=revision.parents or None,
            depends_on=revision.depends_on or None,
            labels=revision.labels or None,
            upgrade=statements("upgrade", revision.id),
            downgrade=statements("downgrade", revision.id),
        )
        with open(os.path.join(versions, f"{revision.id.replace('.', '_')}_.py"), "w") as file:
            file.write(text)


class AlembicSide:
    def __init__(self, graph, folder, database, statements=witnessed):
        write_scripts(graph, folder, statements)
        self.witness = Witness(database, "alembic_version")
        self.engine = create_engine(f"sqlite:///{database}", poolclass=NullPool)
        self.config = Config()
        self.config.set_main_option("script_location", folder)
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
