"""`stories`: the candidate's own stories."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from simulator.cli.commands.common import usage
from simulator.cli.terminal import show, show_json
from simulator.model.counted import counted
from simulator.model.errors import ExitCode

if TYPE_CHECKING:
    import argparse

    from simulator.use_cases.desk import Desk
    from simulator.use_cases.prepare.stories import Shelved


def stories(desk: Desk, arguments: argparse.Namespace) -> int:
    if arguments.action in ("show", "add", "delete") and not arguments.id:
        needs = "a FILE" if arguments.action == "add" else "an ID; `simulator stories list` names them"
        return usage(f"`stories {arguments.action}` needs {needs}.")
    actions = {"list": _list, "show": _show, "check": _check, "add": _add, "delete": _delete}
    return actions[arguments.action](desk, arguments)


def _list(desk: Desk, arguments: argparse.Namespace) -> int:
    shelf = desk.stories.shelf()
    if arguments.json:
        show_json(
            {
                "file": str(shelf.path),
                "stories": [_row(shelved) for shelved in shelf.stories],
                "without_story": [competency.id for competency in shelf.without],
            }
        )
        return ExitCode.DONE
    width = max((len(shelved.story.id) for shelved in shelf.stories), default=0)
    for shelved in shelf.stories:
        last = shelved.last
        told = f"told {last.at[:10]}" if last else "not told yet"
        show(f"{shelved.story.id:<{width}}  {told:<16}  {shelved.story.title}")
    if shelf.without:
        show(f"No story yet for: {', '.join(competency.title for competency in shelf.without)}.")
    show(f"They are kept in {shelf.path}.")
    return ExitCode.DONE


def _row(shelved: Shelved) -> dict[str, Any]:
    last = shelved.last
    return {
        "id": shelved.story.id,
        "title": shelved.story.title,
        "competencies": list(shelved.story.competencies),
        "questions": list(shelved.story.questions),
        "told": len(shelved.tellings),
        "last_told_at": last.at if last else None,
        "last_overall": last.overall if last else None,
    }


def _show(desk: Desk, arguments: argparse.Namespace) -> int:
    from simulator.use_cases.values import STORY_PARTS

    story = desk.stories.get(arguments.id)
    if arguments.json:
        fields = ("id", "title", "competencies", "questions", *STORY_PARTS)
        show_json({name: getattr(story, name) for name in fields})
        return ExitCode.DONE
    show(story.title)
    for name in STORY_PARTS:
        show(f"  {name:<10} {getattr(story, name).strip() or '-'}")
    show(f"  shows      {', '.join(story.competencies) or '-'}")
    for question in desk.stories.questions(story):
        show(f"  answers    {question.prompt} ({question.id})")
    return ExitCode.DONE


def _check(desk: Desk, arguments: argparse.Namespace) -> int:
    found = desk.stories.read(arguments.id) if arguments.id else desk.stories.all()
    if arguments.json:
        show_json({"stories": len(found)})
    else:
        show(f"{counted(len(found), 'story', 'stories')}, nothing wrong.")
    return ExitCode.DONE


def _add(desk: Desk, arguments: argparse.Namespace) -> int:
    added = desk.stories.add(arguments.id)
    if arguments.json:
        show_json({"added": [story.id for story in added]})
    else:
        show(f"{counted(len(added), 'story', 'stories')} kept.")
    return ExitCode.DONE


def _delete(desk: Desk, arguments: argparse.Namespace) -> int:
    desk.stories.delete(arguments.id)
    if arguments.json:
        show_json({"deleted": arguments.id})
    else:
        show(f"Deleted {arguments.id}; the answers that told it stay.")
    return ExitCode.DONE
