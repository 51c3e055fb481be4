"""alembic_answers.py GRAPH FOLDER: what Alembic says of a graph, as JSON.

The graph is written to the new FOLDER as Alembic's own scripts and loaded from there. It is planned
from each revision (and from nothing) to each target, and back.
"""
import json
import pathlib
import sys

from alembic.runtime.migration import HeadMaintainer
from alembic.script import ScriptDirectory

FIELDS = ("revision", "down_revision", "depends_on", "branch_labels")
FUNCTIONS = "def upgrade(): pass\ndef downgrade(): pass\n"


def write_scripts(graph, folder):
    versions = folder / "versions"
    versions.mkdir(parents=True)
    for revision in graph:
        lines = ["%s = %r" % (name, as_written(revision[name])) for name in FIELDS]
        (versions / (revision["revision"] + ".py")).write_text("\n".join(lines) + "\n" + FUNCTIONS)


def as_written(field):
    return field if isinstance(field, str) else tuple(field) or None


class Rows(HeadMaintainer):
    """The rows of the version table, without a database."""

    def _insert_version(self, version):
        assert version not in self.heads
        self.heads.add(version)

    def _delete_version(self, version):
        self.heads.remove(version)

    def _update_version(self, from_, to_):
        self._delete_version(from_)
        self._insert_version(to_)


def plan(direction, make, target, recorded):
    answer = {"direction": direction, "from": sorted(recorded), "target": target}
    try:
        steps = make(target, tuple(recorded))
        rows = Rows(None, recorded)
        for step in steps:
            rows.update_to_step(step)
    except Exception as error:
        return dict(answer, error="%s: %s" % (type(error).__name__, error))
    ids = [step.revision.revision for step in steps]
    return dict(answer, steps=ids, heads_after=sorted(rows.heads))


def there_and_back(scripts, start, target):
    there = plan("upgrade", scripts._upgrade_revs, target, [start] if start else [])
    yield there
    if "error" not in there:
        yield plan("downgrade", scripts._downgrade_revs, start or "base", there["heads_after"])


def answers(scripts, graph):
    everything = list(scripts.walk_revisions())
    labels = [label for revision in graph for label in revision["branch_labels"]]
    targets = scripts.get_heads() + ["heads"] + [label + "@head" for label in labels]
    return {
        "heads": sorted(scripts.get_heads()),
        "real_heads": sorted(scripts.revision_map._real_heads),
        "bases": sorted(scripts.get_bases()),
        "branch_points": sorted(r.revision for r in everything if r.is_branch_point),
        "merge_points": sorted(r.revision for r in everything if r.is_merge_point),
        "plans": [
            one
            for start in [None] + [revision["revision"] for revision in graph]
            for target in targets
            for one in there_and_back(scripts, start, target)
        ],
    }


def main(graph_file, folder):
    graph = json.loads(pathlib.Path(graph_file).read_text(encoding="utf-8"))
    write_scripts(graph, pathlib.Path(folder))
    json.dump(answers(ScriptDirectory(folder), graph), sys.stdout)


main(sys.argv[1], sys.argv[2])
