"""alembic_diamonds.py COUNT: the time in which Alembic plans COUNT stacked diamonds."""
import sys
import time

try:
    from alembic import __version__
    from alembic.script.revision import Revision, RevisionMap
except ImportError:
    sys.exit(1)

count = int(sys.argv[1])
revisions = [Revision("m0", None)]
for n in range(1, count + 1):
    top = "m%d" % (n - 1)
    revisions += [Revision("%s%d" % (side, n), top) for side in "ab"]
    revisions.append(Revision("m%d" % n, ("a%d" % n, "b%d" % n)))
graph = RevisionMap(lambda: revisions)
graph.heads  # loads it

began = time.perf_counter()
plan = list(graph.iterate_revisions("heads", None, implicit_base=True))
spent = time.perf_counter() - began
assert len(plan) == len(revisions)
print("    Alembic  %.3f ms, once, %s" % (spent * 1000, __version__))
