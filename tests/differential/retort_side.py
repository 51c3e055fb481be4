"""A graph as Retort's folder of scripts, and a database that Retort's program runs it against."""
import json
import os
import subprocess

from outcome import Outcome, WITNESS, Witness

SCRIPT = """-- {id}
-- retort:revision {id}
{header}
-- retort:upgrade
{witness};
INSERT INTO ran (step) VALUES ('upgrade {id}');
-- retort:downgrade
{witness};
INSERT INTO ran (step) VALUES ('downgrade {id}');
"""


def write_scripts(graph, folder):
    os.makedirs(folder)
    for revision in graph.revisions.values():
        header = ""
        for directive, names in (
            ("down_revision", revision.parents),
            ("depends_on", revision.depends_on),
            ("branch_labels", revision.labels),
        ):
            header += f"-- retort:{directive} {', '.join(names)}\n" if names else ""
        with open(os.path.join(folder, f"{revision.id}_.sql"), "w") as file:
            file.write(SCRIPT.format(id=revision.id, header=header, witness=WITNESS))


class RetortSide:
    def __init__(self, program, graph, folder, database, version_table="retort_version"):
        write_scripts(graph, folder)
        self.witness = Witness(database, version_table)
        self.arguments = [program, "--json", "--quiet", "--url", f"sqlite:///{database}"]
        self.arguments += ["--scripts", folder, "--version-table", version_table]

    def run(self, command):
        arguments = self.arguments + [command.kind, *command.targets]
        arguments += ["--purge"] if command.purge else []
        done = subprocess.run(arguments, stdin=subprocess.DEVNULL, capture_output=True, text=True)
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
