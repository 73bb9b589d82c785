"""What the interviewer says aloud, part by part, and how it is stopped."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable

from simulator.interview.exchange import machine as talk
from simulator.interview.exchange.machine import Event
from simulator.model.errors import SimulatorError
from simulator.speech.ports import Audio, Utterance


class Saying:
    """One voice: what is said next cancels what was being said. Safe to use from any thread."""

    def __init__(
        self, audio: Audio, prepare: Callable[[str], Iterable[Utterance]], send: Callable[[Event], None]
    ) -> None:
        """`send` is told when all was said, and what went wrong."""
        self.voice = ""
        """The voice that spoke last; "" before any did."""
        self.sounds = False
        """Whether it is being heard now."""
        self.sounded = False
        """Whether anything was heard since this was last set to False."""
        self._audio = audio
        self._prepare = prepare
        self._send = send
        self._turn = 0
        self._more_to_say = False
        self._part_said = threading.Event()

    def say(self, text: str) -> None:
        """Say it; returns at once, because synthesis is slow."""
        self._turn += 1
        threading.Thread(target=self._speak, args=(self._turn, text), name="voice", daemon=True).start()

    def _speak(self, turn: int, text: str) -> None:
        """Say `text` part by part; a newer turn, or `stop`, cancels the rest."""
        begun = False
        try:
            for utterance in self._prepare(text):
                if begun:
                    self._part_said.wait()
                if turn != self._turn:
                    return
                self._play(utterance)
                begun = True
            if turn == self._turn and not begun:
                self._send(talk.Asked())
        except SimulatorError as error:
            if turn == self._turn:
                self.stop()
                self._send(talk.VoiceFailed(f"{error} {error.mend}".strip()))

    def _play(self, utterance: Utterance) -> None:
        self.voice = utterance.voice
        if utterance.notice:
            self._send(talk.Warned(utterance.notice))
        self._part_said.clear()
        self._more_to_say = utterance.goes_on
        self.sounds = self.sounded = True
        self._audio.play(utterance.path)

    def played(self) -> None:
        """The audio process has come to the end of a part."""
        if self._more_to_say:
            self._part_said.set()
        elif self.sounds:
            self.sounds = False
            self._send(talk.Asked())

    def failed(self, why: str) -> None:
        """There is nothing to sound from any more."""
        self.forget()
        self._send(talk.VoiceFailed(why))

    def stop(self) -> None:
        """Be silent."""
        sounds = self.sounds
        self.forget()
        if sounds:
            self._audio.stop_playing()

    def forget(self) -> None:
        """Cancel whatever was still to be said."""
        self._turn += 1
        self.sounds = self._more_to_say = False
        self._part_said.set()
