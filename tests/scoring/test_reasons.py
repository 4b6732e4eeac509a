"""Reasons in words: every reason has a wording, and the worked answers read as they should."""

import ast
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from string import Formatter
from unicodedata import is_normalized

import pytest
import rtoml
from hypothesis import given
from hypothesis import strategies as st

from criteria.clean import clean_line
from criteria.place import Place
from criteria.reading import load_set
from criteria.rule_grammar import RULE
from criteria.toml import RECORD_BYTES, parse
from criteria.words import Lang, Words
from scoring.judge import judge
from scoring.outcome import Reason
from scoring.reasons import Standing, say, standing_of
from scoring.record_grammar import ANSWERS
from scoring.record_reading import read_record
from scoring.rules_applied import Case, Span, apply_rule, result_reason

SCORING = Path(__file__).parents[2] / "scoring"
DATA = Path(__file__).parents[1] / "data" / "faults"
LANGS: tuple[Lang, ...] = ("vi", "en")
OUTSIDE = ("bonus", "penalty")
FACTS = {"staff": Decimal(22)}

MADE_UP = {
    "approx_": ("over", "under", "about"),
    "relative_": ("best", "min_max"),
    "not_applicable_": ("rescale", "exclude", "full_marks", "zero"),
}
"""Ids put together from a beginning and a word of a closed set; `refuse` makes a fault and no reason."""
COMPOSITES = ("best_of", "sum_of", "all_of")

WORDINGS = rtoml.loads((SCORING / "words" / "reasons.toml").read_text("utf-8"))
OTHERWISE = {standing: WORDINGS.pop(standing) for standing in OUTSIDE}
CASES = rtoml.loads((DATA / "reasons.toml").read_text("utf-8"))["cases"]


def fields(template: str) -> set[str]:
    """Return the names a template has places for."""
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def calls() -> Iterator[tuple[ast.FunctionDef | ast.Module, ast.Call]]:
    """Yield every place where a reason is made, with the function it stands in."""
    for path in sorted(SCORING.rglob("*.py")):
        module = ast.parse(path.read_text("utf-8"), str(path))
        functions = [node for node in ast.walk(module) if isinstance(node, ast.FunctionDef)]
        within = {id(node): function for function in functions for node in ast.walk(function)}
        for node in ast.walk(module):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or not node.args:
                continue
            if node.func.id in {"Reason", "_scored"}:
                yield within.get(id(node), module), node


def ids_of(scope: ast.AST, made_of: ast.expr) -> Iterator[str]:
    """Yield every id that the first argument of a reason can come to."""
    match made_of:
        case ast.Constant(value=str(name)):
            yield name
        case ast.IfExp(body=one, orelse=other):
            yield from ids_of(scope, one)
            yield from ids_of(scope, other)
        case ast.JoinedStr(values=[ast.Constant(value=str(beginning)), _]):
            yield from (beginning + word for word in MADE_UP[beginning])
        case ast.Attribute(attr="kind"):
            yield from COMPOSITES
        case ast.Name(id=variable):
            for node in ast.walk(scope):
                if isinstance(node, ast.Assign) and any(
                    isinstance(target, ast.Name) and target.id == variable for target in node.targets
                ):
                    yield from ids_of(scope, node.value)
        case _:
            message = f"a reason whose id this test cannot tell: {ast.unparse(made_of)}"
            raise AssertionError(message)


def given_to(call: ast.Call) -> set[str] | None:
    """Return the names of the arguments a reason is made with; None where they are not spelt out."""
    if isinstance(call.func, ast.Name) and call.func.id == "_scored":
        names = {keyword.arg for keyword in call.keywords}
        return None if None in names else {name for name in names if name} | {"result"}
    if len(call.args) < 2:
        return set()
    table = call.args[1]
    if not isinstance(table, ast.Dict) or not all(isinstance(key, ast.Constant) for key in table.keys):
        return None
    return {str(key.value) for key in table.keys if isinstance(key, ast.Constant)}


MADE = [(name, call) for scope, call in calls() for name in ids_of(scope, call.args[0])]


def test_every_reason_has_a_wording() -> None:
    """What the judge gives as a reason can be put into words."""
    assert sorted({name for name, _ in MADE} - WORDINGS.keys()) == []


def test_every_wording_is_of_a_reason() -> None:
    """There are no words for reasons that nothing gives."""
    assert sorted(WORDINGS.keys() - {name for name, _ in MADE}) == []


def test_wordings_name_only_what_they_are_given() -> None:
    """Every name in a wording is an argument wherever the reason is made."""
    for name, call in MADE:
        told = given_to(call)
        if told is not None:
            assert fields(WORDINGS[name]["vi"]) <= told, name


@pytest.mark.parametrize("name", WORDINGS)
def test_both_languages_say_the_same(name: str) -> None:
    """A wording stands in both languages and names the same things in each."""
    wording = WORDINGS[name]
    assert set(wording) == set(LANGS)
    assert fields(wording["vi"]) == fields(wording["en"])
    assert all(is_normalized("NFC", wording[lang]) for lang in LANGS)


