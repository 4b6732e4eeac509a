"""What people decide: settled, carried on, asked again; records and reviews alike; never lost, whatever is killed."""

import os
import random
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies.deciding_kills import deciding_program
from strategies.districts import Writer
from strategies.merging import Shelf, codes, contents, merged, rows

from criteria.faults import FaultError
from criteria.rules import facts_of
from scoring.answers import Review
from scoring.merge import Merged
from scoring.merge.deciding import reopened, settle, standing
from scoring.merge.decisions import DECISIONS, decisions_text, read_decisions
from scoring.merge.merged import Candidate, Conflict, Former
from scoring.record import Record, answer_digest

WRITER = Writer(Shelf().load("vi-du", "2024.1"), seed=7)
RULES = {one.id: one.rule_for("plain") for one in WRITER.set.indicators()}
ASKED = [*WRITER.record(0).answers]
ME = "Trần Văn Bình"


def put(folder: Path, name: str, record: Record) -> None:
    """Write a record into a folder."""
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(WRITER.text(record), "utf-8")


def reviewed(record: Record, decision: str, by: str = "Tổ", **says: object) -> Record:
    """Return a record with a review of its first answer."""
    name = ASKED[0]
    judged = answer_digest(record, name, facts_of(RULES[name]))
    review = Review(decision, judged, by=by, at=date(2024, 7, 12))._replace(**says)  # type: ignore[arg-type]
    return record._replace(review={name: review}, state="verified")


def keep(one: Conflict, at: int) -> Conflict:
    """Return a conflict with a decision."""
    return one._replace(keep=one.candidates[at].digest, by=ME, at="2024-07-15", reason="Bản đã ký")


def decide(out: Path, found: Merged, at: int) -> tuple[Conflict, ...]:
    """Decide the first conflict of a merge, in its folder."""
    every = (*found.conflicts, *found.contested)
    return settle(str(out), every, keep(every[0], at), "vi")


def twofold(tmp_path: Path, versions: int = 2) -> Path:
    """Return a folder with different records of one unit."""
    for version in range(versions):
        put(tmp_path / "in", f"{version}.toml", WRITER.record(1, version))
    return tmp_path / "in"


def test_a_conflict_that_is_asked_again_tells_what_was_decided(tmp_path: Path) -> None:
    """Who decided, when, why and which file: in decisions.toml and in what screens show, from run to run."""
    out = tmp_path / "out"
    (settled,) = decide(out, merged(out, twofold(tmp_path)), 1)
    twofold(tmp_path, 3)
    told = Former(settled.keep, settled.candidates[1].file, ME, "2024-07-15", "Bản đã ký", settled.digests)
    for _ in range(2):
        found = merged(out, tmp_path / "in")
        assert [(one.is_open, one.former) for one in found.conflicts] == [(True, told)]
        assert f'by = "{ME}", at = "2024-07-15", reason = "Bản đã ký"' in (out / DECISIONS).read_text("utf-8")
    (conflict,) = merged(out, tmp_path / "in").conflicts
    (again,) = settle(str(out), [conflict], keep(conflict, 0), "vi")
    assert again.former == told
    (conflict,) = merged(out, tmp_path / "in").conflicts
    assert not conflict.is_open


def test_a_decision_counts_again_when_the_newcomer_is_gone(tmp_path: Path) -> None:
    """A file sent by mistake and taken out again leaves the decision as it was."""
    out = tmp_path / "out"
    (settled,) = decide(out, merged(out, twofold(tmp_path)), 0)
    twofold(tmp_path, 3)
    assert merged(out, tmp_path / "in").counts["open"] == 1
    (tmp_path / "in" / "2.toml").unlink()
    (conflict,) = merged(out, tmp_path / "in").conflicts
    assert (conflict.keep, conflict.by, conflict.former) == (settled.keep, ME, None)


