"""When Python looks for garbage: not through everything that is loaded while somebody speaks and types.

Such a search takes a tenth of a second, and while keys are typed there is one every few seconds. What was
loaded before an answer is therefore left alone until the answer is over.
"""

from __future__ import annotations

import gc

from simulator.use_cases.values import View


def follow(before: View | None, view: View) -> None:
    """With an answer under way, search only through what is made after its beginning."""
    was = before is not None and before.taking
    if view.taking and not was:
        gc.freeze()
    elif was and not view.taking:
        search_all()


def search_all() -> None:
    """Everything is searched again, when Python next sees fit."""
    gc.unfreeze()
