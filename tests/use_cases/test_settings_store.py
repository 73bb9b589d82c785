"""Settings are kept one change after the other, and who subscribed hears of them."""

from __future__ import annotations

import threading
import time
from typing import Any

import pytest

from simulator.model import settings as schema
from simulator.model.errors import BadInputError
from simulator.model.settings import Settings
from simulator.use_cases.settings_store import Remade, SettingsStore


def test_two_changes_at_the_same_time_are_both_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    save = schema.save

    def slow(*given: Any) -> Settings:
        changed = save(*given)
        time.sleep(0.05)
        return changed

    monkeypatch.setattr(schema, "save", slow)
    store = SettingsStore(Settings())
    changes: list[dict[str, Any]] = [{"theme": "day"}, {"captions": "on"}, {"words": "Kubeflow"}]
    threads = [threading.Thread(target=store.change, kwargs=change) for change in changes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(5)
    now = store.current
    assert (now.theme, now.captions, now.words) == ("day", "on", "Kubeflow")
    assert schema.load(environment={}) == now


def test_who_subscribed_sees_the_new_value_and_hears_of_nothing_else() -> None:
    store, told = SettingsStore(Settings()), []
    store.subscribe(("voice", "theme"), lambda: told.append((store.current.voice, store.current.theme)))
    store.change(captions="on")
    store.change(voice="off", theme="night")
    store.change(voice="off")
    store.change(voice="piper", theme="day")
    assert told == [("off", "night"), ("piper", "day")]


def test_a_value_is_made_once_and_again_after_a_failure() -> None:
    tries = iter((BadInputError("not yet"), "first", "second"))
    given_up: list[str] = []

    def make() -> str:
        made = next(tries)
        if isinstance(made, Exception):
            raise made
        return made

    store = SettingsStore(Settings())
    remade = Remade(make, store, "theme", close=given_up.append)
    with pytest.raises(BadInputError):
        _ = remade.value
    assert [remade.value, remade.value] == ["first"] * 2
    store.change(theme="day")
    assert given_up == ["first"]
    assert remade.value == "second"
    remade.drop()
    remade.drop()
    assert given_up == ["first", "second"]
