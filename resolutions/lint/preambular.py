"""Preambular paragraphs: participles, commas, and nothing that acts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from resolutions.lint.rule import INFO, WARNING, Found, LintRule, Text
from resolutions.phrases import find_opening, preambular_phrases

_MANUAL = "United Nations Editorial Manual, resolutions"
_ADJECTIVES = {"aware", "mindful", "conscious", "cognizant", "confident", "desirous", "cognisant", "grateful", "convinced", "eager", "anxious", "firm", "guided", "grieved"}  # fmt: skip
_ADVERBS = {"also", "further", "deeply", "fully", "gravely", "firmly", "strongly", "once", "again", "particularly", "seriously", "keenly", "solemnly", "profoundly", "extremely", "still", "greatly", "increasingly", "well", "equally", "moreover", "additionally", "unequivocally", "reiteratively"}  # fmt: skip
_FINITE = re.compile(
    r"^(?P<verb>Recalls|Reaffirms|Notes|Recognizes|Recognises|Emphasizes|Stresses|Welcomes|Condemns|Deplores|Regrets|Acknowledges|Affirms|Considers|Reiterates|Underlines|Commends|Expresses|Believes|Observes|Underscores|Takes note|Calls upon|Urges|Requests|Demands|Decides|Bears in mind)\b"
)


def _first_words(text: str) -> list[str]:
    return re.findall(r"[A-Za-z]+", text[:120])[:4]


def _is_participle(text: str) -> bool:
    if re.match(r"[\W_]*acting under\b", text, re.I) or find_opening(text, "preambular"):
        return True
    for word in _first_words(text):
        low = word.lower()
        if low in _ADVERBS:
            continue
        return low in _ADJECTIVES or low.endswith(("ing", "ed")) or low in ("having", "taken")
    return False


def _not_participle(text: Text) -> Iterator[Found]:
    for place in text.preambular:
        finite = _FINITE.match(place.text)
        if finite:
            yield Found(place.where, f"“{finite['verb']}” is a verb of the operative part; the preamble has participles.", 0, finite.end(), _participle(finite["verb"]), fix=f"Write “{_participle(finite['verb'])}”, or move the paragraph down.")
        elif _first_words(place.text) and not _is_participle(place.text):
            words = " ".join(_first_words(place.text)[:2])
            yield Found(place.where, f"“{words}” is no participle or adjective with which a preambular paragraph opens.", 0, len(words), fix="Open with one of the list, such as “Recalling” or “Deeply concerned”.")


def _participle(verb: str) -> str:
    first, *rest = verb.split(" ")
    made = {"Takes": "Taking", "Bears": "Bearing"}.get(first)
    if made is None:
        stem = re.sub(r"(?<=ss)es$|s$", "", first)
        made = (stem[:-1] if stem.endswith("e") else stem) + "ing"
        if stem == "Regret":
            made = "Regretting"
    return " ".join([made, *rest])


def _end(text: Text) -> Iterator[Found]:
    for place in text.preambular:
        bare = place.text.rstrip()
        if not bare or bare.endswith((",", "*")) or re.search(r"[a-z)”],\d{1,2}$", bare):  # the number of a footnote
            continue
        inner = bool(place.parts)
        mark = bare[-1]
        if mark in ";." and not bare.endswith("etc."):
            yield Found(place.where, f"A preambular paragraph ends with a comma, not “{mark}”.", len(bare) - 1, len(bare), ",", safe=not inner, fix="End with a comma.")
        elif place.paragraph.line is not None and (mark.isalnum() or mark in ")”\"’:]"):
            replacement, start = (",", len(bare) - 1) if mark == ":" else (",", len(bare))
            yield Found(place.where, "A preambular paragraph ends with a comma.", start, len(bare), replacement, safe=not inner and mark != ":", fix="End with a comma.")


def _lower_case(text: Text) -> Iterator[Found]:
    for place in text.preambular:
        if place.text[:1].islower():
            yield Found(place.where, "The opening has no capital.", 0, 1, place.text[:1].upper(), safe=True, fix="Begin with a capital.")


def _opening_words(text: str) -> str:
    found = find_opening(text, "preambular")
    return found.words.strip().lower() if found else ""


def _repeat(text: Text) -> Iterator[Found]:
    if text.style == "un" and text.is_council:
        return  # two thirds of the Council's own resolutions repeat one
    for before, place in zip(text.preambular, text.preambular[1:], strict=False):
        first, second = _opening_words(before.text), _opening_words(place.text)
        if first and first == second and not re.match(r"\W*\w+ (?:also|further)\b", place.text) and first not in ("acting under chapter vii",):
            yield Found(place.where, f"“{first.capitalize()}” opens two paragraphs in a row.", 0, len(first), fix=f"The first repeat adds “also”, the second “further”: “{first.capitalize()} also”.")


def _never_seen(text: Text) -> Iterator[Found]:
    unseen = {p.phrase for p in preambular_phrases() if p.council == "not seen"}
    for place in text.preambular:
        found = find_opening(place.text, "preambular")
        if text.is_council and found and found.phrase in unseen:
            yield Found(place.where, f"“{found.phrase}” is a phrase of Model UN lists; the Council was not seen to use it.", 0, len(found.words), fix="Take one the Council uses, such as “Convinced” or “Noting”.")


def _sub_clauses(text: Text) -> Iterator[Found]:
    if text.style == "mun" and text.house.preamble_sub_clauses == "allowed":
        return
    for place in text.preambular:
        part = next((p for p in place.parts if p.label), None)
        if part is not None:
            yield Found(place.where, "A preambular paragraph has sub-paragraphs.", place.line_start(part), fix="Make paragraphs of them, or say it in one sentence.")


def _no_preamble(text: Text) -> Iterator[Found]:
    if text.operative and not text.preambular and len(text.operative) > 2:
        yield Found("draft", "The draft has no preamble.", fix="Say on what it rests: earlier resolutions, the Charter, the facts.")


_ACTS = re.compile(r"(?:,|;)?\s+and\s+(?P<verb>(?:further |also )?(?:requests|demands|decides|urges|calls upon|authorizes|directs|invites|condemns|recommends))\b")


def _acts(text: Text) -> Iterator[Found]:
    for place in text.preambular:
        for match in place.matches(_ACTS):
            yield Found(place.where, f"“{match['verb']}” acts, and the preamble does not.", match.start("verb"), match.end("verb"), fix="Move it to an operative paragraph of its own.")
            break


_BASE = "The Security Council,\n\n{}\n\n1. Calls upon all States to cooperate;\n\n2. Decides to remain seized of the matter."


def _with(paragraphs: str) -> str:
    return _BASE.format(paragraphs)


_ASSEMBLY = "The General Assembly,\n\n{}\n\n1. Calls upon all States to cooperate;\n\n2. Requests the Secretary-General to report."
_GOOD = _with("Recalling its resolution 2653 (2022),")

RULES: tuple[LintRule, ...] = (
    LintRule("PR01", "A preambular opening is no participle", "The preamble is one long apposition to the organ: participles and adjectives.", _MANUAL + "; 9 of 2,302 paragraphs of 2020-2022 break it, which is why it warns in style un",
             _with("In light of recent events,"), _GOOD, _not_participle, un=WARNING),
    LintRule("PR02", "A preambular paragraph does not end with a comma", "The sentence goes on until the last operative paragraph.", _MANUAL + "; 6 of 2,302 paragraphs of 2020-2022 break it, which is why it warns in style un",
             _with("Recalling its resolution 2653 (2022);"), _GOOD, _end, un=WARNING),
    LintRule("PR03", "A preambular opening has no capital", "Every paragraph begins with a capital.", _MANUAL, _with("recalling its resolution 2653 (2022),\n\nNoting the report of the Secretary-General,"),
             _with("Recalling its resolution 2653 (2022),\n\nNoting the report of the Secretary-General,"), _lower_case, un=WARNING, mun=WARNING),
    LintRule("PR04", "An opening is repeated without “also”", "The first repeat adds “also”, the second “further”.", "practice of the Secretariat (DGACM)",
             _ASSEMBLY.format("Noting the report of the Secretary-General,\n\nNoting the efforts of the region,"), _ASSEMBLY.format("Noting the report of the Secretary-General,\n\nNoting also the efforts of the region,"), _repeat, un=INFO, mun=INFO),
    LintRule("PR05", "A phrase the Council does not use", "It shows a list, not the Council's language.", "preambular-phrases.yaml: 902 resolutions of 1946-1994 and 2002, 166 of 2020-2022", _with("Contemplating the situation in the region,"), _GOOD, _never_seen, un=INFO, mun=None),
    LintRule("PR06", "Sub-paragraphs in the preamble", "A preamble is not amended point by point; some houses forbid points in it.", "guides of the THIMUN family",
             _with("Concerned by the following:\n(a) Violence;\n(b) Trafficking,"), _GOOD, _sub_clauses, un=INFO, mun=WARNING, setting="preamble_sub_clauses", house="thimun"),
    LintRule("PR07", "No preamble", "The preamble gives the reasons and the legal ground.", _MANUAL,
             "The Security Council,\n\n1. Calls upon all States to cooperate;\n\n2. Urges restraint;\n\n3. Decides to remain seized of the matter.", _GOOD, _no_preamble, un=INFO, mun=WARNING),
    LintRule("PR08", "A preambular paragraph acts", "What a resolution asks or decides stands in its operative part, where it is numbered and voted on.", _MANUAL,
             _with("Noting the violence in the region and demands an end to it,"), _GOOD, _acts, un=WARNING, mun=WARNING),
)  # fmt: skip
