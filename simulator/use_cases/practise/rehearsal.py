"""Drives one question's conversation: carries out its commands with voice, microphone, ear and archive.

One daemon thread takes events in order; whatever takes time answers with an event of its own.
"""

from __future__ import annotations

import contextlib
import queue
import threading
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.interview.exchange import machine as talk
from simulator.interview.exchange.machine import Command, Event, View
from simulator.model.errors import SimulatorError
from simulator.model.question import Question
from simulator.model.records import AnswerRecord
from simulator.model.scorecard import Audience
from simulator.model.transcript import Transcript, Word, from_text
from simulator.speech.ports import Audio, AudioEvent, Candidates, Ear, EarEvent, Utterance
from simulator.use_cases.practise.hands_free import HandsFree
from simulator.use_cases.practise.saying import Saying
from simulator.use_cases.practise.takes import Takes

if TYPE_CHECKING:
    from simulator.interview.exchange.clarifying import UnderstoodQuestion

ViewListener = Callable[[View], None]

FADING_S = 0.4
"""Seconds for which loudspeaker and room still sound after the voice has finished."""
CLOSING_S = 0.4
"""Seconds to wait for a journal to be closed; short, so that quitting takes less than a second."""


class Rehearsal:
    """One question being asked and answered. `send` and the properties are safe from any thread."""

    def __init__(
        self,
        question: Question,
        *,
        listener: ViewListener,
        audio: Audio,
        ear: Ear,
        prepare: Callable[[str], Iterable[Utterance]],
        takes: Takes,
        audience: Audience,
        hints: tuple[str, ...] = (),
        candidates: Callable[[], Candidates] = Candidates,
        start_at_once: bool = False,
        understand: Callable[[str], UnderstoodQuestion],
        replies_by_itself: bool = False,
        ends_after_s: Callable[[Sequence[str]], float] | None = None,
        barge_in: bool = False,
    ) -> None:
        """`prepare` turns a text into sounds to be played one after the other, none when the voice is off;
        `understand` says what an utterance asks of this question; with `replies_by_itself` the interviewer
        also replies when no key was pressed. With `ends_after_s` silence ends the answer, after so many
        seconds when it stands at these words; with `barge_in` whoever speaks up has the floor.
        """
        self.view = talk.begin(question, start_at_once=start_at_once, barge_in=barge_in)
        self.audience = audience
        self.error: SimulatorError | None = None
        """The error behind the last trouble."""
        self._listener = listener
        self._audio = audio
        self._ear = ear
        self._saying = Saying(audio, prepare, self.send)
        self._takes = takes
        self._hints = hints
        self._candidates = candidates
        self._answer: AnswerRecord | None = None
        self._transcript: Transcript | None = None
        self._typed = ""
        self._understand = understand
        self._replies_by_itself = replies_by_itself
        self._hands_free = (
            HandsFree(audio, lambda: self.view, self.send, ends_after_s) if ends_after_s else None
        )
        self._floor_taken_s: float | None = None
        """The second of the recording at which the interviewer began to speak; None when they do not."""
        self._floor_back_s = 0.0
        """The second of the recording at which the candidate last got the floor back."""
        self._not_theirs_s = 0.0
        self._about_sound = ""
        """The last warning about how the microphone sounds; it is over once a voice is heard."""
        self._ended = threading.Event()
        self._journal_closed = threading.Event()
        self._events: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="rehearsal", daemon=True)

    def start(self) -> None:
        """Ask the question."""
        self._events.put(talk.Started())
        self._thread.start()
        if self._hands_free:
            self._hands_free.start()

    def stay(self) -> None:
        """The candidate is busy without a word, say drawing: this silence does not end the answer."""
        if self._hands_free:
            self._hands_free.stay()

    def send(self, event: Event) -> None:
        """Tell what the candidate wants, or what happened; never blocks."""
        self._events.put(event)

    def understood(self, said: str) -> UnderstoodQuestion:
        """What an utterance asks of the question."""
        return self._understand(said)

    @property
    def voice(self) -> str:
        """The voice that asked last; "" before any did."""
        return self._saying.voice

    @property
    def level(self) -> float:
        """Peak of the microphone, 0 to 1."""
        return self._audio.level

    @property
    def elapsed_s(self) -> float:
        """Seconds of this take that are the candidate's, without pauses and the interviewer's replies."""
        if not self.view.taking:
            return 0.0
        taken_s = self._floor_taken_s
        until_s = self._audio.recorded_s if taken_s is None else taken_s
        return max(0.0, until_s - self._not_theirs_s)

    @property
    def recorded_s(self) -> float:
        """Seconds in the recording so far, whoever had the floor; 0 before its first block is on the disk."""
        return self._audio.recorded_s if self.view.take_open and self.view.answer_id else 0.0

    @property
    def ends_in_s(self) -> float:
        """Seconds until silence ends the answer; means something while the view is `ending`."""
        return max(0.0, self._hands_free.left_s) if self._hands_free else 0.0

    def close(self) -> None:
        """Stop; what was recorded is kept as an unfinished answer."""
        if self._ended.is_set():
            return
        self.send(talk.Leave())
        self._ended.wait(timeout=0.5)

    # What the world reports

    def on_audio(self, event: AudioEvent) -> None:
        """An event of the audio process."""
        match event.kind:
            case "played":
                self._saying.played()
            case "recording" if self._answer is not None:
                self.send(talk.TakeOpened(self._answer.id))
            case "finished":
                self._journal_closed.set()
                self.send(talk.Recorded())
            case "unwritten":
                self._journal_closed.set()
                self.send(talk.Unwritten(event.detail))
            case "warning":
                self._about_sound = event.detail if event.about else self._about_sound
                self.send(talk.Warned(event.detail))
            case "voice" if self._about_sound and self.view.notice == self._about_sound:
                self.send(talk.Warned(""))
            case "barged_in":
                self.send(talk.BargedIn())
            case "microphone_lost" | "died":
                self.send(talk.MicrophoneLost(event.detail))
                if self._saying.sounds:
                    self._saying.failed(event.detail)
            case "speaker_lost":
                self._saying.failed(event.detail)

    def on_ear(self, event: EarEvent) -> None:
        """An event of the ear's process."""
        if event.kind == "pause" and self.view.phase is talk.Phase.LISTENING:
            self._aside(self._takes.think_ahead, event.words)  # in case the answer ends here
        match event.kind:
            case "heard":
                self.send(talk.HeardSoFar(event.text, event.progress, event.words))
                if self.view.phase is talk.Phase.LISTENING:
                    self._aside(self._takes.think_ahead, event.words)
            case "so_far":
                self._aside(self._consider_words, event.words)
            case "pause" if self._hands_free and event.voiced_s > self._floor_back_s:
                self._aside(lambda words: self._paused(words, event.voiced_s), event.words)
            case "quiet" if self._replies_by_itself and self.view.phase is talk.Phase.LISTENING:
                self._aside(self._perhaps_asked, event.words)
            case "transcript" if event.transcript is not None:
                self._transcript = event.transcript
                self.send(talk.Transcribed(event.transcript))
            case "died" if self._transcript is None:  # after the transcript the ear is not needed
                self.send(talk.EarDied(event.detail))
            case "failed":
                self.send(talk.HearingFailed(event.detail))

    # The thread

    def _run(self) -> None:
        while self.view.phase is not talk.Phase.ENDED:
            self._take(self._events.get())
        if self._hands_free:
            self._hands_free.close()
        self._ended.set()

    def _take(self, event: Event) -> None:
        if isinstance(event, talk.TypeAnswer):
            self._typed = event.text
        if isinstance(event, talk.Stay):
            self.stay()
        before = self.view
        self.view, commands = talk.step(self.view, event)
        if self.view != before:
            self._listener(self.view)
        for command in commands:
            self._carry_out(command)

    def _carry_out(self, command: Command) -> None:
        try:
            ACTIONS[command](self)
        except SimulatorError as error:
            self.error = error
            self._trouble(command, f"{error} {error.mend}".strip())
        except Exception as error:  # noqa: BLE001 - the conversation goes on, and the answer is kept
            self._trouble(command, f"This went wrong here: {type(error).__name__}: {error}.")

    def _trouble(self, command: Command, sentence: str) -> None:
        if command in (Command.OPEN_TAKE, Command.HOLD_FLOOR, Command.REOPEN_MICROPHONE):
            self.send(talk.MicrophoneLost(sentence))
        elif command is Command.SAY:
            self.send(talk.VoiceFailed(sentence))
        elif command in (Command.HEAR_REST, Command.JUDGE_SPOKEN, Command.JUDGE_TYPED):
            self.send(talk.HearingFailed(sentence))
        else:
            self.send(talk.Warned(sentence))

    # The commands

    def _say(self) -> None:
        self._saying.say(self.view.question.aloud)

    def _open_take(self) -> None:
        self._saying.forget()
        self._transcript = None
        self._journal_closed.clear()
        self._floor_taken_s, self._floor_back_s, self._not_theirs_s = None, 0.0, 0.0
        self._answer = self._opened(True)
        self._reopen_microphone()
        self._follow()

    def _opened(self, has_audio: bool) -> AnswerRecord:
        """A new answer, with the hints that were given before it began."""
        if not self.view.hints_used:
            return self._takes.open(has_audio)
        with self._takes.together():
            answer = self._takes.open(has_audio)
            self._takes.hinted(answer, self.view.hints_used)
        return answer

    def _say_hint(self) -> None:
        self._saying.say(self.view.hints[-1])

    def _note_hint(self) -> None:
        if self._answer is not None:  # else the next take begins with the count
            self._takes.hinted(self._answer, self.view.hints_used)

    def _aside(self, task: Callable[[tuple[Word, ...]], None], words: tuple[Word, ...]) -> None:
        """Run `task` on a thread of its own, because understanding takes a moment."""
        threading.Thread(target=task, args=(words,), name="considering", daemon=True).start()

    def _paused(self, words: tuple[Word, ...], voiced_s: float) -> None:
        """A pause has begun; how long it may last depends on what was said."""
        assert self._hands_free is not None
        with contextlib.suppress(SimulatorError):  # the key ends the answer in any case
            self._hands_free.paused(words, voiced_s)

    def _perhaps_asked(self, words: tuple[Word, ...]) -> None:
        """After two seconds of silence, have the interviewer reply if the last words were a question."""
        from simulator.interview.exchange.clarifying import last_said

        with contextlib.suppress(SimulatorError):
            said = last_said(words, self._floor_back_s)
            if any(self._understand(text).wants_reply for text in said[:2]):
                self.send(talk.Ask(unsure=True))

    def _consider_words(self, words: tuple[Word, ...]) -> None:
        """Work out what the candidate asked and what the interviewer replies."""
        from simulator.interview.exchange.clarifying import last_said
        from simulator.use_cases.practise.replying import reply_to

        said = last_said(words, self._floor_back_s)
        try:
            reply, recognised = reply_to(said, self._understand, unasked=self.view.unasked)
        except SimulatorError as error:
            self.send(talk.HearingFailed(f"{error} {error.mend}".strip()))
        else:
            self.send(talk.Understood(reply, recognised=recognised))

    def _reply(self) -> None:
        """Say the reply; the mark of it goes to disk before the voice sounds."""
        reply = self.view.replies[-1]
        self._audio.take_floor(reply, yielding=self.view.barge_in)
        self._floor_taken_s = self._audio.recorded_s
        self._saying.sounded = False
        self._saying.say(reply.said)

    def _hold_floor(self) -> None:
        """The question is said while the microphone is open: nothing is the candidate's until they speak."""
        self._audio.take_floor(None, yielding=True)
        self._floor_taken_s = 0.0

    def _give_floor(self) -> None:
        self._audio.give_floor(FADING_S if self._saying.sounded and not self.view.barge_in else 0.0)
        self._floor_was_taken()

    def _floor_was_taken(self) -> None:
        """The candidate has the floor from now on."""
        self._floor_back_s = self._audio.recorded_s
        self._not_theirs_s += self._floor_back_s - (self._floor_taken_s or self._floor_back_s)
        self._floor_taken_s = None

    def _reopen_microphone(self) -> None:
        self._audio.record(self._journal())

    def _follow(self) -> None:
        self._ear.follow(self._journal(), self._hints, self._candidates())

    def _journal(self) -> Path:
        assert self._answer is not None
        assert self._answer.audio is not None
        return self._answer.audio

    def _close_microphone(self) -> None:
        self._audio.finish()

    def _hear_rest(self) -> None:
        self._ear.finish()
        assert self._answer is not None
        self._takes.recorded(self._answer)

    def _drop_take(self) -> None:
        self._leave_take()
        if self._answer is not None:
            self._takes.drop(self._answer)
        self._answer = None

    def _leave_take(self) -> None:
        self._ear.cancel()
        self._audio.finish()
        self._journal_closed.wait(timeout=CLOSING_S)

    def _judge_spoken(self) -> None:
        assert self._answer is not None
        assert self._transcript is not None
        answer = self._answer
        _, scorecard = self._takes.judge(answer, self._transcript)
        self._answer = None
        self.send(talk.Judged(scorecard, answer.id))

    def _judge_typed(self) -> None:
        transcript = from_text(self._typed)
        self._takes.think_ahead(transcript.words)
        with self._takes.together():
            answer = self._opened(False)
            _, scorecard = self._takes.judge(answer, transcript)
        self.send(talk.Judged(scorecard, answer.id))


