"""The level from which something was heard at all."""

AUDIBLE = 0.02
"""Peak above which something other than a quiet room was heard (about -34 dBFS)."""
