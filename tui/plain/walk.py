"""From question to question, and the menu of a record."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from criteria.faults import FaultError
from criteria.typed import NamedTuple
from scoring.drafts.draft import Place
from scoring.drafts.paths import FRONT, Path, question_key
from scoring.drafts.questions import Question
from scoring.periods import title
from tui.plain.amending import ask_amendment
from tui.plain.beside import ask_beside
from tui.plain.card import tell_card
from tui.plain.choosing import choose
from tui.plain.questions import ask_question, explain, standing, tell_outcome, tell_question
from tui.plain.replies import Command, Said
from tui.plain.submitting import submit
from tui.plain.talk import Talk
from tui.work import CHANGED_ON_DISK, Work

_MOST_FOUND = 20


class Leave(Enum):
    """How a walk ends: the draft is kept, or the record has been handed in."""

    KEPT = "kept"
    HANDED_IN = "handed_in"


Next = Path | Leave


class _Entry(NamedTuple):
    """One line of the menu."""

    key: str
    run: Callable[[Question], Next | None]


class _Detour(NamedTuple):
    """A fact one has gone to because a figure is set against it, and the question to come back to."""

    fact: Path
    back: Path


class Walk:
    """Walks one person through one draft.

    Args:
        talk: What to talk with.
        task: The draft, with its journal and its file.
    """

    def __init__(self, talk: Talk, task: Work) -> None:
        self._talk = talk
        self._task = task
        self._told = False
        self._detour: _Detour | None = None
        self._entries = (
            _Entry("menu_on", lambda question: question.key),
            _Entry("menu_open", self._next_open),
            _Entry("menu_find", lambda _: self._find("")),
            _Entry("menu_card", self._card),
            _Entry("menu_save", self._save),
            _Entry("menu_submit", self._submit),
            _Entry("menu_leave", lambda _: Leave.KEPT),
        )
        self._newer = _Entry("menu_newer", self._change_set)

    def run(self) -> Leave:
        """Walk until the user leaves or hands the record in."""
        self._greet()
        place = self._talk.sheet.draft.place
        step: Next = FRONT if place is None else place.question
        while not isinstance(step, Leave):
            step = self._visit(self._known(step))
        return step

    def _greet(self) -> None:
        talk, task = self._talk, self._task
        head, speech = talk.sheet.draft.head, talk.speech
        talk.say()
        talk.say(f"{head.unit.name}, {title(head.period, speech.lang)}, {head.set.id} {head.set.version}")
        if talk.sheet.read_only:
            talk.say(speech("checklist.held") if task.held else speech("plain.read_only"))
        for fault in task.faults:
            talk.fault(fault)
        if task.newer is not None:
            talk.told("newer", version=task.newer)
        talk.told("commands_short")

    def _known(self, key: Path) -> Question:
        keys = {question.key for question in self._talk.sheet.questions}
        return self._talk.sheet.question(key if key in keys else FRONT)

    def _visit(self, question: Question) -> Next:
        """Ask one question, and return where to go from it."""
        talk = self._talk
        talk.sheet.go(Place(question.key))
        self._tell_trouble()
        tell_question(talk, question)
        at = 0
        while True:
            broken = ask_question(talk, question, at)
            if broken is None:
                onward = self._left(question) if tell_outcome(talk, question) else self._onward(question)
                if onward is not None:
                    return onward
                at = 0
                continue
            at = broken.at
            step = self._obey(broken.command, question)
            if step is not None:
                return step

    def _tell_trouble(self) -> None:
        """Say once that the draft cannot be written, and once that it can again."""
        trouble = self._task.trouble
        if trouble is not None and not self._told:
            for fault in trouble.faults:
                self._talk.fault(fault)
            self._talk.say(self._talk.speech("checklist.not_kept"))
        elif trouble is None and self._told:
            self._talk.say(self._talk.speech("checklist.kept"))
        self._told = trouble is not None

    def _onward(self, question: Question) -> Next:
        """Return where to go from a question that is done with: on, or back to where its figure was missing."""
        detour, self._detour = self._detour, None
        if detour is not None and detour.fact == question.key:
            return detour.back
        return self._beyond(question, 1) or self._at_the_end(question)

    def _left(self, question: Question) -> Next | None:
        """Ask whether to mend an answer that has faults; None to mend it, else where to go."""
        talk = self._talk
        lacking = [key for key in talk.sheet.denominators(question) if not talk.sheet.has_figure(key)]
        talk.told("mend", code=question.code or question.title.text(talk.speech.lang))
        prompt = talk.speech("plain.prompt_mend_fact" if lacking else "plain.prompt_mend")
        while True:
            match talk.hear(prompt):
                case Said(text="1"):
                    return None
                case Said(text="2") if lacking:
                    self._detour = _Detour(lacking[0], question.key)
                    return lacking[0]
                case Said(text="") | Command(name="skip"):
                    return self._onward(question)
                case _:
                    talk.told("no_number" if lacking else "only_one", n=2)

    def _obey(self, command: Command, question: Question) -> Next | None:
        """Do what a command says; None to go on with the same question."""
        talk = self._talk
        match command.name:
            case "explain":
                explain(talk, question)
            case "repeat":
                tell_question(talk, question)
            case "card":
                tell_card(talk)
            case "more":
                self._more(question)
            case "undo" | "redo":
                return self._turned(command.name, question)
            case "back":
                return self._beyond(question, -1) or question.key
            case "skip":
                return self._beyond(question, 1) or self._at_the_end(question)
            case "find":
                return self._find(command.words)
            case "menu":
                return self._menu(question)
            case _:
                talk.told("no_command")
        return None

    def _more(self, question: Question) -> None:
        if question.key == FRONT:
            self._talk.told("nothing_beside")
            return
        ask_beside(self._talk, question, self._task.path)
        if self._talk.sheet.answer(question).says_something or self._talk.sheet.faults(question):
            tell_outcome(self._talk, question)

    def _turned(self, name: str, question: Question) -> Next | None:
        """Undo or redo, and go where that was."""
        sheet = self._talk.sheet
        path = sheet.undo() if name == "undo" else sheet.redo()
        if path is None:
            self._talk.say(self._talk.speech(f"checklist.nothing_to_{name}"))
            return None
        self._talk.told("undone" if name == "undo" else "redone")
        tell_outcome(self._talk, sheet.question(question_key(path)))
        key = question_key(path)
        return None if key == question.key else key

    def _beyond(self, question: Question, by: int) -> Path | None:
        """Return the next question that is asked, or the one before; None at the end."""
        sheet = self._talk.sheet
        questions = sheet.questions
        at = [other.key for other in questions].index(question.key) + by
        while 0 <= at < len(questions):
            if sheet.state(questions[at]) != "not_asked":
                return questions[at].key
            if by > 0:
                self._talk.told("not_asked", code=questions[at].code)
            at += by
        if by < 0:
            self._talk.told("first")
        return None

    def _at_the_end(self, question: Question) -> Next:
        self._talk.say()
        self._talk.told("end")
        self._talk.say(standing(self._talk))
        return self._menu(question)

    def _menu(self, question: Question) -> Next:
        """Offer what can be done with the record, until something leads on."""
        talk = self._talk
        while True:
            entries = self._entries if self._task.newer is None else (*self._entries, self._newer)
            options = [talk.speech(f"plain.{entry.key}") for entry in entries]
            at = choose(talk.voice, talk.speech, talk.speech("plain.menu"), options)
            if at is None:
                return question.key
            step = entries[at].run(question)
            if step is not None:
                return step

    def _next_open(self, question: Question) -> Next | None:
        found = self._talk.sheet.next_open(question.key)
        if found is None:
            self._talk.told("all_answered")
            return None
        return found.key

    def _find(self, words: str) -> Next | None:
        """Find a question by words or code; None where none was chosen."""
        talk = self._talk
        if not words:
            match talk.hear(talk.speech("plain.prompt_find")):
                case Said(text=text) if text:
                    words = text
                case _:
                    return None
        found = talk.sheet.find(words)[:_MOST_FOUND]
        if not found:
            talk.told("nothing_found", words=words)
            return None
        lang = talk.speech.lang
        titles = [f"{other.code} {other.title.text(lang)}".strip() for other in found]
        at = choose(talk.voice, talk.speech, talk.speech("plain.found", n=len(found)), titles)
        return None if at is None else found[at].key

    def _card(self, _: Question) -> None:
        tell_card(self._talk)

    def _save(self, _: Question) -> None:
        """Save the record as a draft."""
        talk = self._talk
        if talk.sheet.read_only:
            talk.told("read_only")
            return
        try:
            self._task.save()
        except FaultError as error:
            for fault in error.faults:
                talk.fault(fault)
            if any(fault.code in CHANGED_ON_DISK for fault in error.faults):
                self._save_beside()
        else:
            talk.say(talk.speech("checklist.saved", file=str(self._task.path)))

    def _save_beside(self) -> None:
        talk = self._talk
        talk.say(talk.speech("checklist.changed_on_disk"))
        options = [talk.speech("plain.save_beside"), talk.speech("plain.not_now")]
        if choose(talk.voice, talk.speech, talk.speech("plain.what_now"), options) == 0:
            try:
                saved = self._task.save_beside()
            except FaultError as error:
                for fault in error.faults:
                    talk.fault(fault)
            else:
                talk.say(talk.speech("checklist.saved", file=str(saved.path)))

    def _change_set(self, _: Question) -> Next | None:
        """Say what the newest version of the set changes, and go on with it where that is wanted."""
        task = self._task
        try:
            amendment = task.amendment()
            if amendment is not None and ask_amendment(self._talk, amendment):
                task.amend(amendment)
                self._talk = self._talk._replace(sheet=task.sheet)
                self._talk.told("amended", version=task.sheet.known.version)
        except FaultError as error:
            for fault in error.faults:
                self._talk.fault(fault)
        return None

    def _submit(self, _: Question) -> Next | None:
        step = submit(self._talk, self._task)
        if step == "handed_in":
            return Leave.HANDED_IN
        return step
