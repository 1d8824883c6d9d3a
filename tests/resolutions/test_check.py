"""Whole drafts through the check, in the words a delegate would type."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from positions.council import Council
from positions.topic import Topic, load_topic
from resolutions.__main__ import main
from resolutions.check import as_json, check, worst
from resolutions.lint.house_styles import Style
from resolutions.model import Draft, Kind, Outcome, Report, Vote
from resolutions.text import write_text
from resolutions.workfile import official_names, read_draft

ROOMS = pytest.mark.parametrize("room", ["2026", "2027", "simulation"])

HEAD = "The Security Council,\n\n"
END = "\n\n9. Decides to remain seized of the matter.\n"

FORCE_IN_MEXICO = (
    HEAD
    + """Determining that the violence of drug cartels in Mexico constitutes a threat to international peace and security,

Acting under Chapter VII of the Charter of the United Nations,

1. Authorizes Member States to take all necessary measures, including military operations, against drug cartels in Mexico;"""
    + END
)

TECHNICAL_HELP = (
    HEAD
    + """Reaffirming the sovereignty and territorial integrity of all States,

Alarmed by the number of lives lost to drug trafficking,

1. Requests the United Nations Office on Drugs and Crime to provide technical assistance and legal advice to States at their request;

2. Calls upon all States to strengthen action against money laundering and to trace, freeze and recover the proceeds of drug trafficking;

3. Encourages States to strengthen the independence and capacity of their courts and prosecutors;

