"""Rating, rescoring, a second judge: the part of the studio that asks how far the scores can be trusted."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from simulator.model.errors import BadInputError
from simulator.model.formats import scorecard_json
from simulator.model.question import Question
from simulator.model.records import AnswerRecord, AnswerState, Rating, StrongSentence
from simulator.use_cases.look_back.housekeeping import SAMPLE

if TYPE_CHECKING:
    from simulator.archive.store import Archive
    from simulator.model.opinion import Opinion
    from simulator.model.settings import Settings
    from simulator.model.transcript import Transcript
    from simulator.use_cases.look_back.agreement import Agreement
    from simulator.use_cases.scorer import Judge

SCALE = range(1, 6)


@dataclass(frozen=True, kw_only=True)
class Rescored:
    """What scoring an answer again came to."""

    id: str
    before: int | None
    after: int | None
    changed: bool
    """Whether anything in the scorecard is different."""
    done: int
    """Answers gone through so far, this one included."""
    all: int


class Judging:
    """Needs the settings, the archive, the judge, and questions as they were asked."""

    settings: Settings

    @cached_property
    @abstractmethod
    def archive(self) -> Archive: ...

    @cached_property
    @abstractmethod
    def judge(self) -> Judge: ...

    @abstractmethod
    def answers(self, session_id: str) -> tuple[AnswerRecord, ...]: ...

    @abstractmethod
    def question_of(self, answer: AnswerRecord) -> Question | None: ...

    def rate(self, answer_id: str, rating: Rating) -> Agreement:
        """Keep a rating; returns how well scores and ratings agree now. Raises `BadInputError`."""
        given = (rating.overall, rating.clarity, rating.structure, rating.content)
        if not all(value in SCALE for value in given if value is not None):
            raise BadInputError("A rating is a number from 1 (weak) to 5 (strong).")
        if answer_id.split("/")[0] == SAMPLE:
            raise BadInputError("The shipped sample is not rated: it is not your answer.")
        answer = self.answers(answer_id)[-1]
        if answer.state is not AnswerState.SCORED:
            raise BadInputError(f"{answer.id} has no score to compare a rating with.")
        self.archive.ratings.rate(answer.id, rating)
        return self.agreement()

    def rate_now(self, answer_id: str, overall: int) -> Agreement:
        """Keep one's own overall rating."""
        now = datetime.now().astimezone().isoformat(timespec="seconds")
        return self.rate(answer_id, Rating(at=now, by="me", overall=overall))

    def agreement(self) -> Agreement:
        """How well scores and ratings agree, over all ratings."""
        from simulator.use_cases.look_back.agreement import agreement

        return agreement(self.archive.ratings.pairs())

    def rescore(self, identifier: str | None = None) -> Iterator[Rescored]:
        """Score stored transcripts again, one by one; stopping between two leaves all as it should be.

        The earlier scorecard is kept. Raises `BadInputError` for an unknown id.
        """
        wanted = (
            [answer.id for answer in self.answers(identifier)]
            if identifier
            else self.archive.ratings.scored_ids()
        )
        for done, answer_id in enumerate(wanted, 1):
            answer = self.archive.answer(answer_id)
            if answer.transcript is None or answer.scorecard is None:
                continue
            card = self.judge.score(answer.transcript, self.question_of(answer), answer.audience)
            changed = scorecard_json(card) != scorecard_json(answer.scorecard)
            if changed:
                self.archive.ratings.set_aside(answer_id, datetime.now().astimezone())
                keep = self.archive.scored if card.scorable else self.archive.refused
                keep(answer_id, answer.transcript, card)
            yield Rescored(
                id=answer_id,
                before=answer.scorecard.overall,
                after=card.overall,
                changed=changed,
                done=done,
                all=len(wanted),
            )

    def strong_answer(self, question: Question) -> tuple[StrongSentence, ...]:
        """The model answer by sentence, each with what it does; empty without one. Slow at first."""
        return self.judge.strong_answer(question) if question.model_answer else ()

    def opinions_json(self, answer_id: str) -> dict[str, Any]:
        """Ratings and earlier scores of an answer, as `sessions show` publishes them."""
        if answer_id.split("/")[0] == SAMPLE:
            return {"ratings": [], "earlier": []}
        return {
            "ratings": [asdict(rating) for rating in self.archive.ratings.of(answer_id)],
            "earlier": [asdict(scoring) for scoring in self.archive.ratings.earlier_scorings(answer_id)],
        }

    def check_second_judge(self) -> None:
        """Raises `MissingPartError` when there is none, `BadInputError` when it is not agreed to."""
        from simulator.second_judge.endpoint import endpoint

        endpoint(self.settings)

    def second_opinion(self, transcript: Transcript, question: Question | None) -> Opinion:
        """What the second judge thinks of an answer; stored nowhere. Slow.

        Raises `MissingPartError` when there is none or it fails, `BadInputError` without a question.
        """
        from simulator.second_judge.endpoint import ask

        if question is None:
            raise BadInputError("The second judge needs the question that was asked.")
        return ask(self.settings, question, transcript)