@pytest.mark.parametrize("standing", OUTSIDE)
def test_other_wordings_stand_for_known_reasons(standing: str) -> None:
    """What is said otherwise outside the maximum names nothing that the reason does not have."""
    for name, wording in OTHERWISE[standing].items():
        assert set(wording) == set(LANGS)
        assert fields(wording["vi"]) == fields(wording["en"]) <= fields(WORDINGS[name]["vi"])


def reason_of(case: dict[str, object]) -> Reason:
    """Judge the answer of a worked case and return the reason."""
    place = Place()
    rule = RULE.read(case["rule"], place)
    answer = ANSWERS.read({"x": case["answer"]}, place)["x"]
    assert place.faults == []
    span = case.get("span")
    bounds = Span(*map(Decimal, span)) if isinstance(span, list) else None
    return apply_rule(rule, Decimal(str(case["points"])), answer, Case(FACTS, [], bounds)).reason


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("case", CASES, ids=[case["vi"] for case in CASES])
def test_a_worked_answer_reads(case: dict[str, str], lang: Lang) -> None:
    """The figure, what it is held against, and the points: the sentence an officer can repeat to the chairman."""
    standing: Standing = case.get("standing", "scored")  # type: ignore[assignment]  # as the data has it
    assert say(reason_of(dict(case)), lang, standing).replace("\u00a0", " ") == case[lang]


WHY = Words("Xã không có chợ", "No market")
PARENT = Words("Số chợ", "Markets")
RESULT = result_reason(Decimal(3), Decimal(5))

OTHERS: list[tuple[Reason, Standing, str, str]] = [
    (Reason("unanswered"), "scored", "Chưa trả lời: chưa có điểm, vẫn nằm trong điểm tối đa", "Unanswered: no points yet, still in the maximum"),
    (Reason("unanswered"), "bonus", "Chưa trả lời: chưa cộng điểm", "Unanswered: nothing added yet"),
    (Reason("unanswered"), "penalty", "Chưa trả lời: chưa trừ điểm", "Unanswered: nothing taken off yet"),
    (Reason("unanswered_info"), "scored", "Chưa ghi", "Not filled in"),
    (Reason("plan_only", {"plan": Words("quý I/2025")}), "scored", "Mới có dự kiến (quý I/2025): dự kiến không được tính điểm", "Only a plan (quý I/2025): plans do not score"),
    (Reason("faulty"), "scored", "Số liệu có lỗi nên chưa tính điểm", "The answer has a fault and is not scored"),
    (Reason("parent_unanswered", {"parent": PARENT}), "scored", "Phải trả lời “Số chợ” trước thì mới tính được điểm", "“Markets” must be answered before this can be scored"),
    (Reason("awaits_upper"), "scored", "Chờ cấp trên cho điểm", "Awaiting the points of the office above"),
    (Reason("given_by_upper", {"result": RESULT}), "scored", "Cấp trên cho điểm → 3/5 điểm", "Given by the office above → 3/5 points"),
    (Reason("rejected", {"why": WHY}), "scored", "Thẩm định không công nhận (Xã không có chợ) → 0 điểm", "Rejected on review (No market) → 0 points"),
    (Reason("rejected", {"why": WHY}), "penalty", "Thẩm định không công nhận (Xã không có chợ) → không trừ điểm", "Rejected on review (No market) → nothing taken off"),
    (Reason("not_applicable_rescale", {"why": WHY}), "scored", "Không áp dụng (Xã không có chợ): rút khỏi điểm tối đa, điểm trụ cột được quy đổi", "Not applicable (No market): out of the maximum, its pillar is rescaled"),
    (Reason("not_applicable_rescale", {"why": WHY}), "bonus", "Không áp dụng (Xã không có chợ): không cộng điểm", "Not applicable (No market): nothing added"),
    (Reason("not_applicable_exclude", {"why": WHY}), "scored", "Không áp dụng (Xã không có chợ): rút khỏi điểm tối đa, không quy đổi", "Not applicable (No market): out of the maximum, without rescaling"),
    (Reason("not_applicable_full_marks", {"why": WHY}), "scored", "Không áp dụng (Xã không có chợ): được tính đủ điểm", "Not applicable (No market): counts as full marks"),
    (Reason("not_applicable_full_marks", {"why": WHY}), "penalty", "Không áp dụng (Xã không có chợ): không trừ điểm", "Not applicable (No market): nothing taken off"),
    (Reason("not_applicable_zero", {"why": WHY}), "scored", "Không áp dụng (Xã không có chợ): tính 0 điểm", "Not applicable (No market): counts as 0 points"),
    (Reason("not_applicable_info", {"why": WHY}), "scored", "Không áp dụng (Xã không có chợ)", "Not applicable (No market)"),
    (Reason("not_asked", {"parent": PARENT}), "scored", "Không phải trả lời vì “Số chợ” không đạt điều kiện: rút khỏi điểm tối đa, điểm trụ cột được quy đổi", "Not asked, since “Markets” does not meet the condition: out of the maximum, its pillar is rescaled"),
    (Reason("gain_answer"), "scored", "Trả lời chỉ số này", "Answer this indicator"),
    (Reason("gain_mend"), "scored", "Sửa số liệu đang có lỗi", "Mend the answer that has a fault"),
    (Reason("gain_yes"), "scored", "Thực hiện để trả lời được “Có”", "Do it, so that the answer becomes yes"),
    (Reason("gain_level", {"level": Words("Mức 3", "Level 3")}), "scored", "Đạt mức “Mức 3”", "Reach the level “Level 3”"),
    (Reason("gain_part", {"part": Words("Quy chế", "Rules")}), "scored", "Làm thêm nội dung “Quy chế”", "Add the part “Rules”"),
    (Reason("gain_parts", {"parts": (Words("Quy chế", "Rules"), Words("Sổ", "Book"))}), "scored", "Làm đủ các nội dung còn thiếu: Quy chế, Sổ", "Add the parts still missing: Rules, Book"),
    (Reason("gain_more", {"n": Decimal(1)}), "scored", "Thêm 1 nữa", "1 more"),
    (Reason("gain_count", {"more": Decimal(6), "n": Decimal(18)}), "scored", "Thêm 6 để đạt 18", "6 more, to reach 18"),
    (Reason("gain_fewer", {"less": Decimal(2), "n": Decimal(0)}), "scored", "Giảm 2, còn 0", "2 fewer, down to 0"),
    (Reason("gain_rate", {"rate": Reason("percent", {"rate_pct": Decimal(80)})}), "scored", "Nâng tỷ lệ lên 80 %", "Raise the rate to 80%"),
    (Reason("gain_exact", {"n": Decimal(80)}), "scored", "Xác minh con số chính xác, từ 80 trở lên", "Establish the exact figure, 80 or more"),
    (Reason("gain_input", {"title": Words("Mạng WAN", "WAN"), "step": Reason("gain_yes")}), "scored", "Mạng WAN: Thực hiện để trả lời được “Có”", "WAN: Do it, so that the answer becomes yes"),
    (Reason("gain_all_inputs"), "scored", "Đạt mức cao nhất ở mọi phần", "Reach the most there is in every input"),
]  # fmt: skip


