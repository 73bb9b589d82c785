"""The colours: two themes; every screen uses their variables and no colour of its own."""

from textual.theme import Theme

NIGHT = Theme(
    name="night",
    dark=True,
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
    variables={
        "footer-key-foreground": "#74d3ae",
        "scrollbar": "#39425a",
        "scrollbar-hover": "#4a5572",
        "scrollbar-active": "#74d3ae",
        "scrollbar-background": "#12151c",
        "scrollbar-background-hover": "#12151c",
        "scrollbar-background-active": "#12151c",
        "border": "#74d3ae",
        "border-blurred": "#39425a",
        "block-cursor-background": "#2b4a52",
        "block-cursor-foreground": "#f2f5fa",
        "block-cursor-blurred-background": "#232936",
        "block-cursor-blurred-foreground": "#dfe3ec",
        "block-cursor-text-style": "none",
        "input-selection-background": "#7da6e8 35%",
    },
)

DAY = Theme(
    name="day",
    dark=False,
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
    variables={
        "footer-key-foreground": "#08705a",
        "scrollbar": "#bcc4d4",
        "scrollbar-hover": "#9aa5bd",
        "scrollbar-active": "#08705a",
        "scrollbar-background": "#f5f6f9",
        "scrollbar-background-hover": "#f5f6f9",
        "scrollbar-background-active": "#f5f6f9",
        "border": "#08705a",
        "border-blurred": "#bcc4d4",
        "block-cursor-background": "#cfe7df",
        "block-cursor-foreground": "#10151f",
        "block-cursor-blurred-background": "#e6e9f0",
        "block-cursor-blurred-foreground": "#1d2330",
        "block-cursor-text-style": "none",
        "input-selection-background": "#2c5fb8 25%",
    },
)

THEMES = (NIGHT, DAY)
