"""The two themes. Screens use the variables of a theme, and no colours of their own."""

from __future__ import annotations

from dataclasses import dataclass

from textual.theme import Theme


@dataclass(frozen=True, kw_only=True)
class Palette:
    """The colours a theme is made of; its other variables are set from these."""

    primary: str
    secondary: str
    accent: str
    foreground: str
    background: str
    surface: str
    panel: str
    warning: str
    error: str
    success: str
    edge: str
    """For borders of what does not have the focus, and for scrollbars."""
    hovered: str
    """For a scrollbar under the mouse."""
    cursor: str
    """For the background of the chosen line."""
    on_cursor: str
    selection: str
    """How opaque the primary colour is behind selected text, in percent."""


NIGHT = Palette(
    primary="#7da6e8",
    secondary="#8d97b5",
    accent="#74d3ae",
    foreground="#dfe3ec",
    background="#12151c",
    surface="#191d27",
    panel="#232936",
    warning="#e8b461",
    error="#ef7d8e",
    success="#8fce8a",
    edge="#39425a",
    hovered="#4a5572",
    cursor="#2b4a52",
    on_cursor="#f2f5fa",
    selection="35%",
)
DAY = Palette(
    primary="#2c5fb8",
    secondary="#5a6684",
    accent="#08705a",
    foreground="#1d2330",
    background="#f5f6f9",
    surface="#ffffff",
    panel="#e6e9f0",
    warning="#96560a",
    error="#b0233f",
    success="#2c7031",
    edge="#bcc4d4",
    hovered="#9aa5bd",
    cursor="#cfe7df",
    on_cursor="#10151f",
    selection="25%",
)


def theme(name: str, colours: Palette, *, dark: bool) -> Theme:
    """A theme of these colours."""
    return Theme(
        name=name,
        dark=dark,
        primary=colours.primary,
        secondary=colours.secondary,
        accent=colours.accent,
        foreground=colours.foreground,
        background=colours.background,
        surface=colours.surface,
        panel=colours.panel,
        warning=colours.warning,
        error=colours.error,
        success=colours.success,
        variables={
            "footer-key-foreground": colours.accent,
            "scrollbar": colours.edge,
            "scrollbar-hover": colours.hovered,
            "scrollbar-active": colours.accent,
            "scrollbar-background": colours.background,
            "scrollbar-background-hover": colours.background,
            "scrollbar-background-active": colours.background,
            "border": colours.accent,
            "border-blurred": colours.edge,
            "block-cursor-background": colours.cursor,
            "block-cursor-foreground": colours.on_cursor,
            "block-cursor-blurred-background": colours.panel,
            "block-cursor-blurred-foreground": colours.foreground,
            "block-cursor-text-style": "none",
            "input-selection-background": f"{colours.primary} {colours.selection}",
        },
    )


THEMES = (theme("night", NIGHT, dark=True), theme("day", DAY, dark=False))