4. Encourages States to reduce demand for illicit drugs through prevention, treatment and public health;"""
    + END
)

CONDEMNS_STRIKES = HEAD + "1. Condemns the military strikes on vessels in the Caribbean and the eastern Pacific;" + END


def checked(text: str, topic: Topic, council: Council) -> Report:
    """The report on a draft given as text."""
    return check(read_draft(text, topic), topic, council)


# -- what the sources imply


@ROOMS
@pytest.mark.parametrize(
    "decision",
    [
        "Authorizes Member States to take all necessary measures, including military operations, against drug cartels in Mexico;",
        "Authorizes a multinational force to use all necessary means against drug cartels on the territory of Mexico;",
        "Authorizes the use of force by Member States against the cartels in Mexico;",
    ],
)
def test_force_in_mexico_is_vetoed_by_china_and_russia_and_by_nobody_in_silence(
    topic: Topic, councils: dict[str, Council], room: str, decision: str
) -> None:
    text = FORCE_IN_MEXICO.replace(FORCE_IN_MEXICO.split("1. ")[1].split("\n")[0], decision)
    assert decision in text
    report = checked(text, topic, councils[room])
    assert report.forecast.vetoes == ("china", "russia")
    for member, vote in report.forecast.votes.items():
        if not topic.delegation_by_id[member].documented:
            assert vote is Vote.UNDECIDED
    assert {"ST03"} <= {finding.code for finding in report.findings}


def test_force_in_mexico_crosses_mexico_s_own_red_line(topic: Topic, councils: dict[str, Council]) -> None:
    report = checked(FORCE_IN_MEXICO, topic, councils["simulation"])
    assert report.forecast.members["mexico"].vote is Vote.AGAINST
    assert report.paragraphs[2].reactions["mexico"].kind is Kind.RED_LINE
    assert report.paragraphs[2].reading.territory == ("mexico",)


@ROOMS
def test_technical_help_at_the_host_s_request_draws_no_veto(topic: Topic, councils: dict[str, Council], room: str) -> None:
    report = checked(TECHNICAL_HELP, topic, councils[room])
    assert report.forecast.vetoes == ()
    assert Vote.AGAINST not in report.forecast.votes.values()
    for member in ("china", "france", "united-kingdom"):
        assert report.forecast.members[member].vote is Vote.IN_FAVOUR
    assert not [finding for finding in report.findings if finding.severity == "error"]


def test_technical_help_from_the_library_draws_no_veto_either(topic: Topic, councils: dict[str, Council]) -> None:
    draft = Draft()
    for part, clause in (
        ("preambular", "pre-unodc-role"),
        ("operative", "unodc-legal-help"),
        ("operative", "trace-freeze-recover"),
        ("operative", "unodc-justice-training"),
        ("operative", "harm-reduction-services"),
        ("operative", "remain-seized"),
    ):
        known = topic.clause_by_id[clause]
        draft = draft.with_added(part, known.ladder[known.default].text, clause)  # type: ignore[arg-type]
    for council in councils.values():
        assert check(draft, topic, council).forecast.vetoes == ()


@ROOMS
@pytest.mark.parametrize(
    "paragraph",
    [
        "Condemns the military strikes on vessels in the Caribbean and the eastern Pacific;",
        "Deplores the air strikes against boats in the Caribbean;",
        "Demands an immediate end to the military campaign against vessels in the Caribbean and the eastern Pacific;",
    ],
)
def test_condemning_the_vessel_strikes_is_vetoed_by_the_united_states_only(
    topic: Topic, councils: dict[str, Council], room: str, paragraph: str
) -> None:
    report = checked(HEAD + "1. " + paragraph + END, topic, councils[room])
    assert report.forecast.vetoes == ("united-states",)
    assert report.paragraphs[0].reactions["united-states"].kind is Kind.RED_LINE


def test_an_explicit_authorization_and_its_denial_are_opposites(topic: Topic, council: Council) -> None:
    authorizes = checked(HEAD + "1. Authorizes the use of force on the territory of a State without its consent;", topic, council)
    denies = checked(
        HEAD + "1. Affirms that nothing in this resolution authorizes the use of force on the territory of a State;", topic, council
    )
    moves = {e.issue: e.direction for e in authorizes.paragraphs[0].reading.effects}
    moved_back = {e.issue: e.direction for e in denies.paragraphs[0].reading.effects}
    assert moves["external-force"] == 1
    assert moved_back["external-force"] == -1
    for member in ("china", "russia"):
        assert authorizes.paragraphs[0].reactions[member].kind is Kind.RED_LINE
        assert denies.paragraphs[0].reactions[member].kind is Kind.SUPPORTS
    assert authorizes.forecast.vetoes == ("china", "russia")
    assert denies.forecast.vetoes == ()
    assert denies.paragraphs[0].reading.force < "F6" < authorizes.paragraphs[0].reading.force


@pytest.mark.parametrize(("verb", "kind"), [("Invites", "accepts"), ("Urges", "reserved"), ("Demands", "objects")])
def test_a_soft_verb_passes_a_mild_reservation(topic: Topic, council: Council, verb: str, kind: str) -> None:
    that = "that " if verb == "Demands" else ""
    to = "reduce" if that else "to reduce"
    report = checked(HEAD + f"1. {verb} {that}States {to} demand for drugs through prevention and treatment;", topic, council)
    assert report.paragraphs[0].reactions["united-states"].kind == kind


@pytest.mark.parametrize("verb", ["Encourages", "Invites", "Calls upon", "Urges"])
def test_a_soft_verb_does_not_pass_a_red_line(topic: Topic, council: Council, verb: str) -> None:
    report = checked(HEAD + f"1. {verb} States to tighten the licensing of gun dealers and the sale of firearms at home;", topic, council)
    found = report.paragraphs[0].reactions["united-states"]
    assert found.kind in (Kind.OBJECTS, Kind.RED_LINE)
    assert (found.kind is Kind.RED_LINE) is (report.paragraphs[0].reading.force >= "F3")


def test_a_decision_of_the_council_is_a_council_measure_whatever_it_is_about(topic: Topic, council: Council) -> None:
    report = checked(HEAD + "1. Decides that all States shall trace, freeze and recover the proceeds of drug trafficking;", topic, council)
    assert "binding-council-measure" in report.paragraphs[0].reading.measures
    assert report.paragraphs[0].reactions["china"].kind is Kind.RED_LINE
    assert report.forecast.vetoes == ("china",)
    softer = checked(HEAD + "1. Calls upon all States to trace, freeze and recover the proceeds of drug trafficking;", topic, council)
    assert softer.forecast.vetoes == ()


def test_a_safeguard_in_the_preamble_lifts_a_red_line_below_it(topic: Topic, council: Council) -> None:
    operation = "1. Urges States to conduct operations against cartels on the territory of another State without its consent;"
    alone = checked(HEAD + operation, topic, council)
    assert alone.paragraphs[0].reactions["russia"].kind is Kind.RED_LINE
    request = "Noting that all assistance is given at the request, or with the consent, of the State concerned,\n\n"
    assert "host-request" in checked(HEAD + request + operation, topic, council).paragraphs[0].reading.safeguards


# -- nobody is counted as a yes because nobody asked


def test_no_library_clause_wins_over_a_delegation_nobody_documented(topic: Topic, councils: dict[str, Council]) -> None:
    for clause in topic.clauses:
        for rung in clause.ladder:
            draft = Draft().with_added(clause.part, rung.text)
            votes = check(draft, topic, councils["2026"]).forecast.votes | check(draft, topic, councils["2027"]).forecast.votes
            for member, vote in votes.items():
                if not topic.delegation_by_id[member].documented:
                    assert vote is Vote.UNDECIDED, (member, clause.id)


CLAUSES = load_topic("drug-cartels").clauses
RUNGS = st.sampled_from([(clause.part, rung.text, clause.id) for clause in CLAUSES for rung in clause.ladder])
VERBS = st.sampled_from(["Decides that States shall", "Calls upon States to", "Authorizes States to", "Welcomes efforts to", "Condemns plans to"])  # fmt: skip
MATTERS = st.sampled_from(["use force in Mexico", "trace drug money", "spray coca", "share intelligence", "talk to cartels", "¿?"])
OWN = st.builds(lambda verb, matter: ("operative", f"{verb} {matter};", None), VERBS, MATTERS)


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    """Drafts of library clauses and of sentences of one's own."""
    draft = Draft()
    for part, text, clause in draw(st.lists(st.one_of(RUNGS, RUNGS, OWN), min_size=1, max_size=12)):
        draft = draft.with_added(part, text, clause)  # type: ignore[arg-type]
    return draft


