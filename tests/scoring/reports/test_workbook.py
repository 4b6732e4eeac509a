"""The workbook read back cell by cell: texts stay texts, numbers are numbers, nothing runs, and the same bytes each time."""

from __future__ import annotations

import errno
import itertools
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.cell import Cell
from openpyxl.workbook import Workbook
from strategies.merges import LATEST, Maker, merged, since, small

from criteria.model import IndicatorSet
from criteria.reading import load_set
from scoring.merge.csv_text import CsvStyle
from scoring.merge.merged import Merged, MissingUnit, Problem, UnitResult
from scoring.reports import write_workbook
from scoring.reports.wording import Wording
from scoring.reports.workbook.book import LONGEST, fitting, lines_of, safe
from scoring.reports.workbook.chosen import chosen
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
    """No folder, no workbook: the system's own `OSError`, with its number: a full disk is known by it."""
    with pytest.raises(OSError, match=r"khong-co") as caught:
        written(small(tmp_path / "out", known), tmp_path / "khong-co" / "a.xlsx")
    assert caught.value.errno == errno.ENOENT


def test_what_changed_is_read_back_as_it_was(known: IndicatorSet, tmp_path: Path) -> None:
    """Ranks, points and pillars then, now and gained are numbers; the new and the gone are named in words."""
    merge = small(tmp_path / "out", known)
    changes = since(merge, tmp_path / "cu")
    write_workbook(merge, rank_units(merge), str(tmp_path / "a.xlsx"), changes)
    book = load_workbook(tmp_path / "a.xlsx")
    rows = table(book, "Thay đổi")
    assert len(rows) == len(changes)
    for row, one in zip(rows, changes, strict=True):
        assert row["Mã"] == one.named.unit_code
        assert row["Lên, xuống hạng"] == one.rank_gained
        gained = one.points_gained
        assert row["Tăng, giảm điểm"] == (None if gained is None else pytest.approx(float(gained), abs=1e-9))
        assert row["Hạng trước"] == (None if one.then is None else one.then.rank)
        if one.then is None or one.now is None:
            assert row["Tình trạng"] == ("Mới có" if one.then is None else "Lần này không có")
            continue
        for pillar in known.pillars:
            own = one.pillar_gained(pillar.id)
            assert own is not None
            assert row[f"{pillar.id}. {pillar.title.vi}"] == pytest.approx(float(own), abs=1e-9)
    sheet = book["Thay đổi"]
    assert (str(sheet.page_setup.paperSize), sheet.page_setup.orientation) == ("9", "landscape")
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        assert sum(name.startswith("xl/charts/chart") for name in archive.namelist()) == 3


def test_figures_have_formats_that_every_excel_knows(known: IndicatorSet, tmp_path: Path) -> None:
    """Built-in formats, and signs: what parts thousands and decimals is the reader's own setting, not the file's."""
    for lang in ("vi", "en"):
        merge = small(tmp_path / lang, known, lang)
        path = tmp_path / f"{lang}.xlsx"
        write_workbook(merge, rank_units(merge), str(path), since(merge, tmp_path / f"cu-{lang}"))
        formats = {str(cell.number_format) for cell in cells(load_workbook(path))}
        signs = {'"▲ +"#,##0;"▼ −"#,##0;"="', '"+"#,##0.00;"−"#,##0.00;0.00'}
        assert formats == {"General", "#,##0", "#,##0.00", "0.00%"} | signs
        with zipfile.ZipFile(path) as archive:
            own = archive.read("xl/styles.xml").decode().count("<numFmt ")
        assert own == len(signs)


def test_nothing_to_compare_is_said(known: IndicatorSet, tmp_path: Path) -> None:
    """An earlier merge of other sets: the sheet is there, and says that there is nothing in it."""
    merge = small(tmp_path / "out", known)
    changes = since(merge, tmp_path / "cu")
    alone = [one._replace(then=None) for one in changes if one.now is not None]
    write_workbook(merge, rank_units(merge), str(tmp_path / "a.xlsx"), alone)
    assert {row["Tình trạng"] for row in table(load_workbook(tmp_path / "a.xlsx"), "Thay đổi")} == {"Mới có"}
    empty = merge._replace(units=())
    write_workbook(empty, (), str(tmp_path / "b.xlsx"), [])
    assert "Thay đổi" not in load_workbook(tmp_path / "b.xlsx").sheetnames


