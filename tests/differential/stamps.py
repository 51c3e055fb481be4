"""Stamps."""
from rules import *

RULES, rule = rule_set()
