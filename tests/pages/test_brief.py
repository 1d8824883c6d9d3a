"""The brief: where a delegation stands, from which source, and what the sources leave open."""

from __future__ import annotations

from typing import Any

from positions.topic import load_topic


def test_it_opens_in_every_room(open_page: Any, room: dict[str, str]) -> None:
    app = open_page("brief", **room)
    who = load_topic().delegation_by_id.get(room["delegation"])
    assert app.title[0].value == (who.name if who else "Brief")
    assert not app.warning


def test_it_opens_with_a_draft_of_forty(open_page: Any, forty: Any) -> None:
    assert open_page("brief", forty, delegation="france").title[0].value == "France"


def test_every_current_stance_is_shown_with_its_source(open_page: Any, text_of: Any) -> None:
    page = text_of(open_page("brief", delegation="france"))
    france = load_topic().delegation_by_id["france"]
    for stance in france.stances:
        if stance.current:
            assert " ".join(stance.paraphrase.split()) in page
    assert "Weak on" in page, "the source's weaknesses stand behind its chip"


def test_a_former_course_is_marked(open_page: Any, text_of: Any) -> None:
    changed = next(d for d in load_topic().delegations if any(not s.current for s in d.stances))
    page = text_of(open_page("brief", delegation=changed.id))
    assert "Course changed" in page or "Formerly held" in page


def test_a_silent_delegation_says_what_to_do(open_page: Any, text_of: Any) -> None:
    assert "No source of this topic speaks" in text_of(open_page("brief", delegation="bahrain"))


def test_a_chair_without_delegation_chooses_one_here(open_page: Any, is_sound: Any) -> None:
    app = open_page("brief", delegation="none")
    app.button_group[0].set_value("russia").run()
    is_sound(app)
    assert app.title[0].value == "Russia"


def test_what_a_chair_types_is_shown_as_text(open_page: Any, is_sound: Any, text_of: Any, hostile: str) -> None:
    app = open_page("brief", delegation="latvia")
    app.text_area(key="chair-words").set_value(hostile)
    app.text_input(key="chair-source").set_value(hostile)
    app.text_input(key="chair-condition").set_value(hostile)
    app.toggle(key="chair-line").set_value(True).run()
    app.text_input(key="chair-crossed").set_value(hostile)
    app.text_input(key="chair-spared").set_value(hostile)
    app.select_slider(key="chair-position").set_value(-2).run()
    app.button(key="chair-add").click().run()
    assert not app.error
    for page in ("brief", "compare", "library", "workbench"):
        if page != "brief":
            app.switch_page(f"../pages/delegate/{page}.py").run()
        is_sound(app)
        if page == "brief":
            assert "<script>alert(1)</script>" in text_of(app)


def test_a_hostile_stance_shows_as_text_in_the_reasons_of_the_workbench(
    open_page: Any, is_sound: Any, text_of: Any, hostile: str
) -> None:
    from positions.model import Stance
    from resolutions.model import Draft, Paragraph, Working

    stance = Stance.model_validate(
        {"issue": "host-state-consent", "position": 2, "basis": "stated", "paraphrase": hostile, "source": f"chair {hostile.replace(';', ',')}", "added_by": "chair"}
    )
    text = "Decides that States may operate without the consent of the host State;"
    working = Working(
        topic="drug-cartels", council="2026", delegation="latvia", added_stances={"latvia": (stance,)},
        draft=Draft(operative=(Paragraph(id="p1", text=text),), sponsors=("latvia",)),
    )  # fmt: skip
    app = open_page("workbench")
    app.text_area(key="pasted").set_value(working.model_dump_json()).run()
    next(b for b in app.button if b.label == "Open pasted text").click().run()
    is_sound(app)
    assert "<script>alert(1)</script>" in text_of(app)
