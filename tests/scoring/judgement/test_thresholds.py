"""Where judging begins and ends: own questions, rambling, what is no answer; each limit from both sides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from simulator.model.transcript import Transcript, Word, WordKind, from_text
from simulator.scoring.judgement.curiosity import ClosingRules, Sign, _Likeness, curiosity, questions_in
from simulator.scoring.judgement.judgeable import judgeable, why_not
from simulator.scoring.measures.rambling import rambles

# The candidate's own questions

RULES = ClosingRules(
    start=50,
    sign=(
        Sign(id="open", points=20, good="it is open", opens=("what", "how is")),
        Sign(id="money", points=-30, bad="it is about pay", phrases=("pay", "days off")),
        Sign(id="team", points=30, good="it is about the team", phrases=("your team",)),
    ),
    likeness=_Likeness(points=10, thoughtful=("near",), shallow=("far",)),
)
WORK = "Ask about this team's own problems: how they decide, what went wrong, what success looks like."


@pytest.mark.parametrize(
    ("text", "score", "good", "bad"),
    [
        ("What is it for?", 70, ["it is open"], []),
        ("So, my first question is: what is it for?", 70, ["it is open"], []),
        ("Somewhat is it?", 50, [], []),
        ("How is it made?", 70, ["it is open"], []),
        ("How was it made?", 50, [], []),
        ("Do you PAY?", 20, [], ["it is about pay"]),
        ("Do you repay it?", 50, [], []),
        ("What does your team pay?", 70, ["it is open", "it is about the team"], ["it is about pay"]),
        ("What is your team like, your team?", 100, ["it is open", "it is about the team"], []),
    ],
)
def test_signs_add_up(text: str, score: int, good: list[str], bad: list[str]) -> None:
    (found,) = curiosity(text, RULES, None).questions
    assert (found.text, found.score, list(found.good), list(found.bad)) == (text, score, good, bad)


def test_no_score_is_below_nothing() -> None:
    poor = ClosingRules(start=10, sign=RULES.sign, likeness=RULES.likeness)
    assert curiosity("Do you pay?", poor, None).questions[0].score == 0
    assert curiosity("Do you pay?", poor, None).score == 0


def test_the_two_best_count_and_pay_first_costs() -> None:
    pay, plain, good = "Do you pay?", "Do you rest here?", "What is your team for?"
    assert curiosity(f"{plain} {pay} {good}", RULES, None).score == 75
    assert curiosity(f"{good} {plain} {pay}", RULES, None).score == 75
    assert curiosity(good, RULES, None).score == 100
    first = curiosity(f"{pay} {good}", RULES, None)
    assert (first.score, first.sentence) == (45, "Pay or perks came first: begin with the work.")
    assert curiosity(pay, RULES, None).score == 5


def test_what_is_said_about_the_questions() -> None:
    assert curiosity("What is your team for?", RULES, None).sentence == (
        "A thoughtful question was among them (it is about the team)."
    )
    silent = ClosingRules(start=80, sign=(), likeness=RULES.likeness)
    assert curiosity("Do you rest?", silent, None).sentence == "A thoughtful question was among them."
    assert curiosity("Do you rest?", RULES, None).sentence == WORK
    assert curiosity("Yes.", RULES, None).sentence == "You asked nothing: bring two questions about the work."


class Line:
    """Texts on a line: likeness to "near" is what the text says, to "far" what is left of one."""

    id = "line"

    def embed(self, sentences: Sequence[str]) -> np.ndarray:
        def of(text: str) -> tuple[float, float]:
            known = {"near": (1.0, 0.0), "far": (0.0, 1.0)}
            share = float(text.rstrip("?").split()[-1]) if text.endswith("?") else 0.0
            return known.get(text, (share, 1 - share))

        return np.array([of(text) for text in sentences], dtype=np.float32)


@pytest.mark.parametrize(
    ("near", "score"), [("0.5", 50), ("0.575", 55), ("0.65", 60), ("0.9", 60), ("0.425", 45), ("0.1", 40)]
)
def test_likeness_earns_or_costs_up_to_its_points(near: str, score: int) -> None:
    assert curiosity(f"Do you say {near}?", RULES, Line()).questions[0].score == score


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("Why so? Is it so?", ["Is it so?"]),
        ("I wonder what it is. It is fun.", ["I wonder what it is."]),
        ("Well, okay, tell me more. Tell us more.", ["Well, okay, tell me more."]),
        ("You are what? Really.", ["You are what?"]),
        ("My next question is where you work", ["My next question is where you work"]),
        ("I'd love to hear more! You'd love it", ["I'd love to hear more!"]),
        ("", []),
    ],
)
def test_what_is_a_question(said: str, asked: list[str]) -> None:
    assert list(questions_in(said)) == asked


# Rambling


def spoken(*parts: tuple[str, float, float]) -> tuple[Word, ...]:
    """Texts with the second of their first word and the seconds between words."""
    return tuple(
        Word(text=word, start_s=start + at * every, end_s=start + at * every + 0.1)
        for text, start, every in parts
        for at, word in enumerate(text.split())
    )


TWELVE = "goal churn window features payments logins support tickets baseline regression forest boosting"
ELEVEN = TWELVE.rsplit(" ", 1)[0]


def circles(said: tuple[Word, ...], **given: float) -> bool:
    return rambles(said, **({"elapsed_s": 100.0, "limit_s": 180.0, "silent_s": 0.0} | given))


def test_twelve_topics_without_anything_new_go_in_circles() -> None:
    assert circles(spoken((TWELVE, 0, 1), (TWELVE, 60, 1)))
    assert not circles(spoken((TWELVE, 0, 1), (ELEVEN, 60, 1)))
    assert not circles(spoken((TWELVE, 60, 1)))
    assert circles(spoken((TWELVE, 0, 1), (f"the of {TWELVE} a", 60, 1)))


def test_three_in_ten_new_topics_are_enough() -> None:
    ten = f"{TWELVE} gamma delta omega"  # 15 topics
    assert circles(spoken((TWELVE, 0, 1), (f"{ten} kappa", 60, 1)))  # 4 of 16 are new
    assert not circles(spoken((TWELVE, 0, 1), (f"{ten} kappa lambda zeta", 60, 1)))  # 6 of 18


def test_recent_is_the_last_forty_five_seconds() -> None:
    assert circles(spoken((TWELVE, 0, 1), (TWELVE, 56.5, 1)))
    assert not circles(spoken((TWELVE, 0, 0.1), ("goal", 1.2, 1), (TWELVE, 30, 1)), elapsed_s=89.0)
    assert circles(spoken((ELEVEN, 0, 0.1), ("boosting", 10.0, 1), (TWELVE, 44, 1)))
    assert not circles(spoken((ELEVEN, 11, 0.1), ("boosting", 12.2, 1), (TWELVE, 44, 1)))


def test_a_word_just_forty_five_seconds_ago_is_recent() -> None:
    rest = TWELVE.split(" ", 1)[1]
    assert circles(spoken((TWELVE, 0, 1), ("goal", 26, 1), (rest, 61, 1)))
    new = "gamma delta omega " + " ".join(rest.split()[:8])
    assert not circles(spoken((TWELVE, 0, 1), ("kappa", 26, 1), (new, 61, 1)))


def test_only_words_with_times_count() -> None:
    said = spoken((TWELVE, 0, 1), (TWELVE, 60, 1))
    fillers = tuple(replace(word, kind=WordKind.FILLER) for word in said)
    assert not circles(fillers)
    assert not circles(from_text(f"{TWELVE} {TWELVE}").words)


def test_when_somebody_is_stopped() -> None:
    said = spoken((TWELVE, 0, 1), (TWELVE, 60, 1))
    assert not circles(said, elapsed_s=89.9)
    assert circles(said, elapsed_s=90)
    assert circles(said, silent_s=0.9)
    assert not circles(said, silent_s=1.0)
    assert circles((), elapsed_s=125, limit_s=100)
    assert not circles((), elapsed_s=124, limit_s=100)
    assert not circles((), elapsed_s=89, limit_s=10)


# What is no answer

PLAIN = "so we log the rows and then we look at the error of it "  # 13 words, most of them common


def reason(text: str) -> str:
    return why_not(from_text(text)) or ""


def test_three_thousand_words_are_judged_and_one_more_is_not() -> None:
    varied = " ".join(f"so we log the row{at} and it is fine" for at in range(334)).split()
    assert "far more" not in reason(" ".join(varied[:3000]))
    assert reason(" ".join(varied[:3001])) == (
        "3,001 words are far more than one answer: "
        "at most 3,000 words, some twenty minutes of speech, are judged at a time."
    )


def test_half_of_the_letters_must_be_latin() -> None:
    assert reason("модель abcdef") == ""
    assert reason("модельк abcdef") == "This is not English: only English answers are judged."
    assert reason("12 34") == ""


def test_less_than_fifteen_words_are_not_looked_at_further() -> None:
    assert reason("gradient " * 14) == ""
    assert "list of words" in reason("gradient " * 15)
    assert "list of words" in reason("gradient " * 14 + "— – xyz")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "German",
            "wir haben das Modell mit den Daten von gestern und dann auch noch mit den anderen geprüft",
        ),
        ("Spanish", "nosotros vimos que el modelo de la semana no es muy bueno para los datos en la nube"),
        ("French", "nous avons vu que le modèle de la semaine ne marche pas avec les données dans le nuage"),
        ("Italian", "il modello che abbiamo visto non è molto buono per i dati della settimana e gli altri"),
        ("Portuguese", "o modelo que nós vimos não é muito bom para os dados da semana com as outras coisas"),
        (
            "Dutch",
            "wij hebben het model van de week met de gegevens van gisteren en ook nog een ander getest",
        ),
    ],
)
def test_other_languages_are_named(language: str, text: str) -> None:
    assert reason(text) == f"This sounds {language}: only English answers are judged."


def test_enough_common_words_make_english() -> None:
    assert "list of words" in reason("the of " + "gradient model loss feature pipeline " * 3)  # 2 of 17
    assert reason("so the of it " + "gradient model loss feature pipeline " * 3) == ""  # 4 of 19


def test_a_contraction_is_as_common_as_its_first_word() -> None:
    assert reason("it's we're they've " + "gradient model loss " * 4) == ""
    assert reason("gradient's " + "gradient model loss " * 5) == (
        "This is a list of words, or not English: only English answers in sentences are judged."
    )


def test_half_of_its_phrases_may_be_said_again() -> None:
    def text(again: int) -> str:
        fresh = " ".join(f"so we log the row{at} and it is fine" for at in range(6))
        return fresh + " and now we look at the error of it once" * again

    assert reason(text(3)) == ""
    assert reason(text(12)).startswith("Most of this is the same phrase again and again")


def test_articles_before_words_that_take_none_make_no_sentences() -> None:
    wrong, right = "the of row ", "the row is "
    assert "no sentences" in reason(wrong * 3 + right * 4 + "and so we log it now or then")
    assert "no sentences" in reason(wrong * 3 + right * 3 + "and so we log it now or then")
    assert reason(wrong * 2 + right * 4 + "and so we log it now or then") == ""
    assert reason(wrong * 3 + right * 2 + "and so we log it now or then") == ""
    assert reason("the most row " * 3 + right * 4 + "and so we log it now or then") == ""


def test_what_is_refused_carries_its_reason() -> None:
    found = judgeable(from_text("gradient " * 15))
    assert (found.scorable, found.reason) == (False, reason("gradient " * 15))
    fine = from_text(PLAIN * 2)
    assert judgeable(fine) is fine
    refused = Transcript(words=fine.words, text="", scorable=False, reason="Too quiet.")
    assert judgeable(refused) is refused
