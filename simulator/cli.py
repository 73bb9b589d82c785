"""The command line: parses, calls the studio, prints. stdout carries the result, stderr the rest."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from simulator.arguments import parser
from simulator.errors import BadInputError, ExitCode, SimulatorError
from simulator.terminal import Progress, flush, say, show, show_json, stoppable

if TYPE_CHECKING:
    import argparse

    from simulator.scorecard import Scorecard
    from simulator.studio import Studio


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    understood = parser()
    arguments, rest = understood.parse_known_args(argv)
    if rest and not arguments.later:
        understood.error(f"unrecognized arguments: {' '.join(rest)}")
    with stoppable():
        return _finished(arguments)


def _finished(arguments: argparse.Namespace) -> int:
    try:
        code = _run(arguments)
        flush()
        return code
    except SimulatorError as error:
        say(str(error))
        if error.mend:
            say(error.mend)
        return error.exit_code
    except KeyboardInterrupt:
        say("Interrupted; what was recorded is kept.")
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        _drop_output()
        return ExitCode.DONE
    except OSError as error:
        _drop_output()
        say(f"The result could not be written: {error.strerror or error}.")
        return ExitCode.ARCHIVE


def _drop_output() -> None:
    """Nobody takes it: what is still buffered must not fail again at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _run(arguments: argparse.Namespace) -> int:
    if arguments.later:
        return _usage(f"`simulator {arguments.later}` arrives in a later version.")
    studio = _studio(arguments)
    try:
        return COMMANDS[arguments.command](studio, arguments)
    finally:
        studio.close()


def _studio(arguments: argparse.Namespace) -> Studio:
    from simulator import settings
    from simulator.studio import Studio

    config = getattr(arguments, "config", None)
    if config is not None:
        os.environ["SIMULATOR_CONFIG"] = config
    given = {name: getattr(arguments, name, None) for name in ("recordings", "engine", "model")}
    return Studio(settings.load(given=given))


# The app


def app(studio: Studio, _arguments: argparse.Namespace) -> int:
    """Open the app; without a terminal rehearse the shipped sample instead."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return sample(studio)
    return _open(studio, screen="home")


def _open(studio: Studio, **start: Any) -> int:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        say("This needs a terminal; without one, use `simulator practice --headless`.")
        return ExitCode.USAGE
    from simulator.ui.app import Start, build

    app = build(studio, Start(**start))
    app.run()
    studio.close()
    _leave(app.return_code or ExitCode.DONE)
    return ExitCode.DONE


def _leave(code: int) -> None:
    """End here: unloading model libraries takes a third of a second and can crash on Windows."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def sample(studio: Studio) -> int:
    """Ask the sample's question with a real voice, hear its answer, print the scorecard."""
    from simulator import printing

    say("No terminal here: rehearsing the shipped sample instead.")
    progress = Progress("Hearing the sample answer")
    practice = studio.rehearse_sample(progress)
    progress.done()
    say(f"Asked by {practice.voice}: {practice.turns[0].text}")
    show(printing.scorecard(practice.answers[0], studio.question(str(practice.answers[0].question_id))))
    return ExitCode.DONE


def practice(studio: Studio, arguments: argparse.Namespace) -> int:
    if not arguments.headless:
        question = studio.choose(
            arguments.question, topic=arguments.topic, kind=arguments.kind, seed=arguments.seed
        )
        return _open(
            studio,
            screen="practice",
            question_id=question.id,
            audience=arguments.audience,
            mode=arguments.mode,
        )
    if not arguments.question or not arguments.answer:
        return _usage("`practice --headless` needs --question ID and at least one --answer FILE.")
    from simulator import printing
    from simulator.headless import practice_json

    progress = Progress("Hearing")
    done = studio.practise_headless(
        studio.question(arguments.question),
        arguments.answer,
        audience=_audience(arguments),
        on_progress=progress,
    )
    progress.done()
    if done.notice:
        say(done.notice)
    if arguments.json:
        show_json(practice_json(done))
    else:
        for turn in done.turns:
            show(f"{turn.speaker}: {turn.text}")
        for card in done.answers:
            show(f"\n{printing.scorecard(card, studio.question(arguments.question))}")
        show(f"\nStored as {done.session_id}.")
    return _scorable(done.answers[-1])