@settings(max_examples=60)
@given(draft=drafts(), room=st.sampled_from(["2026", "2027"]))
def test_no_draft_wins_over_a_delegation_nobody_documented(councils: dict[str, Council], draft: Draft, room: str) -> None:
    topic = load_topic("drug-cartels")
    result = check(draft, topic, councils[room]).forecast
    silent = [m for m in councils[room].members if not topic.delegation_by_id[m].documented]
    assert len(silent) >= 7
    assert all(result.votes[m] is Vote.UNDECIDED for m in silent)
    assert result.outcome is not Outcome.ADOPTED or result.in_favour[0] >= result.needed


@settings(max_examples=60)
@given(draft=drafts(), room=st.sampled_from(["2026", "2027", "simulation"]))
def test_a_forecast_holds_together(councils: dict[str, Council], draft: Draft, room: str) -> None:
    topic = load_topic("drug-cartels")
    council = councils[room]
    result = check(draft, topic, council).forecast
    votes = list(result.votes.values())
    assert tuple(result.votes) == council.members
    assert result.in_favour == (votes.count(Vote.IN_FAVOUR), votes.count(Vote.IN_FAVOUR) + votes.count(Vote.UNDECIDED))
    assert all(topic.delegation_by_id[v].permanent and result.votes[v] is Vote.AGAINST for v in result.vetoes)
    for expected in result.members.values():
        assert expected.because and 0 <= expected.spoken <= 1


# -- the page and the command give one answer


def answer(report: Report) -> object:
    """Everything a report says, but for the lines of the file it was read from and the order of what lies level."""
    said = json.loads(json.dumps(as_json(report)))
    for finding in said["findings"]:
        finding.pop("line")
    for clause in said["clauses"]:
        clause["text"] = clause["text"].rstrip(" ,;.")
    return said


