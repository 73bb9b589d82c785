"""Shuts the process in that calls it: limits everywhere, and on Linux what the kernel offers.

On macOS `sandbox-exec` and on Windows a job object were put around it by the parent.
"""

from __future__ import annotations

import os
import sys
from typing import Any

from .limits import limit
from .probe import attempts


def shut_in(boot: dict[str, Any]) -> dict[str, Any]:
    """Shut in as `boot["way"]` says; returns what was put in place and, when asked for, what was tried.

    Raises OSError when the way is not open here.
    """
    in_place: list[str] = []
    if sys.platform == "linux":
        in_place += _on_linux(boot)
    limit(boot["memory"], boot["file"], boot["cpu"], boot["handles"], forks="seccomp" in in_place)
    tried = attempts(boot["probe"]) if boot.get("probe") else {}
    return {"in_place": in_place, "tried": tried}


def _on_linux(boot: dict[str, Any]) -> list[str]:
    from . import kernel, landlock, namespaces, seccomp

    kernel.prctl(kernel.DIE_WITH_PARENT, 9)
    in_place: list[str] = []
    if boot["way"] == "namespaces":
        namespaces.enter(boot["readable"], boot["folder"], boot["disk"])
        in_place.append("namespaces")
    elif boot["way"] == "landlock":
        landlock.restrict(boot["readable"])
        in_place.append("Landlock")
    elif boot["way"] == "bubblewrap":
        os.chdir("/tmp")
        in_place.append("bubblewrap")
    if seccomp.restrict():
        in_place.append("seccomp")
    return in_place