def test_a_file_of_decisions_wins_where_it_decides(tmp_path: Path) -> None:
    """What is given besides wins over what is carried on; an entry that is open there takes no decision away."""
    out, path = tmp_path / "out", tmp_path / "khác.toml"
    found = merged(out, twofold(tmp_path))
    (settled,) = decide(out, found, 0)
    open_ = found.conflicts[0]._replace(former=Former("sha256:0", "a", ME, "", "", frozenset(("sha256:0",))))
    path.write_text(decisions_text([open_], "vi"), "utf-8")
    assert merged(out, tmp_path / "in", decisions=str(path)).conflicts[0].keep == settled.keep
    path.write_text(decisions_text([keep(found.conflicts[0], 1)], "vi"), "utf-8")
    assert merged(out, tmp_path / "in", decisions=str(path)).conflicts[0].keep == settled.candidates[1].digest


def test_a_decision_that_was_taken_back_does_not_come_back(tmp_path: Path) -> None:
    """What a person has taken back is open in the file, on the screen and for the next merge."""
    out = tmp_path / "out"
    found = merged(out, twofold(tmp_path))
    (settled,) = decide(out, found, 0)
    settle(str(out), [settled], reopened(settled), "vi")
    assert standing(str(out), found.conflicts) == found.conflicts
    assert read_decisions(str(out / DECISIONS)) == {}
    again = former_that_holds(settled)
    assert settle(str(out), [again], reopened(again), "vi")[0].former is None
    assert merged(out, tmp_path / "in").counts["open"] == 1


def former_that_holds(one: Conflict) -> Conflict:
    """Return a settled conflict of which an earlier decision says the same."""
    return one._replace(former=Former(one.keep, "0.toml", ME, "", "", one.digests))


def test_two_different_reviews_are_settled_by_a_person(tmp_path: Path) -> None:
    """The review that was chosen stands, the run asks nothing, and a third decision asks again."""
    out, record = tmp_path / "out", WRITER.record(2)
    put(tmp_path / "in", "a.toml", reviewed(record, "agreed", "Tổ một"))
    put(tmp_path / "in", "b.toml", reviewed(record, "rejected", "Tổ hai", reason="Không có minh chứng"))
    found = merged(out, tmp_path / "in")
    (open_,) = found.contested
    assert open_.indicator == ASKED[0]
    assert {one.file for one in open_.candidates} == {"a.toml", "b.toml"}
    assert all((out / "records" / one.record).is_file() for one in open_.candidates)
    assert [row["code"] for row in rows(out, "problems.csv") if row["finding"]] == ["M022"]
    rejected = next(at for at, one in enumerate(open_.candidates) if one.file == "b.toml")
    decide(out, found, rejected)
    found = merged(out, tmp_path / "in")
    assert not found.contested[0].is_open
    line = next(row for row in rows(out, "answers.csv") if row["indicator"] == ASKED[0])
    assert line["verified_points"] == "0"
    assert [row["code"] for row in rows(out, "problems.csv") if row["finding"]] == ["M513"]
    put(tmp_path / "in", "c.toml", reviewed(record, "changed", "Tổ ba", value=False))
    found = merged(out, tmp_path / "in")
    assert len(found.contested[0].candidates) == 3
    assert found.contested[0].is_open
    assert found.contested[0].former is not None
    assert found.contested[0].former.file == "b.toml"


def test_the_same_decision_in_other_words_asks_nothing_anew(tmp_path: Path) -> None:
    """A further reviewer who decides as the chosen one did is no newcomer."""
    out, record = tmp_path / "out", WRITER.record(2)
    put(tmp_path / "in", "a.toml", reviewed(record, "agreed"))
    put(tmp_path / "in", "b.toml", reviewed(record, "rejected", reason="Không có minh chứng"))
    decide(out, merged(out, tmp_path / "in"), 0)
    put(tmp_path / "in", "c.toml", reviewed(record, "rejected", "Tổ ba", reason="Thiếu văn bản"))
    assert not merged(out, tmp_path / "in").contested[0].is_open


