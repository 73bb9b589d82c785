"""The part of the app that serves screen readers: plain screens by choice, and F9, which reads any screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import App
from textual.binding import Binding, BindingType

from simulator.ui.plain import PLAIN, as_text, is_plain, place_of
from simulator.ui.screens.read import ReadScreen

if TYPE_CHECKING:
    from simulator.use_cases.settings_store import SettingsStore


class PlainApp(App[None]):
    """Draws plainly while the setting `screens` says so."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f9", "read_plainly", "Read", id="app.f-read", priority=True, tooltip="The screen as text"),
        Binding("f9", "read", "Read", id="app.read", show=False, priority=True, tooltip="The screen as text"),
    ]

    def draw_as_set(self, settings: SettingsStore) -> None:
        """Draw as the setting says, now and after each change of it."""

        def draw() -> None:
            self.set_class(settings.current.screens == "plain", PLAIN)
            self.screen.refresh_bindings()

        def soon() -> None:
            self.call_later(draw)

        draw()
        settings.subscribe(("screens",), soon)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The key that reads stands in the footer where screens are plain."""
        return is_plain(self) if action == "read_plainly" else True

    def action_read_plainly(self) -> None:
        self.action_read()

    def action_read(self) -> None:
        """Give what the screen shows as text."""
        if not isinstance(self.screen, ReadScreen):
            self.push_screen(ReadScreen(as_text(self.screen)))

    def post_display_hook(self) -> None:
        """Show the terminal's cursor where the keyboard is: screen readers follow it."""
        if is_plain(self) and not self.is_headless and self._driver is not None:
            at = place_of(self.screen)
            self._driver.write(f"\x1b[{at.y + 1};{at.x + 1}H\x1b[?25h")
            self._driver.flush()
