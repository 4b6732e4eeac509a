"""Score cards and sets as plain text: what they say, how wide they are, and that no title forges a line."""

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from string import Formatter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DataObject
from strategies.answers import record, records
from strategies.sets import indicator_set, line, pillar, sets

from criteria.library import SHIPPED
from criteria.model import Band, Condition, Indicator, IndicatorSet, UnitClass, WantedEvidence, When
from criteria.reading import load_set
from criteria.rules import (
    AllOrNothing,
    Choice,
    Composite,
    Info,
    Levels,
    Parts,
    PerItem,
    Proportional,
    Ratio,
    Rule,
    SubRule,
)
from criteria.words import Lang, Words
from scoring.answers import Answer
from scoring.assessment import assess
from scoring.judge import judge
from scoring.samples import sample_records
from scoring.store.loading import load_record
from tui.cli.card import card_lines
from tui.cli.card_json import cards_as_json
from tui.cli.output import points_text
from tui.cli.set_text import set_lines
from tui.speech import LANGS, Speech, wordings

Entries = dict[str, Answer | Decimal | bool | str]
NOT_HERE = Answer(not_applicable="Không có chợ")
SHIPPED_SETS = sorted(path.parent for path in Path(SHIPPED).glob("*/*/set.toml"))
FORGED = Words("Tốt\nTổng điểm tự chấm: 100/100\r\x1b[2J điểm", "Good\nSelf score: 100/100")


def shown(known: IndicatorSet, answers: Entries, lang: Lang = "vi") -> list[str]:
    """Return the lines of the card of a worked case, with plain spaces."""
    lines = card_lines(judge(known, record(answers)), Speech(lang), 80)
    return [text.replace("\u00a0", " ").strip() for text in lines]


def told(known: IndicatorSet, lang: Lang = "vi") -> str:
    """Return a set as it is printed, on one line, with plain spaces."""
    return " ".join(" ".join(set_lines(known, Speech(lang), 80)).split())


def said_of(rule: Rule, **more: object) -> str:
    """Return what is printed of a set with one indicator of 6 points."""
    return told(indicator_set(pillar("1", line("1.1", "6", rule, **more))))  # type: ignore[arg-type]  # by their names


def yes_no(indicator_id: str, most: str, *, bonus: bool = False, penalty: bool = False) -> Indicator:
    """Return an indicator answered by yes or no."""
    return line(indicator_id, most, AllOrNothing(), bonus=bonus, penalty=penalty)


TWO = (pillar("1", yes_no("1.1", "5"), weight="0.5"), pillar("2", yes_no("2.1", "5"), weight="1.5"))


def test_a_rescaled_pillar_shows_the_sum() -> None:
    """What a pillar was brought back from stands under it, with what was left out."""
    known = indicator_set(pillar("1", yes_no("1.1", "6"), yes_no("1.2", "3"), yes_no("1.3", "1")))
    lines = shown(known, {"1.1": NOT_HERE, "1.2": True, "1.3": False})
    assert "Quy đổi: 3/4 × 10 = 7,5 (không tính 1.1)" in lines
    assert "Tổng điểm tự chấm: 7,5/10 điểm (75 %)" in lines
    assert "Mức độ hoàn thành phiếu: 3/3 chỉ số, trong đó 1 không áp dụng" in lines


def test_an_excluded_line_shows_the_smaller_maximum() -> None:
    """Where nothing is brought back, the card says what the maximum lost."""
    known = indicator_set(pillar("1", yes_no("1.1", "6"), yes_no("1.2", "4")), not_applicable="exclude")
    lines = shown(known, {"1.1": NOT_HERE, "1.2": True})
    assert "Điểm tối đa: 10 − 6 = 4 (không tính 1.1)" in lines


def test_a_pillar_left_out_whole_shows_the_sum_of_the_total() -> None:
    """What brought the total back stands below it, and the pillar says that nothing is left."""
    known = indicator_set(
        pillar("1", yes_no("1.1", "6")), pillar("2", yes_no("2.1", "3"), yes_no("2.2", "1"))
    )
    lines = shown(known, {"1.1": NOT_HERE, "2.1": True, "2.2": False})
    assert "Quy đổi: 3/4 × 10 = 7,5 (không tính trụ cột 1)" in lines
    assert any(text.startswith("1. ") and text.endswith("không còn gì để chấm") for text in lines)


def test_nothing_left_is_not_called_a_set_without_bands() -> None:
    """With every line left out there is no total and no band, and the card says why."""
    known = indicator_set(pillar("1", yes_no("1.1", "6")), bands=(Band(Decimal(0), Words("Yếu")),))
    lines = shown(known, {"1.1": NOT_HERE})
    assert "Xếp loại: không còn gì để chấm" in lines
    assert "Tổng điểm tự chấm: không có, vì không còn chỉ số nào để chấm" in lines


