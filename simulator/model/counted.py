"""Numbers of things, as people write them. Pure."""


def counted(count: int, thing: str, things: str = "") -> str:
    """A number and its thing: `1 answer`, `2 answers`; `things` where the plural is not just an s more."""
    return f"{count} {thing}" if count == 1 else f"{count} {things or f'{thing}s'}"
