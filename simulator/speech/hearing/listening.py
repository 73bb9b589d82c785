"""Hearing one recording, piece by piece: samples in, words out; the same words however the pieces come."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.model.contour import Contour
from simulator.model.transcript import Transcript, Word
from simulator.speech.hearing import corrections, hesitation, level, missed, prompts, refusal, unheard
from simulator.speech.hearing.activity import VoiceActivity
from simulator.speech.hearing.contour import ContourMeter
from simulator.speech.hearing.engine import Decoded, Engine
from simulator.speech.hearing.loops import Voiced, looped
from simulator.speech.hearing.segments import FRAME, PAD_AFTER, RATE, Frame, Segment, Segmenter
from simulator.speech.hearing.verbatim import Spoken, moved, once, reconcile
from simulator.speech.ports import NO_CANDIDATES, Candidates, Samples

Pcm = NDArray[np.int16]

CONTENT_BEAM = 5
"""Hypotheses kept while decoding for content, as faster-whisper does; the verbatim decoding is greedy."""
ALONE_S = 0.15
"""Seconds of sound kept on either side of a stretch that is heard by itself."""
EARLY_FRAMES = PAD_AFTER
"""After this much silence (0.26 s) the words before it are heard at once, in case the answer ends here."""

_BESIDE = ThreadPoolExecutor(2, thread_name_prefix="beside")
"""Decodes verbatim while another thread decodes for content, and asks the decoder two things at a time."""


class Listening:
    """One recording being heard: `feed`, `hear_one` while it returns True, at last `end` and `transcript`."""

    def __init__(
        self, engine: Engine, hints: Sequence[str] = (), candidates: Candidates = NO_CANDIDATES
    ) -> None:
        self._engine = engine
        self._hints = prompts.used(hints)
        self._detector = hesitation.detector(engine.model.sha256)
        self._corrector = corrections.corrector(candidates)
        self._corrected: list[str] = []
        """Terms written for what sounded like them."""
        self._named: frozenset[str] = frozenset()
        """Terms named in the segments before."""
        self._activity = VoiceActivity()
        self._segmenter = Segmenter()
        self._sound: Pcm = np.zeros(0, dtype=np.int16)
        self._offset = 0
        """The sample that `_sound` begins with."""
        self._waiting: deque[Segment] = deque()
        self._words: list[tuple[Word, bool]] = []
        self._early: tuple[Segment, tuple[Spoken, ...]] | None = None
        self._speech_s = 0.0
        self._loudness = refusal.Loudness()
        self._meter = ContourMeter()
        self._contour: Future[Contour | None] | None = None
        self._heard_to = 0

    @property
    def samples(self) -> int:
        """Samples fed so far."""
        return self._offset + len(self._sound)

    @property
    def heard_s(self) -> float:
        """Seconds whose words are known."""
        return self._heard_to / RATE

    @property
    def text(self) -> str:
        """The clean words so far."""
        return " ".join(word.text for word, clean in self._words if clean)

    @property
    def words(self) -> tuple[Word, ...]:
        """Everything said so far, fillers and all."""
        return tuple(word for word, _ in self._words)

    def feed(self, pcm: Pcm) -> None:
        """Take in more of the recording: int16, 16 kHz, mono."""
        if len(pcm) == 0:
            return
        self._sound = np.concatenate([self._sound, pcm])
        self._loudness.take(pcm)
        sound = _floats(pcm)
        self._meter.feed(sound)
        self._segment(self._activity.feed(sound))

    def end(self) -> None:
        """Say that the recording has ended."""
        self._contour = _BESIDE.submit(self._meter.finish)
        self._segment(self._activity.finish())
        self._waiting.extend(self._segmenter.finish())

    def hear_one(self) -> bool:
        """Hear the next segment that is certain; False when there is none."""
        if not self._waiting:
            return False
        segment = self._waiting.popleft()
        spoken = self._spoken(segment)
        self._words += _timed(spoken, segment.start / RATE)
        self._corrected += [one.word.term for one in spoken if one.word.term is not None]
        self._named |= set(self._corrector.writing.named([one.word.text for one in spoken if one.clean]))
        self._heard_to = max(self._heard_to, segment.end)
        self._forget()
        return True

    def hear_early(self, catch_up: Callable[[], None] = lambda: None) -> bool:
        """In a pause, hear ahead what would be the last segment if it ended now; False when pointless.

        `catch_up` may feed what was recorded meanwhile; when the speaker has gone on, this is given up.
        """
        if self._waiting or self._segmenter.quiet_frames < EARLY_FRAMES:
            return False
        segment = self._segmenter.pending()
        if segment is None or (self._early is not None and self._early[0] == segment):
            return False

        def still_wanted() -> bool:
            catch_up()
            return segment in (*self._waiting, self._segmenter.pending())

        decoded = self._decoded(segment, still_wanted)
        if decoded is not None:
            self._early = segment, decoded
        return True

    def so_far(self) -> tuple[str, tuple[Word, ...]]:
        """Clean words and everything said until now, the unfinished segment too; call after `hear_one`."""
        segment = self._segmenter.pending()
        if segment is not None and (self._early is None or self._early[0] != segment):
            self._early = segment, self._decoded(segment) or ()
        pending = _timed(self._early[1], segment.start / RATE) if segment and self._early else []
        found = [*self._words, *pending]
        return " ".join(word.text for word, clean in found if clean), tuple(word for word, _ in found)

    @property
    def voiced_s(self) -> float | None:
        """The second until which somebody spoke last; None when nobody has."""
        last = self._segmenter.last_voiced
        return None if last is None else (last + 1) * FRAME / RATE

    def transcript(self) -> Transcript:
        """What was heard, once all of it is; finding restarts and pauses is left to scoring."""
        reason = refusal.reason(self._loudness, self._speech_s, self.words)
        contour = self._contour.result() if self._contour is not None else None
        return Transcript(
            words=self.words,
            text=self.text,
            engine=self._engine.name,
            model=self._engine.model.name,
            model_sha256=self._engine.model.sha256,
            scorable=reason is None,
            reason=reason,
            duration_s=round(self.samples / RATE, 3),
            speech_s=round(self._speech_s, 3),
            hints=tuple(dict.fromkeys((*self._hints, *self._corrected))),
            notices=refusal.notices(self._loudness),
            contour=contour if reason is None else None,
        )

    def _segment(self, frames: list[Frame]) -> None:
        self._waiting.extend(self._segmenter.feed(frames))
        if not self._waiting and self._segmenter.pending() is None:
            self._heard_to = max(self._heard_to, self.samples)  # silence is known too
        self._forget()

    def _spoken(self, segment: Segment) -> tuple[Spoken, ...]:
        self._speech_s += segment.speech_s
        if self._early is not None and self._early[0] == segment:
            return self._early[1]
        return self._decoded(segment) or ()

    def _decoded(
        self, segment: Segment, still_wanted: Callable[[], bool] = lambda: True
    ) -> tuple[Spoken, ...] | None:
        """The words of a segment; None when they were no longer wanted."""
        pcm = self._sound[segment.start - self._offset : segment.end - self._offset]
        sound = level.raised(_floats(pcm), segment.voiced)
        words = self._heard(sound, segment.voiced, still_wanted)
        for stretch in unheard.stretches(words or (), segment.voiced):
            again = self._heard_alone(sound, stretch, still_wanted)
            words = None if words is None or again is None else unheard.merged(words, again)
        return None if words is None else once(words)

    def _heard(
        self, sound: Samples, voiced: Voiced, still_wanted: Callable[[], bool]
    ) -> tuple[Spoken, ...] | None:
        """The words of one window; None when they were no longer wanted."""
        encoded = self._engine.encode(sound)
        if not still_wanted():
            return None
        beside = _BESIDE.submit(self._engine.decode, encoded, prompts.verbatim())
        clean = self._steady(encoded, prompts.clean(self._hints))
        likely_terms = partial(self._engine.likelihoods, encoded)
        clean = self._corrector.corrected(clean, likely_terms, self._named, _BESIDE.map)
        if not still_wanted():
            return None
        words = reconcile(clean, self._corrector.writing.written(beside.result(), self._named), voiced)
        if not still_wanted():
            return None
        likely = partial(self._likely, encoded)
        if self._detector is None:
            return missed.listened(words, voiced, len(sound) / RATE, likely)
        return missed.traced(words, self._detector.traces(self._engine.states(encoded)), likely)

    def _heard_alone(
        self, sound: Samples, stretch: Voiced, still_wanted: Callable[[], bool]
    ) -> tuple[Spoken, ...] | None:
        """The words of a part of a segment, by the segment's time."""
        start = max(0.0, stretch[0][0] - ALONE_S)
        part = sound[round(start * RATE) : round((stretch[-1][1] + ALONE_S) * RATE)]
        words = self._heard(part, [(since - start, to - start) for since, to in stretch], still_wanted)
        return None if words is None else tuple(moved(spoken, start) for spoken in words)

    def _likely(self, encoded: Any, words: Sequence[str]) -> Sequence[float]:
        return self._engine.likelihoods(encoded, words, prompts.verbatim())

    def _steady(self, encoded: Any, prompt: str) -> Decoded:
        """The clean decoding; when it loops, once more without the words that go round."""
        decoded = self._engine.decode(encoded, prompt, beam=CONTENT_BEAM)
        around = sorted(looped(decoded.words))
        return self._engine.decode(encoded, prompt, beam=CONTENT_BEAM, without=around) if around else decoded

    def _forget(self) -> None:
        """Drop the sound that no later segment needs: an hour fits into memory."""
        needed = self._waiting[0].start if self._waiting else self._segmenter.keep_from
        surplus = needed - self._offset
        if surplus > RATE * FRAME // 64:
            self._sound = self._sound[surplus:].copy()
            self._offset += surplus


def _timed(heard: Sequence[Spoken], start_s: float) -> list[tuple[Word, bool]]:
    """The words of a segment that begins at `start_s`, and whether each is part of the clean text."""
    return [
        (
            Word(
                text=spoken.word.text,
                start_s=round(start_s + spoken.word.start_s, 3),
                end_s=round(start_s + spoken.word.end_s, 3),
                probability=round(min(1.0, max(0.0, spoken.word.probability)), 4),
                kind=spoken.kind,
            ),
            spoken.clean,
        )
        for spoken in heard
    ]


def _floats(pcm: Pcm) -> Samples:
    return pcm.astype(np.float32) / 32768.0
