"""`xaso demo` as a user meets it: real processes, what they print, what they leave behind."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tui.speech import LANGS, wordings

REAL = ("08740", "08824", "05941")
"""The real communes of the sample records."""
MARK = "số liệu giả lập"
OFFICE = ("numpy", "pandas", "xlsxwriter", "jinja2")

Ended = subprocess.CompletedProcess[str]


def run(xaso: list[str], *words: str, cwd: Path, **env: str) -> Ended:
    """Run the command with its output piped."""
    return subprocess.run(
        [*xaso, "demo", *words],
        cwd=cwd,
        capture_output=True,
        encoding="utf-8",
        check=False,
        env=os.environ | env,
    )


def on_small_install(*words: str, cwd: Path, absent: tuple[str, ...] = OFFICE) -> Ended:
    """Run the command where the packages of the office are not installed."""
    code = (
        f"import sys; sys.modules.update(dict.fromkeys({absent!r})); sys.argv = ['xaso', 'demo', *{words!r}]\n"
        "from tui.__main__ import main; main()"
    )
    return subprocess.run(
        [sys.executable, "-c", code], cwd=cwd, capture_output=True, encoding="utf-8", check=False
    )


@pytest.fixture(scope="module")
def made(xaso: list[str], tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ended]:
    """Return a folder with a demo in it, and how the command ended."""
    top = tmp_path_factory.mktemp("Thư mục có dấu")
    return top / "thử", run(xaso, "thử", cwd=top)


def test_the_samples_are_scored_and_copied(made: tuple[Path, Ended]) -> None:
    """Every card is printed, and the records lie in the folders of their periods, byte for byte."""
    folder, ended = made
    assert (ended.returncode, ended.stderr) == (0, "")
    assert (
        ended.stdout.count("Trích báo chí, không phải phiếu tự chấm") == 6
    )  # heading and assessor, three times
    for name in ("Xã Điềm Thụy", "Phường Trưng Nhị", "Thị trấn Tam Sơn", "Xã Ví Dụ"):
        assert name in ended.stdout
    copied = sorted(path.relative_to(folder).as_posix() for path in (folder / "phieu-mau").rglob("*.toml"))
    assert copied == [
        "phieu-mau/2023/08740_xa-ict.toml",
        "phieu-mau/2023/08824_xa-ict.toml",
        "phieu-mau/2024-H1/05941_xa-ict.toml",
        "phieu-mau/2024-H1/99001_xa-ict.toml",
    ]


def test_the_district_is_merged_and_reported(made: tuple[Path, Ended]) -> None:
    """Records, roster, the period before, and every file of a merge, with a comparison and a report."""
    folder, _ = made
    district = folder / "huyen-vi-du"
    assert {path.name for path in district.iterdir()} == {
        "phieu",
        "don-vi.csv",
        "doc-truoc.txt",
        "ket-qua",
        "ky-truoc",
    }
    tables = {"ranking.csv", "answers.csv", "indicators.csv", "problems.csv"}
    others = {"decisions.toml", "merge.toml", "records", "report.html", "report.xlsx"}
    assert {path.name for path in (district / "ket-qua").iterdir()} == {*tables, *others, "changes.csv"}
    assert {path.name for path in (district / "ky-truoc" / "ket-qua").iterdir()} == {*tables, *others}


def test_every_file_of_the_district_is_marked(made: tuple[Path, Ended]) -> None:
    """Whoever opens a record, the roster, the ranking or the page reads that the figures are invented."""
    folder, ended = made
    district = folder / "huyen-vi-du"
    marked = [*district.rglob("*_xa-ict*.toml"), *district.glob("*.*")]
    marked += [district / "ket-qua" / name for name in ("ranking.csv", "changes.csv", "report.html")]
    assert len(marked) > 80
    assert [path for path in marked if MARK not in path.read_text("utf-8").casefold()] == []
    assert MARK in ended.stdout.casefold()


def test_a_real_commune_is_never_ranked(made: tuple[Path, Ended]) -> None:
    """Neither the records nor the results of the district name one of the communes the press wrote about."""
    folder, ended = made
    district = folder / "huyen-vi-du"
    told = ended.stdout[ended.stdout.index("Hạng  Trước") :]
    for path in district.rglob("*"):
        assert not path.name.startswith(REAL)
    for name in ("ranking.csv", "answers.csv", "problems.csv", "report.html", "merge.toml"):
        text = (district / "ket-qua" / name).read_text("utf-8")
        assert all(code not in text for code in REAL[:2])
        assert "Điềm Thụy" not in text
    assert "Điềm Thụy" not in told
    assert "Trưng Nhị" not in told


def test_what_an_office_meets_is_explained_in_a_line_each(made: tuple[Path, Ended]) -> None:
    """Copy, revision, conflict, broken file, missing unit, stranger, difference, review, tie, fragile ranks."""
    _, ended = made
    told = ended.stdout[ended.stdout.index("Những chuyện") :].partition("\n\n")[0]
    lines = told.splitlines()[1:]
    assert len(lines) == 10
    for part in ("gửi hai lần", "bổ sung", "chờ người chọn", "99010_xa-ict.toml hỏng", "chưa gửi"):
        assert part in told
    for part in ("không có trong danh sách", "khác danh sách", "đã thẩm định", "Cùng hạng 9", "mong manh"):
        assert part in told


def test_the_last_lines_say_what_to_open_and_how_to_go_on(made: tuple[Path, Ended], xaso: list[str]) -> None:
    """The report is named where it lies, and the merge command that is printed works."""
    folder, ended = made
    told = ended.stdout[ended.stdout.index("Mở xem trước") :]
    for name in ("report.html", "report.xlsx"):
        path = Path("thử", "huyen-vi-du", "ket-qua", name)
        assert f"  {path}\n" in told
        assert (folder.parent / path).exists()
    words = (
        told[told.index("xaso merge") : told.index("\nHoặc")].replace("\\\n", " ").replace("'", "").split()
    )
    again = subprocess.run([*xaso, *words[1:]], cwd=folder.parent, capture_output=True, check=False)
    assert again.returncode == 1


@pytest.mark.parametrize("lang", LANGS)
def test_no_line_is_wider_than_80_columns(lang: str, xaso: list[str], tmp_path: Path) -> None:
    """But for names of files, and in both languages."""
    ended = run(xaso, "x", "--lang", lang, cwd=tmp_path)
    told = ended.stdout[ended.stdout.rindex("=====") :]
    assert [line for line in told.splitlines() if len(line) > 80] == []


def test_a_second_run_leaves_what_was_changed_and_merges_again(xaso: list[str], tmp_path: Path) -> None:
    """The broken file mended and the conflict settled: the second run ranks both and keeps the files."""
    assert run(xaso, "x", cwd=tmp_path).returncode == 0
    district = tmp_path / "x" / "huyen-vi-du"
    broken = district / "phieu" / "99010_xa-ict.toml"
    broken.write_text(broken.read_text("utf-8").replace("value = 73,5", "value = 73.5"), "utf-8")
    mended = broken.read_bytes()
    decisions = district / "ket-qua" / "decisions.toml"
    text = decisions.read_text("utf-8")
    digest = text[text.index("sha256:") :].partition('"')[0]
    decisions.write_text(text.replace('keep = ""', f'keep = "{digest}"', 1), "utf-8")
    ended = run(xaso, "x", cwd=tmp_path)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert broken.read_bytes() == mended
    assert "· 20 đơn vị\n" in ended.stdout
    assert "đã có người quyết định" in ended.stdout
    assert "hỏng; problems.csv" not in ended.stdout


def test_the_same_demo_gives_the_same_files(
    xaso: list[str], tmp_path: Path, made: tuple[Path, Ended]
) -> None:
    """Records, roster, tables and reports have the same bytes in another folder."""
    run(xaso, "thử", cwd=tmp_path)
    for path in (tmp_path / "thử").rglob("*"):
        twin = made[0] / path.relative_to(tmp_path / "thử")
        if path.is_file():
            assert path.read_bytes() == twin.read_bytes(), path


def test_without_a_folder_nothing_is_left(xaso: list[str], tmp_path: Path) -> None:
    """The ranking is shown, it is said that nothing was kept, and the temporary folder is empty again."""
    temporary = tmp_path / "tạm"
    temporary.mkdir()
    ended = run(xaso, cwd=tmp_path, TMPDIR=str(temporary), TEMP=str(temporary), TMP=str(temporary))
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "Xã Thử Nghiệm" in ended.stdout
    assert "nay đã xóa" in ended.stdout
    assert [*tmp_path.rglob("*")] == [temporary]


def test_the_small_install_says_what_is_missing(tmp_path: Path) -> None:
    """Samples are scored, the district's files are there; what was left out is said, and how to get it."""
    ended = on_small_install("x", cwd=tmp_path)
    assert ended.returncode == 1
    assert "numpy, pandas, xlsxwriter, jinja2" in ended.stderr.replace("\n", " ")
    assert 'pip install ".[office]"' in ended.stderr.replace("\n", " ")
    assert "Traceback" not in ended.stderr
    assert (tmp_path / "x/huyen-vi-du/phieu/99002_xa-ict.toml").exists()
    assert not (tmp_path / "x/huyen-vi-du/ket-qua").exists()
    assert "xaso merge" not in ended.stdout