def test_a_decision_about_reviews_ends_with_their_answer(tmp_path: Path) -> None:
    """When the answer has changed both reviews are stale, and the decision waits in case it comes back."""
    out, record = tmp_path / "out", WRITER.record(2)
    put(tmp_path / "in", "a.toml", reviewed(record, "agreed"))
    put(tmp_path / "in", "b.toml", reviewed(record, "rejected", reason="Không có minh chứng"))
    decide(out, merged(out, tmp_path / "in"), 0)
    put(tmp_path / "in", "d.toml", WRITER.revised(record))
    found = merged(out, tmp_path / "in")
    assert found.contested == ()
    assert found.counts["review_stale"] == 1
    assert f'indicator = "{ASKED[0]}"' in (out / DECISIONS).read_text("utf-8")
    (tmp_path / "in" / "d.toml").unlink()
    assert not merged(out, tmp_path / "in").contested[0].is_open


def test_reviews_of_a_record_decided_against_do_not_count(tmp_path: Path) -> None:
    """A record with the same id that was not kept gives nothing; its file is told."""
    out, record = tmp_path / "out", WRITER.record(2)
    other = WRITER.revised(record)._replace(revision=1)
    put(tmp_path / "in", "a.toml", record)
    put(
        tmp_path / "in",
        "b.toml",
        reviewed(WRITER.saved(other._replace(history=()), 1), "rejected", reason="x"),
    )
    found = merged(out, tmp_path / "in")
    (open_,) = found.conflicts
    decide(out, found, next(at for at, one in enumerate(open_.candidates) if one.file == "a.toml"))
    found = merged(out, tmp_path / "in")
    assert [(unit.file, unit.reviewed) for unit in found.units] == [("a.toml", 0)]
    assert {row["file"]: row["code"] for row in rows(out, "problems.csv")} == {"b.toml": "M511"}


ENTRY = """schema = "xaso-decisions/1"
[[{table}]]
unit = "00002"
period = "2024-H1"
set = "vi-du"
{more}
"""


@pytest.mark.parametrize(
    ("table", "more", "code"),
    [
        ("conflicts", "keep = 1\ncandidates = []", "M004"),
        ("conflicts", 'keep = "sha256:0123456789ab"\ncandidates = []', "M006"),
        ("conflicts", "candidates = [1]", "M004"),
        ("conflicts", "candidates = []\nformer = 1", "M004"),
        ("conflicts", 'candidates = []\nformer = { keep = "sha256:0" }', "M004"),
        ("reviews", "candidates = []", "M004"),
        ("reviews", 'indicator = "1.1"\ncandidates = [{ file = "a", digest = "b", decision = "c" }]', "M004"),
        ("reviews", 'indicator = "1.1"\nkeep = "abc"\ncandidates = []', "M006"),
    ],
)
def test_an_entry_that_makes_no_sense_stops_the_merge(
    tmp_path: Path, table: str, more: str, code: str
) -> None:
    """Decisions are never lost silently: the file is told with its line, and nothing is written."""
    path = tmp_path / "quyết định.toml"
    path.write_text(ENTRY.format(table=table, more=more), "utf-8")
    with pytest.raises(FaultError) as raised:
        merged(tmp_path / "out", twofold(tmp_path), decisions=str(path))
    assert codes(raised.value) == [code]
    assert raised.value.faults[0].line is not None
    assert not (tmp_path / "out").exists()


def test_two_entries_that_contradict_each_other_stop_the_merge(tmp_path: Path) -> None:
    """An entry copied by hand and changed: neither wins silently. Copied and left as it was, or blank, it is nothing."""
    out, folder = tmp_path / "out", twofold(tmp_path)
    (one,) = merged(out, folder).conflicts
    path = tmp_path / "quyết định.toml"
    first, second, blank = (
        decisions_text([entry], "vi").partition("[[conflicts]]\nunit")[2]
        for entry in (keep(one, 0), keep(one, 1), one)
    )
    head = 'schema = "xaso-decisions/1"\n'
    for others, fault in (([second], ["M023"]), ([first], []), ([blank], [])):
        entries = "".join(f"\n[[conflicts]]\nunit{entry}" for entry in [first, *others])
        path.write_text(head + entries, "utf-8")
        if fault:
            with pytest.raises(FaultError) as raised:
                read_decisions(str(path))
            assert codes(raised.value) == fault
            assert raised.value.faults[0].line is not None
        else:
            assert read_decisions(str(path), undecided=True)[one.key].keep == one.candidates[0].digest


words = st.text(st.characters(codec="utf-8"), max_size=12)
digests = st.integers(0, 3).map(lambda number: f"sha256:{number:064x}")


