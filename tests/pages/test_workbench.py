"""The workbench: one's draft and the council around it, whatever is put into it."""

from __future__ import annotations

import json
import random
import re
from typing import Any

import pytest

from positions.council import read_councils
from positions.topic import load_topic
from resolutions.check import check
from resolutions.model import Draft, Paragraph
from tests.late_messages import comes_late, said

WORDS = "Calls upon all States to cooperate against trafficking in drugs;"
RED = "Authorizes Member States to use all necessary means against cartels in Mexico;"


def kept(app: Any) -> Draft:
    """The draft in a page's session."""
    text = app.session_state.get("kept-draft", "")
    return Draft.model_validate_json(text) if text else Draft()


def of(*texts: str, **fields: Any) -> Draft:
    """A draft of operative paragraphs."""
    return Draft(operative=tuple(Paragraph(id=f"p{n}", text=t) for n, t in enumerate(texts, start=1)), **fields)


def press(app: Any, label: str) -> Any:
    """Click the button of this label."""
    return next(b for b in app.button if b.label == label).click().run()


def paste(app: Any, text: str) -> Any:
    """Put a text into the paste box and open it."""
    app.text_area(key="pasted").set_value(text).run()
    return press(app, "Open pasted text")


def outcome(app: Any) -> str:
    """The forecast's line as the page shows it."""
    shown = next(str(e.proto.body) for e in app.get("html") if "ph-outcome" in str(e.proto.body))
    return shown.split('<b class="ph-outcome">')[1].split("</b>")[0]


# -- every room


def test_an_empty_draft_says_what_to_do_in_every_room(open_page: Any, room: dict[str, str], text_of: Any) -> None:
    app = open_page("workbench", **room)
    assert "Your draft is empty" in text_of(app)
    assert not app.warning


def test_a_draft_of_forty_is_shown_in_every_room(open_page: Any, room: dict[str, str], forty: Draft, text_of: Any) -> None:
    app = open_page("workbench", forty, **room)
    assert len(app.radio(key="outline").options) == 40
    assert "Reactions to preambular paragraph 1" in text_of(app)


def test_the_page_shows_what_the_check_says(open_page: Any, forty: Draft) -> None:
    report = check(forty, load_topic(), read_councils()["2026"])
    assert outcome(open_page("workbench", forty, council="2026", delegation="france")) == report.forecast.line


def test_a_silent_member_is_undecided_and_never_in_favour(open_page: Any, forty: Draft) -> None:
    app = open_page("workbench", forty, council="2026", delegation="bahrain")
    seats = next(str(e.proto.body) for e in app.get("html") if "ph-council" in str(e.proto.body))
    bahrain = next(row for row in seats.split("<details")[1:] if ">Bahrain" in row)
    assert "undecided" in bahrain.split("</summary>")[0]


# -- working on it


def test_a_paragraph_is_written_moved_and_removed_and_each_step_is_undone(open_page: Any, is_sound: Any) -> None:
    app = open_page("workbench", of("Urges one;", "Urges two;"))
    app.radio(key="outline").set_value("p2").run()
    press(app, "Up")
    assert [p.text for p in kept(app).operative] == ["Urges two;", "Urges one;"]
    press(app, "Remove")
    assert [p.text for p in kept(app).operative] == ["Urges one;"]
    press(app, "Write operative")
    assert [p.text for p in kept(app).operative] == ["Urges one;", ""]
    is_sound(app)
    for before in (["Urges one;"], ["Urges two;", "Urges one;"], ["Urges one;", "Urges two;"]):
        press(app, "Undo")
        assert [p.text for p in kept(app).operative] == before
        is_sound(app)
    assert next(b for b in app.button if b.label == "Undo").disabled


def test_the_last_paragraph_can_be_removed(open_page: Any, text_of: Any) -> None:
    app = open_page("workbench", of("Urges one;"))
    assert "Your draft is empty" in text_of(press(app, "Remove"))
    assert [p.text for p in kept(press(app, "Undo")).operative] == ["Urges one;"]


