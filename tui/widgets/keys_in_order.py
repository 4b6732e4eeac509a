"""Keys that are done in the order they come."""

from __future__ import annotations

from textual import events
from textual.widget import Widget


async def done_here(widget: Widget, event: events.Key) -> bool:
    """Do at once what a key does in the focused widget; tell whether it did anything there.

    Textual inserts a letter the moment it reaches the focused widget, but looks up the keys of `BINDINGS` only once
    the key has risen to the app. A Backspace with a letter right behind it, as programs that type Vietnamese send
    them, would then delete that letter.
    """
    for binding in widget._bindings.key_to_bindings.get(event.key, ()):  # noqa: SLF001 - no public name
        if await widget.app.run_action(binding.action, widget):
            event.stop()
            event.prevent_default()
            return True
    return False