def test_the_small_install_without_a_folder_is_done(tmp_path: Path) -> None:
    """An officer asked for nothing that is missing."""
    ended = on_small_install(cwd=tmp_path)
    assert ended.returncode == 0
    assert "Xã Ví Dụ" in ended.stdout
    assert 'pip install ".[office]"' in ended.stderr.replace("\n", " ")
    assert [*tmp_path.iterdir()] == []


def test_tables_are_made_where_only_the_report_cannot_be(tmp_path: Path) -> None:
    """With NumPy and without the packages of the report, ranking and tables are there."""
    ended = on_small_install("x", cwd=tmp_path, absent=("xlsxwriter", "jinja2"))
    assert ended.returncode == 1
    assert "Chưa làm được báo cáo: máy chưa có xlsxwriter, jinja2" in ended.stderr
    assert "Xã Thử Nghiệm" in ended.stdout
    assert (tmp_path / "x/huyen-vi-du/ket-qua/ranking.csv").exists()
    assert "report.html" not in ended.stdout


def test_a_folder_of_results_that_is_not_ours_is_left(xaso: list[str], tmp_path: Path) -> None:
    """Somebody's own files there are not touched, and it is said why nothing was written."""
    theirs = tmp_path / "x" / "huyen-vi-du" / "ket-qua" / "của tôi.txt"
    theirs.parent.mkdir(parents=True)
    theirs.write_text("giữ", "utf-8")
    ended = run(xaso, "x", cwd=tmp_path)
    assert ended.returncode == 3
    assert "Traceback" not in ended.stderr
    assert theirs.read_text("utf-8") == "giữ"


def test_a_folder_that_is_a_file_is_said(xaso: list[str], tmp_path: Path) -> None:
    """Nothing could be done, and no traceback tells it."""
    (tmp_path / "x").write_text("", "utf-8")
    ended = run(xaso, "x", cwd=tmp_path)
    assert ended.returncode == 3
    assert "Traceback" not in ended.stderr
    assert ended.stderr.strip()


@pytest.mark.parametrize("lang", LANGS)
def test_every_word_it_composes_is_there(lang: str) -> None:
    """Keys that are put together have a wording."""
    known = wordings("vi" if lang == "vi" else "en")
    heads = ("rank", "before", "unit", "points", "band", "answered", "firmness")
    kinds = (
        "identical",
        "superseded",
        "conflict",
        "settled",
        "broken",
        "missing",
        "stranger",
        "roster_differs",
    )
    more = ("edited_by_hand", "set_unknown", "not_a_record", "draft", "firm", "fragile")
    stages = ("making", "reading", "settling", "writing", "no_merge", "no_report")
    wanted = {f"demo.col_{head}" for head in heads} | {f"demo.{name}" for name in (*kinds, *more, *stages)}
    assert wanted <= known.keys()
