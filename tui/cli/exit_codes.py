"""What a command ends with, for whoever calls xaso from a script."""

DONE = 0
"""Done."""
FINDINGS = 1
"""Done, with findings that need a person."""
USAGE = 2
"""Wrong usage."""
NOTHING = 3
"""Nothing could be done."""
