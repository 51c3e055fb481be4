"""Rows of the version table."""
from rules import *

RULES, rule = rule_set()