def test_a_softer_rung_takes_the_place_of_the_text(open_page: Any, is_sound: Any) -> None:
    clause = next(c for c in load_topic().clauses if len(c.ladder) > 2 and c.part == "operative")
    draft = Draft(operative=(Paragraph(id="p1", text=clause.ladder[-1].text, clause=clause.id),))
    app = open_page("workbench", draft)
    app.button_group(key="ladder-p1").set_value(clause.ladder[0].text).run()
    is_sound(app)
    assert kept(app).operative[0].text == clause.ladder[0].text


def test_a_reading_is_corrected_and_given_back(open_page: Any, is_sound: Any, text_of: Any) -> None:
    app = open_page("workbench", of(WORDS))
    assert "read from the text" in text_of(app)
    app.multiselect(key="issues-p1").set_value(["demand-health"]).run()
    is_sound(app)
    correction = kept(app).operative[0].correction
    assert correction is not None
    assert correction.effects == (("demand-health", 1),)
    assert "as you corrected it" in text_of(app)
    press(app, "Back to the program's reading")
    is_sound(app)
    assert kept(app).operative[0].correction is None


def test_what_is_typed_next_is_not_taken_for_a_correction_or_a_choice_of_what_was_understood_before(open_page: Any, is_sound: Any) -> None:
    clause = next(c for c in load_topic().clauses if len(c.ladder) > 2 and c.part == "operative")
    first = Draft(operative=(Paragraph(id="p1", text=clause.ladder[-1].text, clause=clause.id),))
    app = open_page("workbench", first)
    before = said(app)
    second = first.with_changed("p1", text=f"{clause.ladder[0].text} Takes note of the report;")
    app.session_state["kept-draft"] = second.model_dump_json()
    app.run()
    comes_late(app, before)
    is_sound(app)
    assert kept(app) == second


def test_two_corrections_in_one_message_are_both_kept(open_page: Any, is_sound: Any) -> None:
    app = open_page("workbench", of(WORDS))
    app.multiselect(key="issues-p1").set_value(["demand-health"])
    app.select_slider(key="force-p1").set_value("F5")
    app.run()
    is_sound(app)
    correction = kept(app).operative[0].correction
    assert correction is not None
    assert (correction.effects, correction.force) == ((("demand-health", 1),), "F5")
    app.radio(key="way-p1-demand-health").set_value(-1).run()
    assert kept(app).operative[0].correction == correction.model_copy(update={"effects": (("demand-health", -1),)})


def test_names_of_sponsors_that_are_no_delegation_stay_with_the_draft(open_page: Any, is_sound: Any, hostile: str) -> None:
    app = open_page("workbench", of(WORDS, sponsors=("france", hostile)))
    app.multiselect(key="sponsors").set_value(["france", "china"]).run()
    is_sound(app)
    assert kept(app).sponsors == ("france", "china", hostile)


def test_a_new_empty_draft_can_be_undone(open_page: Any, forty: Draft) -> None:
    app = open_page("workbench", forty)
    press(app, "Start an empty draft")
    assert kept(app).is_empty
    assert len(kept(press(app, "Undo")).paragraphs) == 40


def test_a_finding_stands_beside_its_paragraph_and_a_click_puts_it_right(open_page: Any, is_sound: Any) -> None:
    app = open_page("workbench", of("Urges the the States to act;", "Decides to remain seized of the matter."))
    fixes = [b for b in app.button if b.label == "Fix"]
    assert fixes
    next(b for b in fixes if "the" in (b.help or "")).click().run()
    is_sound(app)
    assert kept(app).operative[0].text != "Urges the the States to act;"
    press(app, "Undo")
    assert kept(app).operative[0].text == "Urges the the States to act;"