@settings(max_examples=40)
@given(texts=st.lists(RUNGS, min_size=1, max_size=14, unique=True))
def test_a_draft_downloaded_as_text_and_checked_gives_the_same_answer(
    councils: dict[str, Council], texts: list[tuple[str, str, str]]
) -> None:
    topic = load_topic("drug-cartels")
    draft = Draft(topic="Drug cartels", sponsors=("france", "bolivia", "united-kingdom"), signatories=("china",))
    for part, text, clause in texts:
        draft = draft.with_added(part, text, clause)  # type: ignore[arg-type]
    again = read_draft(write_text(draft, official_names(topic)), topic)
    assert again.sponsors == draft.sponsors
    assert again.signatories == draft.signatories
    for room in ("2026", "simulation"):
        assert answer(check(again, topic, councils[room])) == answer(check(draft, topic, councils[room]))


# -- one list of findings


SLIPS = """The Security Council,

Recalling its resolution 2653 (2022),

1. Authorizes Member States to use all necessary means against the cartels;

2. Calls upon all states to cooperate by 31 June 2027,

3. Decides to remain seized of the matter.
"""


def test_the_linter_s_findings_stand_in_the_same_list_by_seriousness(topic: Topic, council: Council) -> None:
    findings = check(read_draft(SLIPS, topic), topic, council, source=SLIPS).findings
    assert {"LB01", "RF08", "NM03", "OP03"} <= {f.code for f in findings}
    assert [f.severity.value for f in findings] == sorted((f.severity.value for f in findings), key=["error", "warning", "info"].index)
    date = next(f for f in findings if f.code == "RF08")
    assert SLIPS.split("\n")[date.line - 1][date.column - 1 :].startswith("31 June")  # type: ignore[operator]
    assert len(set(findings)) == len(findings)


@pytest.mark.parametrize(
    ("text", "said", "unsaid"),
    [
        (SLIPS, "LB01", "LB05"),
        (HEAD + "1. Calls upon States to cooperate;\n\n2. Calls upon States to cooperate." + END, "CO03", "CO04"),
        (HEAD + "1. A committee of experts in Vienna;" + END, "FM02", "OP01"),
        (HEAD + "1. Call upon all States to cooperate;" + END, "OP09", "FM02"),
        (HEAD + "1. Condems all trafficking in firearms;" + END, "OP17", "FM02"),
    ],
)
def test_what_both_see_is_said_once(topic: Topic, council: Council, text: str, said: str, unsaid: str) -> None:
    codes = [f.code for f in checked(text, topic, council).findings]
    assert said in codes and unsaid not in codes


def test_the_style_is_whose_practice_the_linter_goes_by(topic: Topic, council: Council) -> None:
    draft = read_draft(HEAD + "Noting the report,\n\n1. Calls upon all States to cooperate and condemns all trafficking;" + END, topic)
    assert "OP06" not in {f.code for f in check(draft, topic, council).findings}
    assert "OP06" in {f.code for f in check(draft, topic, council, style="mun").findings}


@pytest.mark.parametrize(
    "text",
    [
        "Calls upon all States to cooperate with UNODC as set out in paragraph 12 above",
        "7. Calls upon all States to trace the proceeds of drug trafficking;",
        "Recalling its resolution 2653 (2022)",
        "4. Calls upon all States to cooperate;\n\n5. Urges all States to report;\n\n6. Invites them to meet;",
    ],
)
@pytest.mark.parametrize("style", ["un", "mun"])
def test_a_pasted_clause_is_not_asked_for_what_only_a_whole_draft_has(topic: Topic, council: Council, text: str, style: Style) -> None:
    report = check(read_draft(text, topic), topic, council, style=style, source=text)
    assert not [f for f in report.findings if f.code not in ("FM01", "ST03")]


def test_a_pasted_clause_is_still_told_its_own_faults(topic: Topic, council: Council) -> None:
    text = "Call upon all member states to to report by 31 June 2027"
    codes = {f.code for f in check(read_draft(text, topic), topic, council, source=text).findings}
    assert {"OP09", "NM02", "FM21", "RF08"} <= codes