def reviewed(unit: UnitResult, points: str) -> UnitResult:
    """Return a unit reviewed to the last line, with these verified points of a hundred."""
    return unit._replace(
        verified_points=Decimal(points),
        verified_max=Decimal(100),
        verified_pillars=unit.pillars,
        reviewed=unit.asked,
    )


def test_bands_are_of_the_points_ranked_by(known: IndicatorSet, tmp_path: Path) -> None:
    """Ranked by verified points: the band is theirs, who is not reviewed has neither rank nor band, and it is said."""
    merge = small(tmp_path / "out", known)
    units = (reviewed(merge.units[0], "97"), reviewed(merge.units[1], "1"), *merge.units[2:])
    merge = merge._replace(units=units, by_verified=True)
    book = load_workbook(written(merge, tmp_path / "a.xlsx"))
    rows = table(book, "Xếp hạng")
    bands = [band.title.vi for band in sorted(known.bands, key=lambda band: -band.lowest)]
    assert [(row["Hạng"], row["Xếp loại"]) for row in rows[:3]] == [
        (1, bands[0]),
        (2, bands[-1]),
        (None, "chưa xếp loại"),
    ]
    for name in ("Tóm tắt", "Xếp hạng"):
        assert any("đã thẩm định xong" in str(cell.value) for row in book[name] for cell in row)


def test_who_shares_a_rank_is_counted_and_nobody_else(known: IndicatorSet, tmp_path: Path) -> None:
    """The column of ties is empty for a unit that has its rank alone."""
    merge = small(tmp_path / "out", known)
    first = merge.units[0]
    merge = merge._replace(
        units=(first, merge.units[1]._replace(points=first.points, max=first.max), *merge.units[2:])
    )
    ranked = rank_units(merge)
    rows = table(load_workbook(written(merge, tmp_path / "a.xlsx")), "Xếp hạng")
    shared = [row["Số đơn vị cùng hạng"] for row in rows]
    assert shared == [one.tied if one.tied > 1 else None for one in ranked]
    assert shared.count(2) >= 2


def test_totals_have_the_decimals_the_law_prints(known: IndicatorSet, tmp_path: Path) -> None:
    """An index of 1 with four decimals is shown with four; what is rounded to one or two is shown with two."""
    for digits, wanted in ((4, "#,##0.0000"), (1, "#,##0.00")):
        rounding = known.rounding._replace(digits=digits, at=frozenset(("total",)))
        merge = small(tmp_path / f"out-{digits}", known)
        merge = merge._replace(sets={key: one._replace(rounding=rounding) for key, one in merge.sets.items()})
        sheet = load_workbook(written(merge, tmp_path / f"{digits}.xlsx"))["Xếp hạng"]
        head = int(str(sheet.print_title_rows).rpartition("$")[2])
        column = [cell.value for cell in sheet[head]].index("Điểm") + 1
        assert sheet.cell(head + 1, column).number_format == wanted


def test_words_beside_figures_keep_their_distance(known: IndicatorSet, tmp_path: Path) -> None:
    """Band, firmness and status are set in from the figure before them; names are wrapped, not cut."""
    sheet = load_workbook(written(small(tmp_path / "out", known), tmp_path / "a.xlsx"))["Xếp hạng"]
    head = int(str(sheet.print_title_rows).rpartition("$")[2])
    cells = {str(title.value): cell for title, cell in zip(sheet[head], sheet[head + 1], strict=True)}
    for title in ("Xếp loại", "Độ vững"):
        assert (cells[title].alignment.horizontal, cells[title].alignment.indent) == ("left", 1)
    assert cells["Đơn vị"].alignment.wrap_text
    assert cells["Đơn vị cấp trên"].alignment.wrap_text