@pytest.mark.parametrize(("reason", "standing", "vi", "en"), OTHERS, ids=[case[2] for case in OTHERS])
def test_a_line_without_a_judged_answer_reads(reason: Reason, standing: Standing, vi: str, en: str) -> None:
    """A line that has no points, or whose points come from elsewhere, says why and what follows."""
    assert say(reason, "vi", standing).replace("\u00a0", " ") == vi
    assert say(reason, "en", standing) == en


def within(reason: Reason) -> Iterator[str]:
    """Yield the id of a reason and of every reason in it."""
    yield reason.id
    for argument in reason.arguments.values():
        if isinstance(argument, Reason):
            yield from within(argument)
        elif isinstance(argument, tuple):
            for part in argument:
                if isinstance(part, Reason):
                    yield from within(part)


def test_every_wording_is_shown() -> None:
    """Each wording stands in one of the worked answers or lines above."""
    shown = {name for case in CASES for name in within(reason_of(case))}
    shown |= {name for reason, *_ in OTHERS for name in within(reason)}
    assert sorted(WORDINGS.keys() - shown) == []


@pytest.mark.parametrize("lang", LANGS)
@given(text=st.text(min_size=1))
def test_text_of_a_record_stays_text(text: str, lang: Lang) -> None:
    """What a record says is shown as it is, cleaned and on one line, and never read as a template."""
    shown = say(Reason("not_applicable_info", {"why": Words(text)}), lang)
    assert clean_line(text) in shown
    assert "\n" not in shown
    assert "\x1b" not in shown


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("text", ["{0}", "{x.__class__}", "{why}", "%s %(why)s 100 %", "{" * 300])
def test_braces_in_a_record_stay_text(text: str, lang: Lang) -> None:
    """Braces and percent signs in a record mean nothing, in words, in a list and as a title."""
    words = Words(text)
    assert text in say(Reason("recorded", {"what": words}), lang)
    assert text in say(Reason("recorded", {"what": text}), lang)
    assert text in say(Reason("listed", {"items": (words, words)}), lang)
    assert text in say(Reason("sum_of", {"parts": (Reason("input", {"title": words, "why": Reason("no", {"result": RESULT})}),), "result": RESULT}), lang)  # fmt: skip


def test_an_empty_list_reads_as_nothing() -> None:
    """A list without entries has no words."""
    assert say(Reason("listed", {"items": ()}), "vi") == ""


def test_every_line_of_a_record_reads() -> None:
    """Every line of a judged record has words in both languages, and a penalty's points are taken off."""
    source = parse((DATA / "record.toml").read_bytes(), "record.toml", most=RECORD_BYTES)
    record = read_record(source).record
    assert record is not None
    card = judge(load_set(DATA / "set"), record)
    for line in card.lines:
        assert all(say(line.reason, lang, standing_of(line.indicator)) for lang in LANGS)
    penalty = card.line("2.4")
    assert penalty is not None
    assert say(penalty.reason, "vi", standing_of(penalty.indicator)).endswith("trừ 0 điểm (nhiều nhất 3)")
