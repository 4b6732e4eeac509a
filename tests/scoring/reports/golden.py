"""What a small merge gives, kept byte for byte beside this file: run as a script, it is written anew."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

HERE = Path(__file__).parent / "golden"
ROOT = Path(__file__).parents[3]
LANGS = ("vi", "en")


def outputs(folder: Path, lang: str) -> dict[str, bytes]:
    """Return the files of a small merge by name; of the workbook its sheets, texts and charts."""
    from strategies.merges import since, small  # noqa: PLC0415 - a script has to find it first

    from criteria.reading import load_set  # noqa: PLC0415 - likewise
    from scoring.reports import write_page, write_workbook  # noqa: PLC0415 - likewise
    from scoring.tables import rank_units, write_changes, write_indicators, write_ranking  # noqa: PLC0415 - likewise

    known = load_set(ROOT / "criteria/sets/vi-du/2024.1")
    merged = small(folder / "out", known, "en" if lang == "en" else "vi", 6)
    ranked = rank_units(merged)
    write_ranking(merged, ranked, str(folder / "ranking.csv"))
    write_indicators(merged, str(folder / "indicators.csv"))
    changes = since(merged, folder / "earlier")
    write_changes(merged, changes, str(folder / "changes.csv"))
    write_page(merged, ranked, str(folder / "report.html"), changes)
    write_workbook(merged, ranked, str(folder / "report.xlsx"), changes)
    names = ("ranking.csv", "indicators.csv", "changes.csv", "report.html")
    found = {name: (folder / name).read_bytes() for name in names}
    with zipfile.ZipFile(folder / "report.xlsx") as archive:
        for name in archive.namelist():
            if name.startswith(
                ("xl/worksheets/sheet", "xl/sharedStrings", "xl/charts/chart", "docProps/core")
            ):
                found[f"report.xlsx/{name}"] = archive.read(name)
    return found


def kept(lang: str) -> dict[str, bytes]:
    """Return the files as they are kept."""
    folder = HERE / lang
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def main() -> None:
    """Write the files anew."""
    sys.path.insert(0, str(ROOT / "tests"))
    for lang in LANGS:
        with TemporaryDirectory() as folder:
            for name, content in outputs(Path(folder), lang).items():
                path = HERE / lang / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)


if __name__ == "__main__":
    main()
