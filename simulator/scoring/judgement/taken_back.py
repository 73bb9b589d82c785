"""Whether a claim is the speaker's own: not told as somebody else's, not called wrong."""

from __future__ import annotations

import re

_OTHERS = (
    r"(?:people|some|many|everyone|everybody|folks|teams|beginners|you might|you'd|one might"
    r"|(?:many|some|most) \w+) (?:often |always |usually |still |will )?"
    r"(?:think|say|claim|assume|believe|expect)"
)
_ERROR = r"myth|misconception|common (?:mistake|trap|error)|tempt\w+|naively?|the trap"
_DISTANCED = re.compile(
    rf"\b(?:{_OTHERS}|{_ERROR}"
    r"|(?:isn't|is not|not) (?:really |actually |quite )?(?:true|the case) that"
    r"|(?:never|not|\w+n't) (?:really |actually |ever )?"
    r"(?:claim|say|assume|believe|think|conclude|mean) that)\b"
)
"""Somebody else's claim, or one that is called wrong before it is told."""

_IT_IS = r"(?:that|this|which|it|they)(?:'s|'re| is| are| would be)"
_IT_IS_NOT = r"(?:that|this|it|they) (?:isn't|aren't|is not|are not)"
_RIGHT = (
    r"(?:really |actually |quite |at all )?"
    r"(?:true|right|so|the case|correct|how (?:it|that|this) works)"
)
_ADVERB = r"(?:just |simply |plain |also |actually |completely )?"
_ADJECTIVE = r"(?:wrong|false|incorrect|untrue|nonsense|backwards"
_NOUN = r"|a (?:common |big |classic )?(?:myth|mistake|trap|fallacy|misconception))"
_CALLED_WRONG = (
    rf"\b(?:{_IT_IS} {_ADVERB}(?:{_ADJECTIVE}{_NOUN}|not {_RIGHT})|{_IT_IS_NOT} {_RIGHT}"
    r"|(?:doesn't|does not|don't) (?:really |actually )?(?:work (?:like that|that way)|hold|follow))\b"
)
_WRONG_HERE = re.compile(_CALLED_WRONG)
_WRONG_BEFORE = re.compile(rf"(?:(?:but|no|well|and|so|actually),? )*{_CALLED_WRONG}|no,? ")
"""How a sentence begins that takes back the one before it."""


def is_taken_back(said: str, following: str) -> bool:
    """Whether `said` is told of others or called wrong, in itself or by the sentence `following` it."""
    text = said.lower()
    return bool(_DISTANCED.search(text) or _WRONG_HERE.search(text) or _WRONG_BEFORE.match(following.lower()))