def test_what_was_chosen_is_told_in_words(root: Path) -> None:
    """Levels and parts by their titles, inputs too; figures, lists and what the set does not know stay as they are."""
    told = chosen(load_set(root / "criteria/sets/xa-ict/2024.1"), Wording("vi"))
    assert told("1.3", "all_rooms").startswith("Đến mọi phòng")
    assert told("1.2", "printers 11; scanners desk, registry") == (
        "Máy in đang dùng: 11; Nơi có máy quét: Bộ phận Một cửa; Văn thư"
    )
    assert told("2.10", "MISA, TABMIS") == "MISA, TABMIS"
    assert told("1.3", "=cmd|x") == "=cmd|x"
    assert told("1.2", "lạ 3; printers") == "lạ 3; Máy in đang dùng"
    assert told("9.9", "all_rooms") == "all_rooms"
    assert told("1.3", "") == ""


def test_a_long_table_of_answers_is_not_printed_unasked(known: IndicatorSet, tmp_path: Path) -> None:
    """Twenty units have hundreds of answers: only the head is printed, and it says how; few answers are printed whole."""
    many = load_workbook(written(small(tmp_path / "many", known), tmp_path / "many.xlsx"))["Chi tiết"]
    head = int(str(many.print_title_rows).rpartition("$")[2])
    assert str(many.print_area).endswith(f"${head}")
    assert "vùng in" in str(many.cell(head - 2, 1).value)
    few = load_workbook(written(small(tmp_path / "few", known, "vi", 3), tmp_path / "few.xlsx"))["Chi tiết"]
    assert not few.print_area


@pytest.mark.parametrize("count", [1, 6, 20])
def test_the_summary_is_printed_on_two_pages(count: int, known: IndicatorSet, tmp_path: Path) -> None:
    """Figures and charts on the first, weakest indicators, changes and notes on the second, whatever the row heights."""
    merge = small(tmp_path / "out", known, "vi", count)
    write_workbook(
        merge,
        rank_units(merge),
        str(tmp_path / "a.xlsx"),
        since(merge, tmp_path / "cu") if count > 1 else None,
    )
    sheet = load_workbook(tmp_path / "a.xlsx")["Tóm tắt"]
    scale = int(sheet.page_setup.scale or 0)
    assert 60 <= scale <= 80
    edges = [0, *(found.id for found in sheet.row_breaks.brk), sheet.max_row]
    assert len(edges) <= 3
    for first, last in itertools.pairwise(edges):
        heights = (sheet.row_dimensions[row].height or 15 for row in range(first + 1, last + 1))
        assert sum(heights) * scale / 100 < 502
    for edge in edges[1:-1]:
        assert str(sheet.cell(edge + 1, 1).value) == "Chỉ số yếu nhất"


def test_what_needs_a_person_comes_first(known: IndicatorSet, tmp_path: Path) -> None:
    """Conflicts and broken files stand above findings, these above warnings, and copies are last."""
    order = [
        Problem("identical", "", "M504", "a.toml", "1", "", ""),
        Problem("kept", "warning", "R506", "b.toml", "2", "", ""),
        Problem("kept", "stranger", "M501", "c.toml", "3", "", ""),
        Problem("broken", "", "F005", "d.toml", "4", "", ""),
        Problem("conflict", "", "M020", "e.toml", "5", "", ""),
        Problem("kept", "fault", "R012", "f.toml", "6", "", ""),
    ]
    merge = merged(tmp_path / "out", [Maker(known).card(0)], problems=order)
    rows = table(load_workbook(written(merge, tmp_path / "a.xlsx")), "Cần xem lại")
    assert [row["Mã"] for row in rows] == ["5", "4", "3", "6", "2", "1"]


def test_columns_are_as_wide_as_their_words() -> None:
    """Between the narrowest and the widest; longer words take more lines, nothing takes one."""
    assert fitting([], 8, 20) == 8
    assert fitting(["x" * 12], 8, 20) == 14
    assert fitting(["x" * 90], 8, 20) == 20
    assert [lines_of("x" * length, 20) for length in (0, 20, 40, 90)] == [1, 1, 2, 5]