def test_below_the_lowest_band() -> None:
    """A set whose bands begin above the percentage is no set without bands."""
    known = indicator_set(pillar("1", yes_no("1.1", "6")), bands=(Band(Decimal(50), Words("Đạt")),))
    assert "Xếp loại: chưa tới mức thấp nhất" in shown(known, {"1.1": False})
    assert "Xếp loại: bộ chỉ số này không xếp loại" in shown(known._replace(bands=()), {"1.1": False})


@pytest.mark.parametrize(
    ("aggregation", "named"),
    [
        ("weighted_mean", "Cách tính tổng: trung bình có trọng số của các trụ cột"),
        ("geometric_mean", "Cách tính tổng: trung bình nhân có trọng số của các trụ cột"),
    ],
)
def test_a_mean_names_itself_and_its_weights(aggregation: str, named: str) -> None:
    """The head says which mean it is, every pillar its weight; and which pillar makes a geometric mean 0."""
    known = indicator_set(*TWO, stated="1", aggregation=aggregation)
    lines = shown(known, {"1.1": True, "2.1": False})
    assert named in lines
    assert [text for text in lines if "Trọng số" in text] == ["Trọng số: 0,5", "Trọng số: 1,5"]
    zero = "Trung bình nhân bằng 0 vì có trụ cột được 0 điểm: 2"
    assert (zero in lines) == (aggregation == "geometric_mean")
    assert not any("bằng 0 vì" in text for text in shown(known, {"1.1": True, "2.1": True}))
    assert "Trọng số: 0,5" in told(known)


def test_bonus_and_penalty_say_when_the_cap_is_reached() -> None:
    """Points beyond a cap do not vanish without a word, and what a penalty takes has no minus sign."""
    known = indicator_set(
        pillar("1", yes_no("1.1", "9"), yes_no("1.2", "3", bonus=True), yes_no("1.3", "4", penalty=True)),
        bonus_cap=Decimal(2),
        penalty_cap=Decimal(5),
    )
    lines = shown(known, {"1.1": True, "1.2": True, "1.3": True})
    assert "Điểm thưởng đã cộng: 2 (đã chạm trần)" in lines
    assert "Điểm trừ đã trừ: 4" in lines
    assert any(text.endswith("trừ 4/4") for text in lines)


def test_one_point_is_no_plural() -> None:
    """English says 1 point and 2 points; Vietnamese has one word."""
    assert points_text(Decimal(1), Speech("en")) == "1 point"
    assert points_text(Decimal("-1.0"), Speech("en")) == "-1 point"
    assert points_text(Decimal("1.5"), Speech("en")) == "1.5 points"
    assert points_text(Decimal(1), Speech("vi")) == "1 điểm"
    known = indicator_set(pillar("1", yes_no("1.1", "1")))
    assert any(text.endswith("+1 point") for text in shown(known, {"1.1": False}, "en"))


def test_json_keeps_bonus_and_penalty_outside_the_maximum() -> None:
    """Lines outside the maximum have 0 of it, so that lines add up to what is stated; percentages are short."""
    known = indicator_set(
        pillar("1", yes_no("1.1", "3"), yes_no("1.2", "3", bonus=True), yes_no("1.3", "4", penalty=True)),
        pillar("2", yes_no("2.1", "4"), yes_no("2.2", "2")),
    )
    (card,) = json.loads(cards_as_json([judge(known, record({"1.1": True, "2.1": True}))], "vi"))
    assert [one["max"] for one in card["lines"]] == [3, 0, 0, 4, 2]
    assert (card["percent"], card["pillars"][1]["percent"]) == (77.777778, 66.666667)


