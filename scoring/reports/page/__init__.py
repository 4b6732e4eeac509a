"""The page: `report.html`, one file that needs nothing else, for whoever wants to read or print.

`view`, `group`, `findings` and `changes` make ready what `page.html.j2` shows, `data` what `page.js` works with. The
page's own policy allows exactly its one style and its one script, by their hashes, and no request at all.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from scoring.merge.changed import Change
from scoring.merge.merged import Merged
from scoring.merge.outputs import Ranked
from scoring.reports.page.view import page_view
from scoring.reports.wording import Wording

_HERE = Path(__file__).parent


def write_page(
    merged: Merged, ranked: tuple[Ranked, ...], path: str, changes: Sequence[Change] | None = None
) -> None:
    """Write `report.html`.

    Args:
        merged: The merge; its `problems.csv` is read.
        ranked: Its ranking.
        path: A file that is not there yet.
        changes: Against an earlier merge; None where there was none to compare with.

    Raises:
        OSError: A file cannot be read or written.
    """
    style, script = _own("page.css"), _own("page.js")
    environment = Environment(
        loader=FileSystemLoader(_HERE), autoescape=True, undefined=StrictUndefined, auto_reload=False
    )
    view = page_view(merged, ranked, Wording(merged.lang), changes)
    pieces = environment.get_template("page.html.j2").generate(
        **view, style=style, script=script, policy=_policy(style, script)
    )
    with Path(path).open("x", encoding="utf-8", newline="\n") as file:
        file.writelines(pieces)


def _own(name: str) -> Markup:
    """Return a file of ours that stands in the page as it is."""
    return Markup((_HERE / name).read_text("utf-8").strip())  # noqa: S704 - it is our own


def _policy(style: str, script: str) -> str:
    """Return the content security policy: nothing but this style and this script."""
    style_hash, script_hash = (b64encode(sha256(own.encode()).digest()).decode() for own in (style, script))
    return (
        f"default-src 'none'; style-src 'sha256-{style_hash}'; script-src 'sha256-{script_hash}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
