"""The few names of `typing` that code needs while it runs, without importing `typing`.

Importing `typing` brings in `re` and `enum` and costs as much as starting Python; the officer's path does without.
Type checkers see the real ones.
"""

from __future__ import annotations

from collections import _tuplegetter  # type: ignore[attr-defined]  # what namedtuple itself uses

__all__ = ["TYPE_CHECKING", "Any", "Literal", "NamedTuple", "assert_never"]

TYPE_CHECKING = False

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any, Literal, NamedTuple, Never, NoReturn, Self
else:
    _OFTEN = 100
    """Values of a class after which compiling its constructor pays."""

    class _Form:
        """Stands in for a special form: whatever it is subscripted with, it is still only a form."""

        __slots__ = ()

        def __getitem__(self, _: object) -> _Form:
            return self

        def __or__(self, _: object) -> _Form:
            return self

        __ror__ = __or__

    Literal = Any = _Form()

    class _Typed(type):
        """Makes an immutable tuple class of a class body: annotations are fields, assignments their defaults."""

        def __new__(cls, name: str, bases: tuple[type, ...], body: dict[str, object]) -> type:
            fields = tuple(body.get("__annotations__", ()))
            defaults = {field: body[field] for field in fields if field in body}
            for position, field in enumerate(fields):
                body[field] = _tuplegetter(position, None)
            body |= {
                "__slots__": (),
                "_fields": fields,
                "_field_defaults": defaults,
                "_tail": tuple(defaults.values()),
                "_made": [],
                "__match_args__": fields,
            }
            return super().__new__(cls, name, bases, body)

    def _compiled(cls: type) -> staticmethod:
        """Return a constructor compiled for one class, as every `typing.NamedTuple` has from the start."""
        names = ", ".join(cls._fields)
        source = f"lambda cls, {names}: new(cls, ({names},))" if names else "lambda cls: new(cls)"
        made = eval(source, {"new": tuple.__new__})  # noqa: S307 - of the class's own field names
        made.__defaults__ = cls._tail
        return staticmethod(made)

    class NamedTuple(tuple, metaclass=_Typed):  # noqa: SLOT001 - the metaclass gives every class its slots
        """Base of immutable values: as `typing.NamedTuple`, and made without compiling code for each class."""

        def __new__(cls, *values: object, **named: object) -> Self:
            """Make a value of positional and named fields; what is not given has its default."""
            fields = cls._fields
            cls._made.append(None)
            if len(cls._made) == _OFTEN:
                cls.__new__ = _compiled(cls)
            if not named:
                missing = len(fields) - len(values)
                if not missing:
                    return tuple.__new__(cls, values)
                if 0 < missing <= len(cls._tail):
                    return tuple.__new__(cls, values + cls._tail[-missing:])
            else:
                given = dict(zip(fields, values, strict=False)) if values else {}
                whole = {**cls._field_defaults, **given, **named}
                if len(whole) == len(fields) >= len(values) and given.keys().isdisjoint(named):
                    try:
                        return tuple.__new__(cls, map(whole.__getitem__, fields))
                    except KeyError:
                        pass
            message = f"{cls.__name__} takes {', '.join(fields)}"
            raise TypeError(message)

        @classmethod
        def _make(cls, values: Iterable[object]) -> NamedTuple:
            return cls(*values)

        def _replace(self, **changed: object) -> NamedTuple:
            if not changed.keys() <= set(self._fields):
                message = f"{type(self).__name__} has only {', '.join(self._fields)}"
                raise TypeError(message)
            return tuple.__new__(
                type(self),
                [changed.get(field, value) for field, value in zip(self._fields, self, strict=True)],
            )

        def _asdict(self) -> dict[str, object]:
            return dict(zip(self._fields, self, strict=True))

        def __repr__(self) -> str:
            shown = ", ".join(f"{field}={value!r}" for field, value in zip(self._fields, self, strict=True))
            return f"{type(self).__name__}({shown})"

        def __getnewargs__(self) -> tuple[object, ...]:
            return tuple(self)


def assert_never(value: Never) -> NoReturn:
    """Say that no value can come here; a type checker proves it."""
    raise AssertionError(value)
