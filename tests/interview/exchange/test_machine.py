"""The conversation by examples, and the properties that hold for any sequence of events."""

from hypothesis import given
from hypothesis import strategies as st

from simulator.interview.exchange import machine as talk
from simulator.interview.exchange.machine import Command, Phase, View
from simulator.model.question import KeyPoint, Kind, Question
from simulator.model.transcript import Reply, from_text

QUESTION = Question(
    id="q",
    kind=Kind.EXPLAIN,
    prompt="What is overfitting?",
    key_points=(KeyPoint(id="k", text="It fits noise"),),
)


def after(*events: talk.Event, start_at_once: bool = False) -> tuple[View, list[Command]]:
    view, commands = talk.begin(QUESTION, start_at_once=start_at_once), []
    for event in events:
        view, more = talk.step(view, event)
        commands += more
    return view, commands


ENDING = (Phase.HEARING, Phase.TROUBLE, Phase.ENDED)
LISTENING = (talk.Started(), talk.Asked(), talk.Begin(), talk.TakeOpened("s/01"))


def test_a_plain_answer_goes_from_question_to_score() -> None:
    transcript = from_text("word " * 20)
    view, commands = after(*LISTENING, talk.Done(), talk.Recorded(), talk.Transcribed(transcript))
    assert view.phase is Phase.HEARING
    assert commands == [
        Command.SAY,
        Command.OPEN_TAKE,
        Command.STOP_VOICE,
        Command.CLOSE_MICROPHONE,
        Command.HEAR_REST,
        Command.JUDGE_SPOKEN,
    ]


def test_by_choice_the_answer_starts_at_once_after_the_question() -> None:
    view, commands = after(talk.Started(), talk.Asked(), start_at_once=True)
    assert (view.phase, commands) == (Phase.LISTENING, [Command.SAY, Command.OPEN_TAKE])


def test_a_voice_that_fails_leaves_the_floor_to_the_candidate_with_a_notice() -> None:
    view, _ = after(talk.Started(), talk.VoiceFailed("No voice here."), start_at_once=True)
    assert (view.phase, view.notice) == (Phase.YOUR_TURN, "No voice here.")


def test_speaking_before_the_voice_has_finished_silences_it_first() -> None:
    view, commands = after(talk.Started(), talk.Begin())
    assert view.phase is Phase.LISTENING
    assert commands == [Command.SAY, Command.STOP_VOICE, Command.OPEN_TAKE]


def test_pause_and_resume_keep_the_take_open() -> None:
    view, _ = after(*LISTENING, talk.Pause())
    assert (view.phase, view.take_open) == (Phase.PAUSED, True)
    view, commands = after(*LISTENING, talk.Pause(), talk.Resume())
    assert view.phase is Phase.LISTENING
    assert commands[-1] is Command.RESUME_MICROPHONE


def test_a_microphone_lost_while_speaking_keeps_what_was_heard_and_goes_on_when_asked() -> None:
    view, _ = after(*LISTENING, talk.MicrophoneLost("It was unplugged."))
    assert (view.phase, view.take_open) == (Phase.TROUBLE, True)
    assert "kept" in view.notice
    view, commands = after(*LISTENING, talk.MicrophoneLost("It was unplugged."), talk.Begin())
    assert (view.phase, commands[-1]) == (Phase.LISTENING, Command.REOPEN_MICROPHONE)


def test_a_microphone_that_never_opened_leaves_no_take_behind() -> None:
    view, commands = after(talk.Started(), talk.Asked(), talk.Begin(), talk.MicrophoneLost("There is none."))
    assert (view.phase, view.take_open) == (Phase.TROUBLE, False)
    assert commands[-1] is Command.DROP_TAKE


def test_an_end_that_is_in_memory_only_keeps_the_take_open_until_there_is_room() -> None:
    full = talk.Unwritten("The disk is full.")
    view, commands = after(*LISTENING, talk.Done(), full)
    assert (view.phase, view.take_open, view.notice) == (Phase.TROUBLE, True, "The disk is full.")
    view, commands = after(*LISTENING, talk.Done(), full, talk.Done(), talk.Recorded())
    assert commands[-2:] == [Command.CLOSE_MICROPHONE, Command.HEAR_REST]
    view, commands = after(*LISTENING, talk.Done(), full, talk.Begin())
    assert (view.phase, commands[-1]) == (Phase.LISTENING, Command.REOPEN_MICROPHONE)
    assert after(*LISTENING, full)[0].phase is Phase.LISTENING


def test_a_typed_answer_that_cannot_be_stored_is_no_recording_and_can_be_handed_in_again() -> None:
    typed = (talk.Started(), talk.Asked(), talk.TypeAnswer("t"), talk.HearingFailed("The disk is full."))
    view, _ = after(*typed)
    assert (view.phase, view.notice) == (Phase.TROUBLE, "The disk is full.")
    assert after(*typed, talk.TypeAnswer("t"))[1][-1] is Command.JUDGE_TYPED


def test_an_ear_that_dies_is_started_again_and_given_up_after_two_restarts() -> None:
    died = talk.EarDied("It stopped.")
    view, commands = after(*LISTENING, talk.Done(), talk.Recorded(), died, died)
    assert (view.phase, commands.count(Command.RESTART_EAR)) == (Phase.HEARING, 2)
    view, commands = after(*LISTENING, talk.Done(), talk.Recorded(), died, died, died)
    assert (view.phase, commands[-1]) == (Phase.TROUBLE, Command.LEAVE_TAKE)
    assert "sessions finish" in view.notice


def test_discarding_drops_the_take_and_gives_the_floor_back() -> None:
    view, commands = after(*LISTENING, talk.Discard())
    assert (view.phase, view.take_open, commands[-1]) == (Phase.YOUR_TURN, False, Command.DROP_TAKE)


