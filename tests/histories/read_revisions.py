"""read_revisions.py MODULES FOLDER: the graph of the Alembic scripts below MODULES/FOLDER, as JSON.

The scripts are read, not run: what they import is not there.
"""
import ast
import json
import pathlib
import sys

modules = pathlib.Path(sys.argv[1])


def parse(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def assigned(tree):
    """The names that a module gives a value to, each with the expression."""
    return {
        target.id: statement.value
        for statement in tree.body
        if isinstance(statement, ast.Assign)
        for target in statement.targets
        if isinstance(target, ast.Name)
    }


def imported(tree):
    """The local names of the modules that a module imports, each with its file."""
    return {
        alias.asname or alias.name: modules.joinpath(*statement.module.split("."), alias.name + ".py")
        for statement in tree.body
        if isinstance(statement, ast.ImportFrom)
        for alias in statement.names
    }


def value(tree, expression):
    """Of a literal that may hold constants of other modules."""
    if isinstance(expression, ast.Tuple):
        return [value(tree, element) for element in expression.elts]
    if isinstance(expression, ast.Attribute):
        other = parse(imported(tree)[expression.value.id])
        return value(other, assigned(other)[expression.attr])
    return ast.literal_eval(expression)


def values(tree, name):
    """Always a list."""
    found = value(tree, assigned(tree).get(name, ast.Tuple([])))
    return [found] if isinstance(found, str) else list(found or [])


def message(tree):
    """The first line of the first text that stands by itself."""
    for statement in tree.body:
        if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
            return statement.value.value.strip().splitlines()[0]
    return ""


def revisions():
    for path in sorted((modules / sys.argv[2]).rglob("*.py")):
        tree = parse(path)
        for revision in values(tree, "revision"):
            yield {
                "revision": revision,
                "down_revision": values(tree, "down_revision"),
                "depends_on": values(tree, "depends_on"),
                "branch_labels": values(tree, "branch_labels"),
                "message": message(tree),
            }


json.dump(list(revisions()), sys.stdout, indent=1)