def _usage(sentence: str) -> int:
    say(sentence)
    return ExitCode.USAGE


def _audience(arguments: argparse.Namespace) -> Any:
    from simulator.scorecard import Audience

    return Audience(arguments.audience) if arguments.audience else None


def _scorable(card: Scorecard) -> int:
    return ExitCode.DONE if card.scorable else ExitCode.TOO_LITTLE_SPEECH


# Hearing and scoring


def transcribe(studio: Studio, arguments: argparse.Namespace) -> int:
    progress = Progress("Hearing")
    transcript = studio.transcribe(arguments.file, on_progress=progress)
    progress.done()
    if arguments.json:
        from simulator.formats import transcript_json

        show_json(transcript_json(transcript))
    elif transcript.scorable:
        show(transcript.verbatim)
    if not transcript.scorable:
        say(str(transcript.reason))
        return ExitCode.TOO_LITTLE_SPEECH
    return ExitCode.DONE


def score(studio: Studio, arguments: argparse.Namespace) -> int:
    if (arguments.file is None) == (arguments.transcript is None):
        return _usage("`score` needs either an audio FILE or --transcript TEXTFILE.")
    question = None
    if arguments.question_file:
        question = studio.question_from_file(arguments.question_file, arguments.question)
    elif arguments.question:
        question = studio.question(arguments.question)
    progress = Progress("Hearing")
    if arguments.transcript:
        card = studio.score_text_file(arguments.transcript, question, audience=_audience(arguments))
    else:
        card = studio.score_file(
            arguments.file, question, audience=_audience(arguments), on_progress=progress
        )
    progress.done()
    if arguments.json:
        from simulator.formats import scorecard_json

        show_json(scorecard_json(card))
    else:
        from simulator import printing

        show(printing.scorecard(card, question))
    if not card.scorable:
        say(str(card.reason))
    return _scorable(card)


# The bank


def questions_list(studio: Studio, arguments: argparse.Namespace) -> int:
    found = studio.questions(topic=arguments.topic, kind=arguments.kind, stage=arguments.stage)
    for problem in studio.bank_problems():
        say(problem)
    if arguments.json:
        fields = ("id", "prompt", "kind", "stage", "topic", "difficulty", "audience", "source")
        show_json({"questions": [{name: getattr(q, name) for name in fields} for q in found]})
        return ExitCode.DONE
    width = max((len(q.id) for q in found), default=0)
    for q in found:
        show(f"{q.id:<{width}}  {q.kind:<10}  {'●' * q.difficulty:<5}  {q.prompt}")
    return ExitCode.DONE


def questions_show(studio: Studio, arguments: argparse.Namespace) -> int:
    from simulator import printing
    from simulator.formats import question_json

    question = studio.question(arguments.id)
    if arguments.json:
        show_json(question_json(question))
    else:
        show(printing.question(question))
    return ExitCode.DONE


def questions_check(studio: Studio, arguments: argparse.Namespace) -> int:
    count, problems = studio.check_questions(arguments.id)
    if arguments.json:
        show_json({"questions": count, "problems": list(problems)})
    else:
        show(f"{count} questions, {len(problems)} problems.")
    for problem in problems:
        say(problem)
    return ExitCode.BAD_INPUT if problems else ExitCode.DONE


def questions(studio: Studio, arguments: argparse.Namespace) -> int:
    if arguments.action == "show" and not arguments.id:
        return _usage("`questions show` needs an ID; `simulator questions list` names them.")
    actions = {"list": questions_list, "show": questions_show, "check": questions_check}
    return actions[arguments.action](studio, arguments)


# The archive


def sessions(studio: Studio, arguments: argparse.Namespace) -> int:
    if arguments.action in ("show", "delete") and not arguments.id:
        return _usage(f"`sessions {arguments.action}` needs an ID; `simulator sessions list` names them.")
    actions = {
        "list": sessions_list,
        "show": sessions_show,
        "delete": sessions_delete,
        "finish": sessions_finish,
    }
    return actions[arguments.action](studio, arguments)