def test_a_typed_answer_needs_no_microphone() -> None:
    view, commands = after(talk.Started(), talk.VoiceFailed("x"), talk.TypeAnswer("word " * 20))
    assert (view.phase, commands[-1]) == (Phase.HEARING, Command.JUDGE_TYPED)


REPLY = Reply(asked="how much data do we have", about="data", said="Two years.")
UNDERSTOOD = talk.Understood(REPLY, recognised=True)
NO_QUESTION = talk.Understood(Reply(asked="so I", about=None, said="?"), recognised=False)


def test_a_question_to_the_interviewer_is_replied_to_and_the_floor_given_back() -> None:
    view, commands = after(*LISTENING, talk.Ask())
    assert (view.phase, commands[-1]) == (Phase.CONSIDERING, Command.CONSIDER)
    view, commands = after(*LISTENING, talk.Ask(), UNDERSTOOD)
    assert (view.phase, view.replies, commands[-1]) == (Phase.REPLYING, (REPLY,), Command.REPLY)
    view, commands = after(*LISTENING, talk.Ask(), UNDERSTOOD, talk.Asked())
    assert (view.phase, view.take_open, commands[-1]) == (Phase.LISTENING, True, Command.GIVE_FLOOR)


def test_what_is_no_question_gets_a_reply_only_when_the_key_said_it_was_one() -> None:
    view, _ = after(*LISTENING, talk.Ask(), NO_QUESTION)
    assert (view.phase, len(view.replies)) == (Phase.REPLYING, 1)
    view, commands = after(*LISTENING, talk.Ask(unsure=True), NO_QUESTION)
    assert (view.phase, view.replies, commands[-1]) == (Phase.LISTENING, (), Command.CONSIDER)


def test_speaking_over_the_interviewer_takes_the_floor_back() -> None:
    view, commands = after(*LISTENING, talk.Ask(), UNDERSTOOD, talk.Begin())
    assert (view.phase, commands[-2:]) == (Phase.LISTENING, [Command.STOP_VOICE, Command.GIVE_FLOOR])
    assert after(*LISTENING, talk.Ask(), talk.Begin(), UNDERSTOOD)[0].replies == ()


def test_a_voice_that_fails_in_a_reply_leaves_its_words_and_the_floor() -> None:
    view, commands = after(*LISTENING, talk.Ask(), UNDERSTOOD, talk.VoiceFailed("No speaker."))
    assert (view.phase, view.replies, view.notice) == (Phase.LISTENING, (REPLY,), "No speaker.")
    assert commands[-1] is Command.GIVE_FLOOR


def test_an_ear_that_dies_while_it_is_asked_leaves_the_candidate_the_floor() -> None:
    view, commands = after(*LISTENING, talk.Ask(), talk.EarDied("It stopped."))
    assert (view.phase, commands[-1]) == (Phase.LISTENING, Command.RESTART_EAR)


def test_another_take_begins_without_the_replies_of_the_last() -> None:
    view, _ = after(*LISTENING, talk.Ask(), UNDERSTOOD, talk.Asked(), talk.Discard(), talk.Begin())
    assert view.replies == ()


EVENTS = st.sampled_from(
    [
        talk.Ask(),
        talk.Ask(unsure=True),
        UNDERSTOOD,
        NO_QUESTION,
        talk.Asked(),
        talk.VoiceFailed("v"),
        talk.Begin(),
        talk.Pause(),
        talk.Resume(),
        talk.Done(),
        talk.Discard(),
        talk.ReadAgain(),
        talk.Skip(),
        talk.TypeAnswer("t"),
        talk.TakeAgain(),
        talk.Leave(),
        talk.TakeOpened("s/01"),
        talk.MicrophoneLost("m"),
        talk.Recorded(),
        talk.Unwritten("u"),
        talk.HeardSoFar("h", 0.5),
        talk.Transcribed(from_text("word")),
        talk.EarDied("e"),
        talk.HearingFailed("f"),
        talk.Warned("w"),
    ]
)


@given(st.lists(EVENTS, max_size=40))
def test_whatever_happens_no_second_take_opens_over_an_open_one(events: list[talk.Event]) -> None:
    view = talk.begin(QUESTION)
    for event in events:
        before = view
        view, commands = talk.step(view, event)
        if Command.OPEN_TAKE in commands:
            assert not before.take_open
        if view.phase in talk.RECORDING:
            assert view.take_open


@given(st.lists(EVENTS, max_size=60))
def test_a_floor_that_was_taken_is_given_back_before_the_candidate_is_listened_to(
    events: list[talk.Event],
) -> None:
    view, taken = talk.begin(QUESTION), False
    for event in events:
        view, commands = talk.step(view, event)
        for command in commands:
            taken = {Command.REPLY: True, Command.GIVE_FLOOR: False, Command.OPEN_TAKE: False}.get(
                command, taken
            )
            taken = taken and command is not Command.REOPEN_MICROPHONE  # its start mark gives it back
        assert taken == (view.phase is Phase.REPLYING) or not view.take_open or view.phase in ENDING


@given(st.lists(EVENTS, max_size=40))
def test_an_open_take_is_always_closed_dropped_or_left(events: list[talk.Event]) -> None:
    view = talk.begin(QUESTION)
    for event in events:
        before = view
        view, commands = talk.step(view, event)
        if before.take_open and not view.take_open:
            assert {Command.DROP_TAKE, Command.LEAVE_TAKE} & set(commands)
    ended, commands = talk.step(view, talk.Leave())
    assert ended.phase is Phase.ENDED
    if view.take_open and view.phase is not Phase.ENDED:
        assert Command.LEAVE_TAKE in commands
