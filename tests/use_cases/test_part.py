"""A part is made when it is first reached, and once."""

from __future__ import annotations

import gc
import sys
import threading
import weakref

from simulator.model.settings import Settings
from simulator.use_cases.desk import Desk
from simulator.use_cases.part import part


class House:
    def __init__(self) -> None:
        self.made = 0
        self.go = threading.Event()

    @part
    def door(self) -> object:
        self.made += 1
        self.go.wait(5)
        return object()


def test_a_part_is_made_when_it_is_first_reached_and_stays_the_same() -> None:
    house, other = House(), House()
    house.go.set()
    other.go.set()
    assert house.made == 0
    assert House.door.made(house) is None
    assert house.door is house.door
    assert House.door.made(house) is house.door
    assert house.made == 1
    assert other.door is not house.door


def test_threads_that_reach_for_it_at_once_get_the_same_part() -> None:
    house = House()
    found: list[object] = []
    threads = [threading.Thread(target=lambda: found.append(house.door)) for _ in range(8)]
    for thread in threads:
        thread.start()
    house.go.set()
    for thread in threads:
        thread.join(5)
    assert house.made == 1
    assert found == [house.door] * 8


def test_a_desk_that_nobody_holds_goes_with_its_parts() -> None:
    desk = Desk(Settings(voice="off"))
    parts = [value for value in vars(Desk).values() if isinstance(value, part)]
    assert len(parts) > 20
    for one in parts:
        one.__get__(desk, Desk)
    gone = weakref.ref(desk)
    desk.close()
    del desk
    gc.collect()
    assert gone() is None, sys.getrefcount(gone())


def test_closing_a_desk_makes_nothing() -> None:
    desk = Desk(Settings(voice="off"))
    desk.close()
    assert [name for name, value in vars(Desk).items() if isinstance(value, part) and value.made(desk)] == []