def test_the_rules_of_a_conference_can_be_chosen(open_page: Any, is_sound: Any) -> None:
    app = open_page("workbench", of(WORDS))
    app.button_group(key="lint-style").set_value("mun").run()
    is_sound(app)
    assert app.session_state["kept-lint-style"] == "mun"


def test_a_paragraph_just_begun_is_no_error_until_it_is_left(open_page: Any, text_of: Any) -> None:
    app = open_page("workbench", of("Urges one;"))
    press(app, "Write operative")
    assert "is empty" not in text_of(app)
    begun = kept(app).operative[-1].id
    assert f'"begun": {app.session_state["kept-begun-paragraphs"]}' in " ".join(one.proto.json or one.proto.mixed.json for one in app.get("bidi_component"))
    app.radio(key="outline~1").set_value(next(p.id for p in kept(app).operative if p.id != begun)).run()
    assert "Paragraph 2 is empty" in text_of(app)


# -- bringing a draft in


def test_a_pasted_draft_is_opened_and_undone(open_page: Any, is_sound: Any) -> None:
    app = open_page("workbench", of("Urges one;"))
    paste(app, "The Security Council,\n\nNoting the trade in drugs,\n\n1. Calls upon all States to act;\n\n2. Decides to remain seized of the matter.")
    is_sound(app)
    assert [p.text for p in kept(app).operative] == ["Urges one;"], "the present draft stays until the other is taken"
    press(app, "Take this draft")
    is_sound(app)
    assert (len(kept(app).preambular), len(kept(app).operative)) == (1, 2)
    press(app, "Undo")
    assert [p.text for p in kept(app).operative] == ["Urges one;"]


@pytest.mark.parametrize(
    "junk",
    [
        '{"draft": 5}',
        '{"penholder": 99}',
        '{"draft": {"operative": [{"id": "", "text": "x"}]}}',
        '{"members": {"a": 1}}',
        '{"a":' + "[" * 100_000,
        "\ufeff{}x",
        "The Security Council,",
        "\u200b",
        "\n\n\x00\x07\n",
    ],
    ids=["shape", "version", "no id", "members", "deep", "not quite JSON", "organ line only", "invisible", "controls"],
)
def test_junk_is_told_or_taken_as_words_and_nothing_is_lost(open_page: Any, is_sound: Any, junk: str) -> None:
    app = open_page("workbench", of("Urges one;"))
    app.text_area(key="pasted").set_value(junk).run()
    button = next(b for b in app.button if b.label == "Open pasted text")
    if not button.disabled:
        button.click().run()
    is_sound(app)
    if kept(app) != of("Urges one;"):
        press(app, "Undo")
    assert [p.text for p in kept(app).operative] == ["Urges one;"]


def test_what_cannot_be_opened_is_told_beside_the_box_once(open_page: Any, hostile: str) -> None:
    app = paste(open_page("workbench", of("Urges one;")), json.dumps({"draft": hostile}))
    assert app.error[0].value.startswith("Nothing was opened: ")
    assert app.text_area(key="pasted").value, "what was pasted stays in the box"
    assert not app.run().error


def test_a_working_file_brings_its_room(open_page: Any, is_sound: Any) -> None:
    app = open_page("workbench", of("Urges one;"), council="2026", delegation="france")
    working = {"penholder": 1, "topic": "drug-cartels", "members": ["mexico", "china"], "delegation": "mexico", "draft": of(RED).model_dump(mode="json")}
    paste(app, json.dumps(working))
    is_sound(app)
    assert app.query_params["council"] in ("own", ["own"])
    assert app.query_params["delegation"] in ("mexico", ["mexico"])
    assert kept(app).operative[0].text == RED


def test_a_working_file_with_one_id_twice_gets_two(open_page: Any, is_sound: Any) -> None:
    twice = Draft(operative=(Paragraph(id="p1", text="Urges one;"), Paragraph(id="p1", text="Urges\ud800 two;")))
    body = json.dumps({"penholder": 1, "draft": {"operative": [{"id": p.id, "text": p.text} for p in twice.operative]}})
    app = paste(open_page("workbench"), body)
    is_sound(app)
    assert [(p.id, p.text) for p in kept(app).operative] == [("p1", "Urges one;"), ("p2", "Urges two;")]


