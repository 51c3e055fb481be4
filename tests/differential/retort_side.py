"""A graph as Retort's folder of scripts, and a database that Retort's program runs it against."""
import json
import os
import subprocess

from outcome import Outcome, Witness, witnessed

SCRIPT = """-- {id}
-- retort:revision {id}
{header}
-- retort:upgrade
{upgrade}
-- retort:downgrade
{downgrade}
"""


def write_scripts(graph, folder, statements):
    os.makedirs(folder)
    for revision in graph.revisions.values():
        header = ""
        for directive, names in (
            ("down_revision", revision.parents),
            ("depends_on", revision.depends_on),
            ("branch_labels", revision.labels),
        ):
            header += f"-- retort:{directive} {', '.join(names)}\n" if names else ""
        sections = {
            direction: "".join(f"{text};\n" for text in statements(direction, revision.id))
            for direction in ("upgrade", "downgrade")
        }
        with open(os.path.join(folder, f"{revision.id}_.sql"), "w") as file:
            file.write(SCRIPT.format(id=revision.id, header=header, **sections))


class RetortSide:
    def __init__(
        self,
        program,
        graph,
        folder,
        database,
        version_table="retort_version",
        statements=witnessed,
    ):
        write_scripts(graph, folder, statements)
        self.witness = Witness(database, version_table)
        self.arguments = [program, "--json", "--quiet", "--url", f"sqlite:///{database}"]
        self.arguments += ["--scripts", folder, "--version-table", version_table]

    def call(self, *words):
        arguments = [*self.arguments, *words]
        return subprocess.run(arguments, stdin=subprocess.DEVNULL, capture_output=True, text=True)

    def run(self, command):
        done = self.call(command.kind, *command.targets, *(["--purge"] if command.purge else []))
        heads = self.witness.heads()
        ran = self.witness.new_steps()
        steps = tuple(step.split()[1] for step in ran)
        try:
            document = json.loads(done.stdout)
        except ValueError:
            broken = f"exit status {done.returncode}, no document: {done.stdout} {done.stderr}"
            return Outcome(False, heads, steps, broken=broken)
        if done.returncode == 0:
            return Outcome(True, heads, steps, broken=self._complaint(document, heads, ran))
        failed = document.get("error", {})
        broken = "" if done.returncode in (1, 2) else f"exit status {done.returncode}"
        if ran:
            broken += f" ran {ran} and failed"
        message, kind = failed.get("message", ""), failed.get("kind", "")
        return Outcome(False, heads, steps, f"{kind}: {message}", kind, broken)

    @staticmethod
    def _complaint(document, heads, ran):
        if "current" in document:
            return "" if set(document["current"]) == heads else f"reported {document}"
        steps = document["steps"]
        reported = tuple(f"{step['direction']} {step['revision']}" for step in steps)
        after = set(steps[-1]["heads_after"]) if steps else heads
        return "" if reported == ran and after == heads else f"reported {document}"
