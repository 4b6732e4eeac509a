"""The desk in plain lines: questions, numbered choices, one line of answer at a time, nothing ever drawn over.

For screen readers, simple terminals and pipes. It asks the same questions of the same engine and saves the same
record as the full screen. `voice` speaks and listens, `replies` tells commands from answers, `choosing` offers numbered
choices; `slots` asks for one input, `questions` for one question with all that stands beside it, `walk` goes from one to
the next; `shelf`, `begin`, `first_start`, `adjusting` are the menus around it, and `session` puts them together.
"""