def _with_reviews(one: Conflict) -> Conflict:
    says = Review("changed", value=("a", "b"), of=None, reason="vì", by="Tổ", at=date(2024, 7, 12))
    return one._replace(
        indicator="1.1",
        candidates=tuple(each._replace(revision=0, says=says) for each in one.candidates),
    )


@given(
    said=words,
    name=words,
    there=st.lists(digests, min_size=1, max_size=3, unique=True),
    of_reviews=st.booleans(),
    settled=st.booleans(),
)
def test_what_is_written_is_read_again(
    *, said: str, name: str, there: list[str], of_reviews: bool, settled: bool
) -> None:
    """Whatever people and file names say, an entry written and read and written again is the same bytes."""
    former = Former(there[-1], name, said, "hôm qua", said, frozenset(there))
    candidates = tuple(Candidate(name, digest, 2, None, None, "") for digest in there)
    one = Conflict("00001", name, "2024-H1", "vi-du", candidates, by=said, reason=said, former=former)
    one = one._replace(keep=there[0]) if settled else one
    one = _with_reviews(one) if of_reviews else one
    text = decisions_text([one], "vi")
    assert decisions_text(_read(text).values(), "vi") == text


def _read(text: str) -> dict[tuple[str, str, str, str], Conflict]:
    """Read decisions from a text."""
    with TemporaryDirectory() as home:
        path = Path(home, DECISIONS)
        path.write_text(text, "utf-8")
        return read_decisions(str(path))


class _Decides:
    """A progress during which somebody decides, once the merge has begun to write."""

    cancelled = False

    def __init__(self, out: Path, found: Merged) -> None:
        self._out, self._found = out, found

    def stage(self, stage: str) -> None:
        """Decide when the writing begins."""
        if stage == "writing":
            decide(self._out, self._found, 0)

    def files(self, done: int, total: int) -> None:
        """Do nothing."""

    def findings(self, found: int) -> None:
        """Do nothing."""


def test_what_is_decided_during_a_merge_is_not_lost(tmp_path: Path) -> None:
    """A merge that began before a decision does not write over it: it ends, says so, and the next one takes it."""
    out = tmp_path / "out"
    found = merged(out, twofold(tmp_path))
    with pytest.raises(FaultError) as raised:
        merged(out, tmp_path / "in", progress=_Decides(out, found))
    assert codes(raised.value) == ["M016"]
    assert merged(out, tmp_path / "in").counts["open"] == 0


@pytest.mark.parametrize("left", [b"", b"# Nh", "whole"])
def test_a_decision_killed_at_any_step_keeps_the_folder_ours(tmp_path: Path, left: bytes | str) -> None:
    """Whether its temporary file is empty, half or whole: the next merge and the next decision go on and clear it."""
    out = tmp_path / "out"
    found = merged(out, twofold(tmp_path))
    data = (out / DECISIONS).read_bytes() if isinstance(left, str) else left
    for again in (lambda: merged(out, tmp_path / "in"), lambda: decide(out, found, 0)):
        (out / f".{DECISIONS}.999999999.0123456789ab.tmp").write_bytes(data)
        again()
        assert sorted(contents(out)) == sorted(name for name in contents(out) if not name.startswith("."))
    assert merged(out, tmp_path / "in").counts["open"] == 0


def test_deciding_is_killed_at_any_moment(tmp_path: Path) -> None:
    """Ten kills of a process that decides again and again: the file is whole, and the next merge takes it as ours."""
    out = tmp_path / "out"
    merged(out, twofold(tmp_path))
    chance = random.Random(12)  # noqa: S311 - no secret
    for _ in range(10):
        with subprocess.Popen(
            [sys.executable, deciding_program(), str(out), str(tmp_path / "in")], stdout=subprocess.PIPE
        ) as child:
            assert child.stdout is not None
            for _ in range(chance.randint(1, 20)):
                assert child.stdout.readline()
            os.kill(child.pid, signal.SIGKILL)
        read_decisions(str(out / DECISIONS))
        merged(out, tmp_path / "in")
        assert not [name for name in contents(out) if name.endswith(".tmp")]
