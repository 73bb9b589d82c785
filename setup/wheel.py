"""The wheel's name says for which Pythons it is: of `requires-python`, `uv` heeds only the lower bound."""

from __future__ import annotations

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Pythons(BuildHookInterface):  # type: ignore[type-arg]
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        build_data["tag"] = "cp311.cp312.cp313-none-any"
