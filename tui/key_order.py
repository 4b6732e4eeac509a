"""Keys handed on one after another: what is typed behind a key that moves on waits until it has moved.

Textual looks a key's command up only when the key has risen from the focused widget to the application, while the letters
behind it go to whatever has the focus by then. A quick typist, or a slow PC, would find "12" in the field before.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable

from textual import events
from textual.app import App
from textual.widgets import Input, TextArea

Event = events.Key | events.Paste

_EDITING = frozenset(
    ("backspace", "delete", "left", "right", "up", "down", "home", "end", "shift+left", "shift+right")
)
_ROUNDS = 10
"""Rounds in which everyone on the way from the focused widget to the application does what is waiting for them, after
which a key has had its effect: it rises by one of them in a round."""
_MOST_ROUNDS = 100
_AGAIN = 0.02
"""Seconds before one looks, so that what the key does is shown first; and between two looks at a worker."""
_LONGEST = 500
"""Looks after which keys are handed on all the same."""


class KeyOrder:
    """Hands keys and pastes on in their order.

    Args:
        app: The application.
        hand_on: Does with an event what the application does with it.
        is_busy: Whether a worker is about to open another screen.
    """

    def __init__(
        self,
        app: App[int],
        hand_on: Callable[[Event], Awaitable[None]],
        is_busy: Callable[[], bool],
    ) -> None:
        self._app = app
        self._hand_on = hand_on
        self._is_busy = is_busy
        self._waiting: deque[Event] = deque()
        self._moving = False
        self._typed = False
        self._looks = 0

    async def take(self, event: Event) -> None:
        """Take an event: hand it on now, or after those before it."""
        self._waiting.append(event)
        await self._next()

    async def _next(self) -> None:
        while self._waiting and not self._moving:
            event = self._waiting[0]
            moves = self._may_move(event)
            if moves and self._typed:  # what was typed has to be told before the field is another question's
                self._moving, self._typed, self._looks = True, False, 0
                self._wait(_ROUNDS)
                return
            self._waiting.popleft()
            self._typed = not moves
            await self._hand_on(event)
            if moves:
                self._moving = True
                self._looks = 0
                self._app.set_timer(_AGAIN, lambda: self._wait(_ROUNDS))

    def _may_move(self, event: Event) -> bool:
        """Tell whether an event may do more than edit the text that has the focus."""
        if isinstance(event, events.Paste) or not isinstance(self._app.focused, Input | TextArea):
            return isinstance(event, events.Key)
        return not (event.is_printable or event.key in _EDITING)

    def _wait(self, rounds: int) -> None:
        """Wait until all on the way from the focused widget to the application have done what they had to, so many times."""
        if not self._app.screen_stack:  # the application is on its way out
            return
        focused = self._app.focused
        pumps = [self._app, self._app.screen] if focused is None else [*focused.ancestors_with_self]
        asked = Asked(lambda: self._look(rounds - 1), len(pumps))
        for pump in pumps:
            if not pump.call_later(asked.answered):
                asked.answered()

    def _look(self, rounds: int) -> None:
        self._looks += 1
        if rounds > 0:
            self._wait(rounds)
        elif self._is_busy() and self._looks < _LONGEST:
            self._app.set_timer(_AGAIN, lambda: self._wait(_ROUNDS))
        elif not self._app.screen.is_running and self._looks < _MOST_ROUNDS:
            self._wait(1)
        else:
            self._moving = False
            if self._waiting:
                self._app.call_next(self._next)


class Asked:
    """Calls back once all of those asked have answered.

    Args:
        done: Called then.
        number: How many were asked.
    """

    def __init__(self, done: Callable[[], None], number: int) -> None:
        self._done = done
        self._left = number

    def answered(self) -> None:
        """Take one answer."""
        self._left -= 1
        if not self._left:
            self._done()
