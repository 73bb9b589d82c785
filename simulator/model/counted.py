"""Numbers of things, as people write them. Pure."""


def counted(count: int, thing: str) -> str:
    """`1 answer`, `2 answers`."""
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"