ACTIONS: dict[Command, Callable[[Rehearsal], None]] = {
    Command.SAY: Rehearsal._say,
    Command.STOP_VOICE: lambda self: self._saying.stop(),
    Command.OPEN_TAKE: Rehearsal._open_take,
    Command.REOPEN_MICROPHONE: Rehearsal._reopen_microphone,
    Command.CONSIDER: lambda self: self._ear.tell(),
    Command.REPLY: Rehearsal._reply,
    Command.HOLD_FLOOR: Rehearsal._hold_floor,
    Command.FLOOR_TAKEN: Rehearsal._floor_was_taken,
    Command.GIVE_FLOOR: Rehearsal._give_floor,
    Command.SAY_HINT: Rehearsal._say_hint,
    Command.NOTE_HINT: Rehearsal._note_hint,
    Command.PAUSE_MICROPHONE: lambda self: self._audio.pause(),
    Command.RESUME_MICROPHONE: lambda self: self._audio.resume(),
    Command.CLOSE_MICROPHONE: Rehearsal._close_microphone,
    Command.DROP_TAKE: Rehearsal._drop_take,
    Command.LEAVE_TAKE: Rehearsal._leave_take,
    Command.HEAR_REST: Rehearsal._hear_rest,
    Command.RESTART_EAR: Rehearsal._follow,
    Command.JUDGE_SPOKEN: Rehearsal._judge_spoken,
    Command.JUDGE_TYPED: Rehearsal._judge_typed,
}