# -- bad input


@pytest.mark.parametrize(
    "text",
    [
        "Urges " + "x" * 10_000,
        WORDS * 150,
        "يحث جميع الدول على التعاون لمكافحة الاتجار بالمخدرات؛",
        "Urges \u202eStates\u202c to \x00\x01\x1b[31mact\x7f;",
        "",
        " \n\t\n ",
        "`code` **bold** [link](https://example.org) $x^2$ :material/delete: :red[no] <b>x</b>",
        "(a) one\n(b) two\n\n(i) three",
        "🙂" * 500,
    ],
    ids=["10,000 letters", "10,000 letters of words", "Arabic", "controls", "empty", "blank", "Markdown", "sub-paragraphs", "emoji"],
)
def test_any_text_is_shown(open_page: Any, is_sound: Any, text_of: Any, text: str) -> None:
    app = open_page("workbench", of(text, WORDS), council="2026")
    is_sound(app)
    assert len(app.radio(key="outline").options) == 2
    assert "Reactions to paragraph 1" in text_of(app)


def test_what_a_user_typed_is_text_everywhere(open_page: Any, is_sound: Any, text_of: Any, hostile: str) -> None:
    draft = Draft(
        committee=hostile, topic=hostile, symbol=hostile, sponsors=(hostile,), signatories=(hostile,), heading=(hostile,), closing=(hostile,),
        preambular=(Paragraph(id="p1", text=f"Noting {hostile}"),),
        operative=(Paragraph(id="p2", text=f"Authorizes force {hostile} against cartels in Mexico by all necessary means {hostile}"), Paragraph(id="p3", text=hostile)),
    )  # fmt: skip
    app = open_page("workbench", draft, council="2026", delegation="mexico")
    for paragraph in ("p1", "p2", "p3"):
        app.radio(key="outline").set_value(paragraph).run()
        is_sound(app)
        assert text_of(app).count("<script>alert(1)</script>") >= 4, "it is on the paper, as text"


def test_words_for_a_label_keep_their_markup_as_words(open_page: Any) -> None:
    app = open_page("workbench", of(":red[**Urges**] [all](https://example.org) :material/delete: `States`"))
    label = app.radio(key="outline").options[0]
    assert "Urges" in label and not re.search(r"(?<!\\)[]:*`[()]", label), "each sign is escaped"


def test_500_paragraphs_are_shown_and_kept(open_page: Any, is_sound: Any) -> None:
    app = open_page("workbench", of(*(f"{WORDS[:-1]}, in the {n}th way;" for n in range(500))), council="2026")
    is_sound(app)
    assert len(app.radio(key="outline").options) == 500
    assert len("".join(app.query_params.get("draft", ""))) <= 7000
    app.radio(key="outline").set_value("p499").run()
    press(app, "Up")
    is_sound(app)
    assert kept(app).operative[497].id == "p499"


def test_a_draft_too_long_for_the_address_is_told_and_not_half_written(open_page: Any, is_sound: Any) -> None:
    letters = random.Random(1)
    words = [f"Urges {''.join(letters.choices('abcdefghijklmnopqrstuvwxyz', k=60))};" for _ in range(300)]
    app = open_page("workbench", of(*words))
    is_sound(app)
    assert "draft" not in app.query_params
    assert "too long for the address" in app.info[0].value


def test_more_paragraphs_than_can_be_worked_on_are_told(open_page: Any, is_sound: Any) -> None:
    text = "\n".join(f"{n}. Urges it;" for n in range(1, 999)) * 3
    app = paste(open_page("workbench", of("Urges one;")), text)
    is_sound(app)
    assert "paragraphs" in app.error[0].value
    assert [p.text for p in kept(app).operative] == ["Urges one;"]