def test_the_command_lists_errors_and_warnings_and_counts_hints(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "draft.txt"
    path.write_text(SLIPS.replace("all states", "UNODC and all states"), encoding="utf-8")
    assert main(["check", str(path)]) == 1
    out = capsys.readouterr().out
    assert "error RF08 op2, line 7, column " in out and "warning NM03 op2" in out
    assert "info " not in out and "of the drafting rules: --style un or --style mun lists" in out
    main(["check", str(path), "--style", "un"])
    assert "info NM05 op2" in capsys.readouterr().out
    main(["check", str(path), "--style", "mun", "--json"])
    found = json.loads(capsys.readouterr().out)["findings"]
    assert {"RF08", "LB01"} <= {f["code"] for f in found} and "info" in {f["severity"] for f in found}


# -- the shape of a report


def test_paragraphs_are_numbered_by_part_and_findings_come_most_serious_first(topic: Topic, council: Council) -> None:
    text = "Sponsors: United States; Atlantis\n\n" + CONDEMNS_STRIKES.replace(
        HEAD, HEAD + "Noting the report,\n\nRecalling its statements,\n\n"
    )
    report = checked(text, topic, council)
    assert [c.where for c in report.paragraphs] == ["pp1", "pp2", "op1", "op2"]
    assert [c.number for c in report.paragraphs] == ["1", "2", "1", "2"]
    severities = [finding.severity.value for finding in report.findings]
    assert severities == sorted(severities, key=["error", "warning", "info"].index)
    first = report.findings[0]
    assert (first.code, first.where, first.line) == ("ST01", "op1", 9)
    assert all(finding.why and finding.message for finding in report.findings)


def test_reactions_cover_every_delegation_and_votes_the_members(topic: Topic, council: Council) -> None:
    report = checked(TECHNICAL_HELP, topic, council)
    everybody = {d.id for d in topic.delegations}
    assert all(set(c.reactions) == everybody for c in report.paragraphs)
    assert tuple(report.forecast.votes) == council.members


def test_an_empty_draft_is_an_error_and_no_forecast_of_a_yes(topic: Topic, council: Council) -> None:
    report = check(Draft(), topic, council)
    assert [(f.code, f.severity.value, f.where) for f in report.findings] == [("FM01", "error", "draft")]
    assert set(report.forecast.votes.values()) == {Vote.UNDECIDED}
    assert report.forecast.outcome is Outcome.OPEN


def test_the_worst_reaction_among_members_is_what_a_margin_shows(topic: Topic, council: Council) -> None:
    paragraph = checked(CONDEMNS_STRIKES, topic, council).paragraphs[0]
    assert worst(paragraph, council.members) is Kind.RED_LINE
    assert worst(paragraph, ("china",)) is Kind.SUPPORTS
    assert worst(paragraph, ("denmark",)) is Kind.SILENT
    assert worst(paragraph, ()) is Kind.SILENT


def test_the_same_draft_gives_the_same_report(topic: Topic, council: Council) -> None:
    assert checked(FORCE_IN_MEXICO, topic, council) == checked(FORCE_IN_MEXICO, topic, council)


def test_a_very_long_draft_is_checked_whole(topic: Topic, council: Council) -> None:
    lines = [f"{n}. Calls upon all States to trace the proceeds of case {n};" for n in range(1, 501)]
    report = checked(HEAD + "\n".join(lines), topic, council)
    assert len(report.paragraphs) == 500
    assert report.paragraphs[499].paragraph.text.endswith("case 500;")


def test_a_very_long_paragraph_is_checked_whole(topic: Topic, council: Council) -> None:
    text = "Calls upon States to trace the proceeds of crime " + "and to report on that " * 480
    report = checked(HEAD + "1. " + text, topic, council)
    assert len(report.paragraphs[0].paragraph.text) > 10_000
    assert "FM03" in {f.code for f in report.findings}
    assert report.paragraphs[0].reactions["france"].kind is Kind.SUPPORTS
