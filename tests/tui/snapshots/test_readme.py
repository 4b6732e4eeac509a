"""The picture the README shows."""

from collections.abc import Callable

from strategies.pictures import Walk, begun

from scoring.drafts.paths import Entries


def test_checklist(taken: Callable[..., bool]) -> None:
    """A draft half answered, a figure just typed: the total above, the points and why below."""
    entries: Entries = {
        ("facts", "staff", "value"): "22",
        ("facts", "rooms", "value"): "12",
        ("facts", "computers", "value"): "26",
        ("facts", "households", "value"): "1.890",
        ("answers", "1.1", "evidence", "0", "number"): "02/BB-UBND",
        ("answers", "1.1", "evidence", "0", "date"): "5/1/2024",
        ("answers", "1.1", "source"): "Sổ tài sản",
        ("answers", "1.3", "value"): "all_rooms",
    }

    async def scene(walk: Walk) -> None:
        await walk.open_checklist(begun(walk.desk, "xa-ict", entries), ("answers", "1.1"))
        await walk.type("20")

    assert taken("vi-dark-110x34", scene)
