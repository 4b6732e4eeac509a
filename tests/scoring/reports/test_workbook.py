"""The workbook read back cell by cell: texts stay texts, numbers are numbers, nothing runs, and the same bytes each time."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.cell import Cell
from openpyxl.workbook import Workbook
from strategies.merges import LATEST, Maker, merged, small

from criteria.model import IndicatorSet
from criteria.reading import load_set
from scoring.merge.csv_text import CsvStyle
from scoring.merge.merged import Merged, MissingUnit, Problem
from scoring.reports import write_workbook
from scoring.reports.workbook.book import LONGEST, safe
from scoring.tables import rank_units

HOSTILE = (
    '=HYPERLINK("http://x.example")',
    "+1+1",
    "-1",
    "@SUM(A1)",
    "＝1+1",
    "http://x.example/a",
    "mailto:a@b.example",
    "<r><t>x</t></r>",
    "<script>alert(1)</script>",
    "_x0041_",
    "\x1b[31mđỏ\x00\x0b\x1f",
    "\ufffe\uffff\ud800",
    "&amp; ]]> <![CDATA[",
    "[b]x[/b]",
    "Xã\nĐiềm\tThụy",
    "12E5",
    "1.234,5",
    "00123",
)
pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")


@pytest.fixture(scope="module")
def known(root: Path) -> IndicatorSet:
    """Return the set that the reports are made with."""
    return load_set(root / "criteria/sets/vi-du/2024.1")


def written(merged: Merged, path: Path) -> Path:
    """Write the workbook of a merge and return its path."""
    write_workbook(merged, rank_units(merged), str(path))
    return path


def cells(book: Workbook) -> Iterator[Cell]:
    """Yield every cell that holds something."""
    for sheet in book:
        for row in sheet.iter_rows():
            yield from (cell for cell in row if isinstance(cell, Cell) and cell.value is not None)


def table(book: Workbook, name: str) -> list[dict[str, object]]:
    """Return the rows of a sheet's table by their headings; they stand in the row that is repeated when printed."""
    sheet = book[name]
    head = int(str(sheet.print_title_rows).rpartition("$")[2])
    titles = [str(cell.value) for cell in sheet[head]]
    return [
        dict(zip(titles, row, strict=True)) for row in sheet.iter_rows(min_row=head + 1, values_only=True)
    ]


def test_the_ranking_is_read_back_as_it_was(known: IndicatorSet, tmp_path: Path) -> None:
    """Ranks, points and shares are numbers, codes and names are texts with their marks."""
    merge = small(tmp_path / "out", known)
    ranked = rank_units(merge)
    rows = table(load_workbook(written(merge, tmp_path / "a.xlsx")), "Xếp hạng")
    assert len(rows) == len(ranked)
    for row, one in zip(rows, ranked, strict=True):
        unit = one.unit
        assert (row["Hạng"], row["Mã"], row["Đơn vị"]) == (one.rank, unit.unit_code, unit.unit_name)
        assert row["Điểm"] == pytest.approx(float(unit.points), abs=1e-12)
        assert unit.percent is not None
        assert row["Tỷ lệ"] == pytest.approx(float(unit.percent) / 100, abs=1e-12)
        assert (row["Hạng cao nhất"], row["Hạng thấp nhất"]) == (one.best, one.worst)
        assert row["Độ vững"] == ("Hạng vững" if one.is_firm else "Hạng mong manh")
        assert row["Đã trả lời"] == f"{unit.answered}/{unit.asked}"


def test_every_answer_has_its_row(known: IndicatorSet, tmp_path: Path) -> None:
    """The streamed sheet holds what `answers.csv` holds: figures as numbers, words as words."""
    merge = small(tmp_path / "out", known)
    rows = table(load_workbook(written(merge, tmp_path / "a.xlsx")), "Chi tiết")
    source = [*merge.answers()]
    assert len(rows) == len(source)
    for row, (code, _, _, _, indicator, _, points, most, _, _, _, _, _, _, reason) in zip(
        rows, source, strict=True
    ):
        assert (row["Mã"], row["Chỉ số"], row["Vì sao"]) == (code, indicator, reason)
        assert row["Điểm"] == (float(points.replace(",", ".")) if points else None)
        assert row["Điểm tối đa"] == float(most.replace(",", "."))