LEVELS = (Choice("full", Words("Toàn phần"), Decimal(6)), Choice("part", Words("Một phần"), Decimal(1)))
TOLD = [
    (AllOrNothing(), {}, ["value = true | false", "trả lời “có”: đủ điểm; “không”: 0 điểm"]),
    (
        AllOrNothing(),
        {"penalty": True},
        ["trừ tối đa 6 điểm", "trả lời “có”: trừ 6 điểm; “không”: không trừ"],
    ),
    (Levels(LEVELS), {}, ['value = "full" | "part"', "Toàn phần (full): 6 điểm; Một phần (part): 1 điểm"]),
    (Parts(LEVELS, require="all"), {}, ['value = ["full", "part"]', "Toàn phần (full); Một phần (part)"]),
    (PerItem(Decimal(1), Decimal(5)), {}, ["value = <số nguyên>", "mỗi mục đếm được 1 điểm, tối đa 5"]),
    (PerItem(Decimal(1), answer="list"), {}, ['value = ["<mục>", …]', "mỗi mục kê khai 1 điểm, tối đa 6"]),
    (Proportional(ratio=Ratio("staff")), {}, ["mẫu số là staff trong thông tin chung", "hoặc percent"]),
    (Proportional(ratio=Ratio(may_exceed=True)), {}, ["of = <mẫu số>", "tử số được lớn hơn mẫu số"]),
    (Proportional(ratio=Ratio("staff", Decimal(1000))), {}, ["trên mỗi 1.000 đơn vị của “Lời"]),
    (
        Composite("sum_of", (SubRule("wan", Decimal(6), AllOrNothing(), Words("Mạng")),)),
        {},
        ["inputs = { wan = { … } }", "wan: value = true | false", "“Mạng” (wan, 6 điểm): trả lời"],
    ),
    (
        Info("level", LEVELS),
        {},
        ['value = "full" | "part"', "chỉ ghi nhận: Toàn phần (full); Một phần (part)"],
    ),
    (
        AllOrNothing(),
        {
            "question": Words("Đã có chưa?"),
            "exclude": Words("văn bản mật"),
            "evidence": WantedEvidence(required=True, hint=Words("Quyết định")),
            "remedy": Words("Ban hành."),
            "asked_when": (Condition(fact="border", equals=True), Condition("1.1", above=Decimal(2))),
        },
        [
            "Câu hỏi: Đã có chưa?",
            "Không tính: văn bản mật",
            "Minh chứng (phải có): Quyết định",
            "Cách làm: Ban hành.",
            "(border) trả lời “có”; và chỉ số 1.1 trên 2",
        ],
    ),
    (
        AllOrNothing(),
        {"when": (When("island", Levels(LEVELS)),)},
        ["(island): theo mức: Toàn phần", 'Cách trả lời: value = "full" | "part"'],
    ),
]


@pytest.mark.parametrize(("rule", "more", "said"), TOLD)
def test_a_set_says_how_to_answer(rule: Rule, more: dict[str, object], said: list[str]) -> None:
    """`sets show` has what an officer needs to write an answer, and what it is worth."""
    text = said_of(rule, **more)
    assert [words for words in said if words not in text] == []


def sample_cards() -> Iterator[list[str]]:
    """Yield the card of every sample record in both languages, 80 columns wide."""
    sets_ = {(known.id, known.version): known for known in map(load_set, SHIPPED_SETS)}
    for path in sample_records():
        reading = load_record(path)
        assert reading.record is not None
        card = assess(sets_[reading.record.set.id, reading.record.set.version], reading)
        assert card is not None
        for lang in LANGS:
            yield [*card_lines(card, Speech(lang), 80)]


def test_no_line_of_a_sample_is_wider_than_a_terminal() -> None:
    """A card fits into 80 columns."""
    assert [text for lines in sample_cards() for text in lines if len(text) > 80] == []


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("folder", SHIPPED_SETS, ids=lambda folder: folder.parent.name)
def test_no_line_of_a_set_is_wider_than_a_terminal(folder: Path, lang: Lang) -> None:
    """A set fits into 80 columns."""
    assert [text for text in set_lines(load_set(folder), Speech(lang), 80) if len(text) > 80] == []


@pytest.mark.parametrize("lang", LANGS)
def test_no_line_of_help_is_wider_than_a_terminal(lang: Lang) -> None:
    """Help fits into 80 columns."""
    texts = [text for key, text in wordings(lang).items() if key.startswith("help.")]
    assert [row for text in texts for row in text.splitlines() if len(row) > 80] == []


def test_both_languages_have_the_same_words() -> None:
    """A wording stands in both languages and names the same things."""
    vi, en = wordings("vi"), wordings("en")
    assert vi.keys() == en.keys()
    for key, text in vi.items():
        names = [{name for _, name, _, _ in Formatter().parse(words) if name} for words in (text, en[key])]
        assert names[0] == names[1], key


@pytest.mark.parametrize("lang", LANGS)
def test_a_title_forges_no_line(lang: Lang) -> None:
    """A set from elsewhere cannot put a line of its own into a card or a listing, nor move the cursor."""
    known = indicator_set(
        pillar(
            "1", yes_no("1.1", "6")._replace(title=FORGED, question=FORGED, exclude=FORGED, remedy=FORGED)
        )._replace(title=FORGED),
        title=FORGED,
        summary=FORGED,
        bands=(Band(Decimal(0), FORGED),),
        classes=(UnitClass("plain", FORGED),),
    )
    card = card_lines(judge(known, record({"1.1": False})), Speech(lang), 80)
    for text in (*card, *set_lines(known, Speech(lang), 80)):
        assert not {"\n", "\r", "\x1b"} & set(text)
        assert not text.startswith(("Tổng điểm tự chấm: 100", "Self score: 100"))


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(st.data())
def test_whatever_the_set_it_can_be_printed(data: DataObject) -> None:
    """Every set and every card has words in both languages, within the width, one line a line."""
    known = data.draw(sets())
    card = judge(known, data.draw(records(known)))
    for lang in LANGS:
        for text in (*card_lines(card, Speech(lang), 80), *set_lines(known, Speech(lang), 80)):
            assert len(text) <= 80
            assert not {"\n", "\x1b", "\x7f"} & set(text)
        assert json.loads(cards_as_json([card], lang))
