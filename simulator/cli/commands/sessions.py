"""`sessions`: what was recorded, and what can be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulator.cli.commands.archive import megabytes
from simulator.cli.commands.common import audience, usage
from simulator.cli.terminal import ProgressLine, say, show, show_json
from simulator.model.counted import counted
from simulator.model.errors import BadInputError, ExitCode
from simulator.model.naming import with_hints
from simulator.use_cases.look_back.housekeeping import EVERYTHING

if TYPE_CHECKING:
    import argparse

    from simulator.model.records import AnswerRecord
    from simulator.use_cases.desk import Desk


def sessions(desk: Desk, arguments: argparse.Namespace) -> int:
    if arguments.action in ("show", "delete", "rate", "correct", "compare") and not arguments.id:
        return usage(f"`sessions {arguments.action}` needs an ID; `simulator sessions list` names them.")
    actions = {
        "list": sessions_list,
        "show": sessions_show,
        "delete": sessions_delete,
        "finish": sessions_finish,
        "rate": sessions_rate,
        "rescore": sessions_rescore,
        "correct": sessions_correct,
        "compare": sessions_compare,
    }
    return actions[arguments.action](desk, arguments)


def sessions_list(desk: Desk, arguments: argparse.Namespace) -> int:
    stored = desk.sessions.all(sample=False)
    if arguments.search:
        said = {found.answer_id.split("/")[0] for found in desk.housekeeping.search(arguments.search)}
        stored = tuple(session for session in stored if session.id in said)
    if arguments.json:
        from simulator.use_cases.look_back.documents import session_row

        show_json({"sessions": [session_row(s) for s in stored]})
        return ExitCode.DONE
    for s in stored:
        overall = "  -" if s.overall is None else f"{s.overall:3d}"
        corrected = "  (corrected)" if s.corrected else ""
        mean = f"  (mean of {s.scored} takes)" if s.is_mean else ""
        show(f"{s.id}  {s.started_at[:16]}  {overall}  {s.title}{mean}{corrected}")
    if not stored:
        show("No session matches." if arguments.search else "No sessions yet.")
    return ExitCode.DONE


def sessions_show(desk: Desk, arguments: argparse.Namespace) -> int:
    from simulator.cli.text import code as printing_code
    from simulator.cli.text import scorecard as printing

    document = desk.documents.session(arguments.id)
    if arguments.json:
        show_json(document)
        return ExitCode.DONE
    for answer in desk.sessions.answers(arguments.id):
        notes = f"{_hints(answer)}{_corrected(answer)}{_by_hand(answer)}"
        show(f"{answer.id}  take {answer.take}  {answer.started_at[:16]}  {answer.state}{notes}")
        if desk.sessions.held(answer.id):
            show("Its scores come when the interview in real mode ends, or when you give it up.")
        elif answer.scorecard is not None:
            question = desk.sessions.question_of(answer)
            lines = desk.scorer.told(answer.scorecard)
            show(printing.scorecard(answer.scorecard, question.prompt if question else None, lines))
        if code := desk.documents.code(answer):
            show(f"\n{printing_code.answered(code)}")
    return ExitCode.DONE


def sessions_delete(desk: Desk, arguments: argparse.Namespace) -> int:
    if arguments.id == EVERYTHING and not arguments.yes:
        everything = counted(desk.sessions.count(), "session")
        return usage(f"This deletes all you have, {everything}, for good. Add --yes if you mean it.")
    freed = desk.housekeeping.delete(arguments.id)
    if arguments.json:
        show_json({"deleted": arguments.id, "freed_bytes": freed})
    else:
        show(f"Deleted {arguments.id}; {megabytes(freed)} are free again.")
    return ExitCode.DONE


def sessions_rate(desk: Desk, arguments: argparse.Namespace) -> int:
    from dataclasses import asdict

    from simulator.use_cases.look_back.ratings import rating_now

    if arguments.overall is None:
        return usage("`sessions rate ID` needs --overall N, 1 (weak) to 5 (strong).")
    rating = rating_now(
        arguments.overall,
        by=arguments.by,
        clarity=arguments.clarity,
        structure=arguments.structure,
        content=arguments.content,
        note=arguments.note,
    )
    agreement = desk.ratings.rate(arguments.id, rating)
    if arguments.json:
        show_json({"id": arguments.id, "rating": asdict(rating), "agreement": asdict(agreement)})
    else:
        show(f"Kept. {agreement.sentence}")
    return ExitCode.DONE


def sessions_rescore(desk: Desk, arguments: argparse.Namespace) -> int:
    if arguments.audience and not arguments.id:
        return usage(
            "`sessions rescore ID --audience A` scores that session, or answer, for another listener."
        )
    progress = ProgressLine("Scoring")
    rows = []
    for row in desk.ratings.rescore(arguments.id, audience(arguments)):
        progress(row.done / row.all)
        rows.append(row)
    progress.done()
    changed = [row for row in rows if row.changed]
    if arguments.json:
        fields = ("id", "before", "after", "changed")
        show_json({"rescored": [{name: getattr(row, name) for name in fields} for row in rows]})
        return ExitCode.DONE
    for row in changed:
        show(f"{row.id}  {_number(row.before)} -> {_number(row.after)}")
    scored = counted(len(rows), "answer")
    show(f"{scored} scored again, {len(changed)} changed; their earlier scorecards are kept.")
    return ExitCode.DONE


def sessions_correct(desk: Desk, arguments: argparse.Namespace) -> int:
    """With --word and --text replace words, with --as-heard go back; else show what was corrected."""
    if arguments.as_heard and (arguments.word or arguments.text is not None):
        return usage("Either --as-heard, or --word with --text.")
    if (arguments.word is None) != (arguments.text is None):
        return usage("`sessions correct SESSION/NN` needs --word N[-M] together with --text.")
    before = desk.sessions.answer(arguments.id)
    learned: tuple[str, ...] = ()
    if arguments.as_heard:
        after = desk.corrections.go_back(arguments.id)
    elif arguments.word:
        first, last = arguments.word
        after = desk.corrections.correct(arguments.id, first, last, arguments.text)
        learned = desk.vocabulary.learn(desk.corrections.of(after), after.transcript)
    else:
        after = before
    if arguments.json:
        scores = {"before": _overall(before), "after": _overall(after)}
        heard = after.heard or after.transcript
        texts = {"heard": heard.verbatim if heard else None, "verbatim": _verbatim(after)}
        document = {**desk.corrections.document(after), **texts, "learned": list(learned)}
        show_json({"id": after.id, **scores, **document})
        return ExitCode.DONE
    for change in desk.corrections.of(after):
        where = f"{change.first_word}  " + ("" if change.start_s is None else f"{change.start_s:.1f} s  ")
        show(f"{where}heard: {change.heard or '(nothing)'}  said: {change.said or '(nothing)'}")
    if not after.corrected:
        show("As it was heard.")
    if after is not before:
        show(f"{after.id}  {_number(_overall(before))} -> {_number(_overall(after))}")
    if learned:
        show(f"The ear knows {', '.join(learned)} from now on: `corrected_words` in the settings lists them.")
    return ExitCode.DONE


def sessions_compare(desk: Desk, arguments: argparse.Namespace) -> int:
    from simulator.cli.text import takes as printing_takes
    from simulator.use_cases.look_back.comparisons import comparison_json

    compared = desk.comparisons.compare(arguments.id, arguments.other)
    found = compared.comparison
    if arguments.json:
        takes = [take._asdict() for take in compared.takes]
        show_json({"takes": takes, "comparison": comparison_json(found) if found else None})
    else:
        show(printing_takes.comparison(found) if found else "There is only one take of this question.")
    return ExitCode.DONE


def _overall(answer: AnswerRecord) -> int | None:
    return answer.scorecard.overall if answer.scorecard else None


def _verbatim(answer: AnswerRecord) -> str | None:
    return answer.transcript.verbatim if answer.transcript else None


def _hints(answer: AnswerRecord) -> str:
    return f"  {with_hints(answer.hints_used)}" if answer.hints_used else ""


def _corrected(answer: AnswerRecord) -> str:
    return "  corrected" if answer.corrected else ""


def _by_hand(answer: AnswerRecord) -> str:
    count = len(answer.scorecard.by_hand) if answer.scorecard else 0
    return f"  corrected by hand: {count}" if count else ""


def _number(overall: int | None) -> str:
    return "-" if overall is None else str(overall)


def sessions_finish(desk: Desk, arguments: argparse.Namespace) -> int:
    waiting = [a for a in desk.unfinished.all() if not arguments.id or arguments.id in (a.id, a.session_id)]
    if arguments.id and not waiting:
        raise BadInputError(f"There is no unfinished answer '{arguments.id}'.")
    finished: list[dict[str, Any]] = []
    code = ExitCode.DONE
    for answer in waiting:
        progress = ProgressLine(f"Hearing {answer.id}")
        try:
            heard = desk.unfinished.finish(answer.id, progress)
        except BadInputError as error:  # the others may still be heard
            say(f"{answer.id}: {error}")
            code = error.exit_code
            continue
        finally:
            progress.done()
        overall = _overall(heard)
        finished.append({"id": heard.id, "state": heard.state, "overall": overall})
        if not arguments.json:
            show(f"{heard.id}  {heard.state}  {_number(overall)}")
    if arguments.json:
        show_json({"finished": finished})
    elif not waiting:
        show("Nothing is unfinished.")
    return code