def sessions_list(studio: Studio, arguments: argparse.Namespace) -> int:
    stored = studio.sessions(sample=False)
    if arguments.json:
        fields = ("id", "started_at", "title", "interview_id", "answers", "overall", "duration_s")
        show_json({"sessions": [{name: getattr(s, name) for name in fields} for s in stored]})
        return ExitCode.DONE
    for s in stored:
        overall = "  -" if s.overall is None else f"{s.overall:3d}"
        show(f"{s.id}  {s.started_at[:16]}  {overall}  {s.title}")
    if not stored:
        show("No sessions yet.")
    return ExitCode.DONE


def sessions_show(studio: Studio, arguments: argparse.Namespace) -> int:
    from simulator import printing

    document = studio.session_json(arguments.id)
    if arguments.json:
        show_json(document)
        return ExitCode.DONE
    for answer in studio.answers(arguments.id):
        show(f"{answer.id}  take {answer.take}  {answer.started_at[:16]}  {answer.state}")
        if answer.scorecard is not None:
            show(printing.scorecard(answer.scorecard, studio.question_of(answer)))
    return ExitCode.DONE


def sessions_delete(studio: Studio, arguments: argparse.Namespace) -> int:
    studio.delete(arguments.id)
    if arguments.json:
        show_json({"deleted": arguments.id})
    else:
        show(f"Deleted {arguments.id}.")
    return ExitCode.DONE


def sessions_finish(studio: Studio, arguments: argparse.Namespace) -> int:
    waiting = [a for a in studio.unfinished() if not arguments.id or arguments.id in (a.id, a.session_id)]
    if arguments.id and not waiting:
        raise BadInputError(f"There is no unfinished answer '{arguments.id}'.")
    finished: list[dict[str, Any]] = []
    for answer in waiting:
        progress = Progress(f"Hearing {answer.id}")
        heard = studio.finish_unfinished(answer.id, progress)
        progress.done()
        overall = heard.scorecard.overall if heard.scorecard else None
        finished.append({"id": heard.id, "state": heard.state, "overall": overall})
        if not arguments.json:
            show(f"{heard.id}  {heard.state}  {'-' if overall is None else overall}")
    if arguments.json:
        show_json({"finished": finished})
    elif not waiting:
        show("Nothing is unfinished.")
    return ExitCode.DONE


def replay(studio: Studio, arguments: argparse.Namespace) -> int:
    answer = studio.answer(arguments.id)
    return _open(studio, screen="replay", answer_id=answer.id)


# This machine


def models(studio: Studio, arguments: argparse.Namespace) -> int:
    if arguments.action == "pull":
        if not arguments.name:
            return _usage("`models pull` needs a NAME; `simulator models list` names them.")
        progress = Progress(f"Downloading {arguments.name}")
        path = studio.pull_model(arguments.name, progress)
        progress.done()
        if arguments.json:
            show_json({"model": arguments.name, "path": str(path)})
        else:
            show(f"{arguments.name} is ready: {path}")
        return ExitCode.DONE
    rows = studio.models()
    if arguments.json:
        fields = ("name", "kind", "size_mb", "present", "note")
        show_json({"models": [{name: getattr(row, name) for name in fields} for row in rows]})
        return ExitCode.DONE
    for row in rows:
        show(f"{'●' if row.present else '○'} {row.name:<18} {row.size_mb:>5} MB  {row.note}")
    return ExitCode.DONE


def doctor(studio: Studio, arguments: argparse.Namespace) -> int:
    checks = studio.doctor(mend=arguments.mend)
    if arguments.json:
        fields = ("id", "ok", "detail", "mend")
        show_json({"checks": [{name: getattr(check, name) for name in fields} for check in checks]})
        return ExitCode.DONE
    for check in checks:
        show(f"{'✓' if check.ok else '✗'} {check.id:<12} {check.detail}")
        if check.mend:
            show(f"  {'':<12} → {check.mend}")
    return ExitCode.DONE


COMMANDS: dict[str, Callable[[Studio, argparse.Namespace], int]] = {
    "app": app,
    "practice": practice,
    "transcribe": transcribe,
    "score": score,
    "questions": questions,
    "sessions": sessions,
    "replay": replay,
    "models": models,
    "doctor": doctor,
}