@pytest.mark.parametrize("place", range(len(HOSTILE)))
def test_nothing_from_a_record_runs(place: int, known: IndicatorSet, tmp_path: Path) -> None:
    """Formulas, addresses, ready-made markup and what XML forbids come out as texts, in every sheet they reach."""
    evil = HOSTILE[place]
    maker = Maker(known)
    cards = [maker.card(0), maker.card(1)]
    unit = cards[0].record.unit
    cards[0] = cards[0]._replace(
        record=cards[0].record._replace(unit=unit._replace(name=evil, parent=unit.parent._replace(name=evil)))
    )
    merge = merged(
        tmp_path / "out",
        cards,
        missing=[MissingUnit(evil, evil, evil)],
        problems=[Problem("broken", "fault", "F005", evil, evil, evil, evil)],
    )
    book = load_workbook(written(merge, tmp_path / "a.xlsx"))
    found = [*cells(book)]
    assert not [cell for cell in found if cell.data_type == "f" or cell.hyperlink is not None]
    assert safe(evil).strip() in {str(cell.value).strip() for cell in found}
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        sheets = b"".join(archive.read(name) for name in archive.namelist() if name.endswith(".xml"))
    assert b"<f>" not in sheets.replace(b"<f>Sheet", b"")  # charts and nothing else
    assert b"<hyperlink" not in sheets


def test_a_cell_holds_no_more_than_a_spreadsheet_can() -> None:
    """A text is cut at 32,767 characters; markup that XlsxWriter would take as ready is not."""
    assert len(safe("ạ" * 40_000)) == LONGEST
    assert safe("<r><t>x</t></r>") == " <r><t>x</t></r>"


def test_the_sheets_are_set_up_for_paper_and_screen(known: IndicatorSet, tmp_path: Path) -> None:
    """A4 landscape, headings repeated and frozen, filters over the whole table, the latest date of the inputs."""
    book = load_workbook(written(small(tmp_path / "out", known), tmp_path / "a.xlsx"))
    assert book.sheetnames == [
        "Tóm tắt",
        "Xếp hạng",
        "Trụ cột",
        "Chỉ số",
        "Cần xem lại",
        "Chưa nộp",
        "Cách tính điểm",
        "Chi tiết",
    ]
    for name in ("Xếp hạng", "Trụ cột", "Chỉ số", "Cần xem lại", "Chi tiết"):
        sheet = book[name]
        assert (str(sheet.page_setup.paperSize), sheet.page_setup.orientation) == ("9", "landscape")
        head = int(str(sheet.print_title_rows).rpartition("$")[2])
        assert str(sheet.freeze_panes).endswith(str(head + 1))
        assert str(sheet.auto_filter.ref).startswith(f"A{head}:")
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        assert sum(name.startswith("xl/charts/chart") for name in archive.namelist()) == 2
    assert book.properties.created == LATEST.replace(tzinfo=None)


def test_the_same_merge_gives_the_same_bytes(known: IndicatorSet, tmp_path: Path) -> None:
    """No clock: two workbooks of one merge are one file."""
    merge = small(tmp_path / "out", known)
    first, second = (written(merge, tmp_path / name).read_bytes() for name in ("a.xlsx", "b.xlsx"))
    assert first == second


def test_answers_beyond_a_sheet_are_left_out_and_it_is_said(known: IndicatorSet, tmp_path: Path) -> None:
    """More rows than a sheet has: the sheet names the file that holds them."""
    merge = small(tmp_path / "out", known)
    write_workbook(merge, rank_units(merge), str(tmp_path / "a.xlsx"), most_rows=100)
    sheet = load_workbook(tmp_path / "a.xlsx")["Chi tiết"]
    assert "quá 100 dòng" in str(sheet["A4"].value)
    assert "answers.csv" in str(sheet["A4"].value)
    assert sheet.max_row == 4


def test_an_empty_merge_has_a_workbook_too(tmp_path: Path) -> None:
    """Nothing was ranked: the workbook opens, and says so."""
    empty = Merged(
        str(tmp_path), CsvStyle(), by_verified=False, units=(), sets={}, missing=(), conflicts=(), counts={}
    )
    merged(tmp_path, [])
    book = load_workbook(written(empty, tmp_path / "a.xlsx"))
    assert book["Cần xem lại"]["A5"].value == "Không có gì cần xem lại."


def test_a_file_that_cannot_be_written_is_an_error_of_the_system(known: IndicatorSet, tmp_path: Path) -> None:
    """No folder, no workbook: `OSError`, as for every file of a merge."""
    with pytest.raises(OSError, match=r"khong-co"):
        written(small(tmp_path / "out", known), tmp_path / "khong-co" / "a.xlsx")
