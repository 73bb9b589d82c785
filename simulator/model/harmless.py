"""Text that no terminal can be driven by, whatever an answer, a question or a file name contains."""

from __future__ import annotations

CONTROLS = [
    *(code for code in range(0x20) if chr(code) not in "\n\t"),
    *range(0x7F, 0xA0),
    0x061C,
    0x200E,
    0x200F,
    *range(0x202A, 0x202F),  # these turn the direction of what follows
    *range(0x2066, 0x206A),
]


AS_REPLACEMENT = dict.fromkeys(CONTROLS, "\ufffd")


AS_ESCAPE = {code: f"\\u{code:04x}" for code in CONTROLS}


def harmless(text: str) -> str:
    """`text` with U+FFFD in place of every character that a terminal could obey."""
    return text.translate(AS_REPLACEMENT)
