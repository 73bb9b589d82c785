"""One utterance through pyttsx3 into a file, in a process of its own that then ends.

Run as a script: `{"text": ..., "path": ..., "rate": words a minute, "nth": which English voice,
"like": "woman", "man" or ""}` on stdin;
answers `{"voice": ...}` or `{"error": ...}` on the last line of stdout. It imports nothing of ours, so that
it starts fast. One process an utterance, because pyttsx3 mixes up queued ones; the file is waited for,
because `runAndWait` may return before it is written, and may never return at all on macOS.
"""

from __future__ import annotations

import json
import os
import struct
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn

QUIET_S = 0.5
"""A file that has not grown for this long, with a header that fits its size, is complete."""
LATE_S = 6.0
"""How long a file may take to appear; run again earlier, espeak would cut off what it is making."""
RUNS = 2
"""How often `runAndWait` may come back without a file before we give up."""
WOMEN = 4
"""Of espeak's variants those that sound like a woman and speak clearly: f1 to f4."""
LIFE_S = 120.0
"""A process whose driver hangs ends by itself, should the app be gone."""


def main() -> None:
    """Speak what stdin asks for, answer on stdout, end."""
    answers = os.dup(1)
    os.dup2(
        os.open(os.devnull, os.O_WRONLY), 1
    )  # what pyttsx3 and its drivers print must not mix with the answers
    order = json.load(sys.stdin)
    if order.get("count"):
        _end(answers, _people(), 0)
    target = Path(order["path"])
    threading.Thread(target=_end_when_complete, args=(target, answers), daemon=True).start()
    try:
        _speak(order["text"], target, order["rate"], order.get("nth", 0), order.get("like", ""))
    except BaseException as error:  # noqa: BLE001 - whatever a driver raises, the parent gets one sentence
        _end(answers, {"error": f"{type(error).__name__}: {error}".splitlines()[0]}, 1)
    _end(answers, {"error": "it returned without writing the sound"}, 1)


def _speak(text: str, target: Path, rate: int, nth: int, like: str) -> None:
    import pyttsx3

    engine = pyttsx3.init()
    voice = english_voice(engine.getProperty("voices"), engine.getProperty("voice"), nth, like)
    if sys.platform.startswith("linux") and like == "woman":  # espeak's accents are men; it has variants
        voice = f"{voice or 'en-us'}+f{nth % WOMEN + 1}"
    if voice is not None:
        engine.setProperty("voice", voice)
    engine.setProperty("rate", rate)
    engine.save_to_file(text, str(target))
    for _ in range(RUNS):
        engine.runAndWait()
        end = time.monotonic() + LATE_S
        while time.monotonic() < end:
            if target.exists():
                threading.Event().wait()  # the other thread ends the process when the file is complete
            time.sleep(0.01)


def english_voice(voices: list[Any], default: str | None, nth: int = 0, like: str = "") -> str | None:
    """The id of an English voice, None for the system's default: 0 is the best, further ones differ from it.

    0 is the default if it speaks English, else the first American. Where there are fewer than asked for, they
    are taken in turn, so that neighbours always differ. `like` leaves only a woman's or a man's, where the
    system says of some that they are.
    """
    english = [voice for voice in voices if _speaks_english(voice)]
    english = [voice for voice in english if _is(voice, like)] or english
    if not english:
        return None
    american = [voice for voice in english if "us" in _languages(voice) or "america" in voice.name.lower()]
    mine = next((voice for voice in english if voice.id == default), None)
    best = mine or (american or english)[0]
    others = [v for v in english if v is not best and _is_a_person(v)]
    chosen = ([best, *others])[nth % (len(others) + 1)]
    return None if chosen is mine else chosen.id


def _people() -> dict[str, int]:
    """How many women's and men's English voices there are; espeak's accents have both."""
    import pyttsx3

    english = [v for v in pyttsx3.init().getProperty("voices") if _speaks_english(v) and _is_a_person(v)]
    if sys.platform.startswith("linux"):
        return {"women": len(english), "men": len(english)}
    return {"women": sum(_is(v, "woman") for v in english), "men": sum(_is(v, "man") for v in english)}


def _is(voice: Any, like: str) -> bool:
    gender = str(getattr(voice, "gender", "") or "").lower()
    woman = "female" in gender
    return (like == "woman" and woman) or (like == "man" and not woman and "male" in gender) or not like


def _is_a_person(voice: Any) -> bool:
    """macOS lists bells and robots among its English voices."""
    return not str(getattr(voice, "gender", "") or "").lower().endswith("neuter")


def _speaks_english(voice: Any) -> bool:
    return _languages(voice).startswith("en") or (not voice.languages and "english" in voice.name.lower())


def _languages(voice: Any) -> str:
    first = (voice.languages or [""])[0]
    spoken = first.decode(errors="ignore") if isinstance(first, bytes) else str(first)
    return spoken.strip("\x00\x05 ").lower()


def _end_when_complete(target: Path, answers: int) -> None:
    size, since = -1, time.monotonic()
    end = since + LIFE_S
    while time.monotonic() < end:
        time.sleep(0.01)
        now = target.stat().st_size if target.exists() else -1
        if now != size:
            size, since = now, time.monotonic()
        elif fits(target, size) and time.monotonic() - since > _patience():
            _end(answers, {"voice": "pyttsx3"}, 0)
    _end(answers, {"error": f"it did not finish within {LIFE_S:.0f} s"}, 1)


def _patience() -> float:
    """espeak writes the whole file at once; the other systems write it as they go."""
    return 0.02 if sys.platform.startswith("linux") else QUIET_S


def fits(path: Path, size: int) -> bool:
    """Whether the header of a WAV or AIFF file promises just the bytes that are there, and some sound."""
    if size <= 64:
        return False
    with path.open("rb") as file:
        head = file.read(8)
    if head[:4] == b"FORM":
        return int(struct.unpack(">I", head[4:])[0]) + 8 <= size
    return head[:4] == b"RIFF" and int(struct.unpack("<I", head[4:])[0]) + 8 <= size


def _end(answers: int, answer: Mapping[str, str | int], code: int) -> NoReturn:
    os.write(answers, (json.dumps(answer) + "\n").encode())
    os._exit(code)  # engines that are taken down in order can hang or crash


if __name__ == "__main__":
    main()
