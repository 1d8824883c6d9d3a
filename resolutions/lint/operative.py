"""Operative paragraphs: finite verbs, semicolons, one full stop."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from functools import lru_cache

from resolutions.lint.rule import ERROR, INFO, WARNING, Found, LintRule, Place, Text
from resolutions.phrases import find_opening, operative_phrases

_MANUAL = "United Nations Editorial Manual, resolutions"
_ADVERBS = {"also", "further", "strongly", "firmly", "urgently", "solemnly", "again", "once", "fully", "deeply", "gravely", "unequivocally", "moreover", "furthermore", "additionally", "in", "this", "regard", "finally", "hereby", "particularly", "and", "vehemently", "categorically", "formally", "warmly", "especially", "accordingly", "hence", "therefore", "nevertheless", "specifically", "explicitly"}  # fmt: skip
_NO_VERBS = {"states", "nations", "members", "parties", "measures", "countries", "this", "its", "as", "was", "is", "has", "sanctions", "troops", "resources", "weapons", "drugs", "cartels", "efforts", "governments", "organizations", "humans", "rights"}  # fmt: skip
_BASE = {
    "call upon": "Calls upon", "call on": "Calls on", "call for": "Calls for", "request": "Requests", "urge": "Urges",
    "demand": "Demands", "decide": "Decides", "encourage": "Encourages", "invite": "Invites", "condemn": "Condemns",
    "recommend": "Recommends", "reaffirm": "Reaffirms", "emphasize": "Emphasizes", "stress": "Stresses",
    "welcome": "Welcomes", "authorize": "Authorizes", "establish": "Establishes", "express": "Expresses",
    "note": "Notes", "recognize": "Recognizes", "affirm": "Affirms", "direct": "Directs", "endorse": "Endorses",
    "support": "Supports", "remind": "Reminds", "deplore": "Deplores", "create": "Creates", "approve": "Approves",
}  # fmt: skip
_BASE_FORM = re.compile(rf"^(?:(?P<adverb>strongly|further|also)\s+)?(?P<verb>{'|'.join(_BASE)})\b(?!\s+(?:for|of|verbale)\b)", re.I)
_PAST = re.compile(r"^(?P<verb>Called upon|Requested|Urged|Demanded|Decided|Encouraged|Invited|Condemned|Recommended|Reaffirmed|Authorized)\s+(?=the|all|that|to|its|Member|States)", re.I)
_MODAL = re.compile(r"^(?:The\s+\w+\s+)?(?:shall|should|must|will|would|may|can)\b|^(?:All|The|Each|Every|Member|States?)\s[^,;.]{0,60}?\b(?:shall|should|must|will)\b", re.I)


def _first_words(text: str) -> list[str]:
    return re.findall(r"[A-Za-z]+", text[:120])[:5]


@lru_cache(maxsize=4096)
def _finite_opening(text: str) -> bool:
    if find_opening(text, "operative"):
        return True
    if re.match(r"[\W_]*acting under\b", text, re.I):
        return True
    for word in _first_words(text):
        low = word.lower()
        if low in _ADVERBS or low.endswith("ly"):
            continue
        return low.endswith("s") and not low.endswith("ss") and low not in _NO_VERBS
    return False


def _phrases() -> dict[str, str]:
    return {p.phrase.lower(): p.phrase for p in operative_phrases()}


def _misspelled(text: str) -> tuple[str, str] | None:
    words = re.findall(r"[A-Za-z'’]+", text[:80])[:3]
    for count in (2, 1):
        tried = " ".join(words[:count])
        if len(words) < count or len(tried) < 5 or text[: len(tried)] != tried:
            continue
        close = get_close_matches(tried.lower(), [p for p in _phrases() if p.count(" ") == count - 1], n=1, cutoff=0.88)
        if close and close[0] != tried.lower():
            return tried, _phrases()[close[0]]
    return None


def _is_participle(text: str) -> bool:
    words = [w for w in _first_words(text) if w.lower() not in _ADVERBS]
    return bool(words) and (words[0].lower().endswith("ing") or find_opening(text, "preambular") is not None)


def _opening(text: Text) -> Iterator[Found]:
    for place in text.operative:
        if not _first_words(place.text) or _finite_opening(place.text) or place.text[:1] in "“\"(":
            continue
        if _base_form(place) or _is_participle(place.text) or _MODAL.match(place.text) or _misspelled(place.text):
            continue
        if _later_verb().search(place.text):
            continue
        words = " ".join(_first_words(place.text)[:2])
        yield Found(place.where, f"“{words}” is no verb with which an operative paragraph opens.", 0, len(words), fix="Open with one of the list, such as “Calls upon” or “Decides”.")


def _wrong_spelling(text: Text) -> Iterator[Found]:
    for place in text.operative:
        if _finite_opening(place.text) and place.text[:1].isupper() and find_opening(place.text, "operative"):
            continue
        if _base_form(place) or _is_participle(place.text):
            continue
        wrong = _misspelled(place.text)
        if wrong and not find_opening(place.text, "operative"):
            yield Found(place.where, f"“{wrong[0]}” looks like “{wrong[1]}”.", 0, len(wrong[0]), wrong[1], fix=f"Write “{wrong[1]}”.")


def _base_form(place: Place) -> tuple[int, str] | None:
    match = _BASE_FORM.match(place.text)
    if match:
        right = _BASE[match["verb"].lower()]
        if match["adverb"]:
            right = f"{match['adverb'].capitalize()} {right[0].lower()}{right[1:]}"
        return match.end(), right
    past = _PAST.match(place.text)
    if past:
        words = past["verb"].split(" ")
        base = words[0].lower()
        stem = next((b for b in _BASE if b.split(" ")[0] in (base.removesuffix("ed"), base.removesuffix("d"))), None)
        if stem:
            return past.end("verb"), " ".join([_BASE[stem].split(" ")[0], *words[1:]])
    return None


def _not_present(text: Text) -> Iterator[Found]:
    for place in text.operative:
        wrong = _base_form(place)
        if wrong:
            end, right = wrong
            yield Found(place.where, f"“{place.text[:end]}” is not the third person of the present.", 0, end, right, safe=True, fix=f"Write “{right}”: the organ is the subject.")


@lru_cache(maxsize=1)
def _later_verb() -> re.Pattern[str]:
    """A finite verb after a participle with which a paragraph of the Council may begin: "Noting …, decides …"."""
    verbs = {p.phrase.split(" ")[0].lower() for p in operative_phrases()} | {"continues", "intends", "remains", "agrees", "asks"}
    spelled = "|".join(sorted(verbs)).replace("z", "[zs]")
    return re.compile(rf"(?:,|—|–)\s+(?:and\s+|hereby\s+|also\s+|further\s+|strongly\s+|therefore\s+|once again\s+|again\s+){{0,2}}(?:{spelled})\b")


def _participle_after(text: Text) -> Iterator[Found]:
    for place in text.operative:
        if place.text[:1] in "“\"(" or re.match(r"[\W_]*acting under\b", place.text, re.I):
            continue
        if not find_opening(place.text, "operative") and _is_participle(place.text) and not _later_verb().search(place.text):
            word = _first_words(place.text)[0]
            if place.number > 1 or find_opening(place.text, "preambular"):
                yield Found(place.where, f"“{word}” opens a preambular paragraph, and stands in the operative part.", 0, len(word), fix="Move it up to the preamble, or open with a verb.")


def _modal(text: Text) -> Iterator[Found]:
    for place in text.operative:
        match = _MODAL.match(place.text)
        if match and not _finite_opening(place.text):
            yield Found(place.where, f"“{match[0]}” states a duty without the verb by which the organ makes it one.", 0, match.end(), fix="Write “Decides that … shall” or “Calls upon … to”.")


def _ends(text: Text) -> Iterator[Found]:
    for place in text.operative:
        bare = place.text.rstrip()
        if not bare or place.last:
            continue
        mark, at = bare[-1], len(bare) - 1
        if mark in ".,":
            if re.search(r"\b(?:etc|i\.e|e\.g)\.$", bare):
                continue
            yield Found(place.where, f"It ends with “{mark}”; a paragraph that is not the last one ends with a semicolon.", at, at + 1, ";", safe=True, fix="End with a semicolon.")
        elif place.paragraph.line is not None and (mark.isalnum() or mark in ")”\"’]") and not re.search(r";\s+(?:and|or)$|[a-z)”];\d{1,2}$", bare):
            labelled = [part for part in place.parts if part.label]
            if len(labelled) > 1 and not any(part.text.endswith((";", ",")) for part in labelled):
                continue  # a list of bare headings, as mandates have them
            yield Found(place.where, "It ends with no mark; a paragraph that is not the last one ends with a semicolon.", len(bare), len(bare), ";", safe=True, fix="End with a semicolon.")


def _last_end(text: Text) -> Iterator[Found]:
    for place in text.operative[-1:]:
        bare = place.text.rstrip()
        if not bare or bare.endswith((".", ".”", '."')) or re.search(r"[a-z)”]\.\d{1,2}$", bare):
            continue
        mark, at = bare[-1], len(bare) - 1
        if mark in ";,":
            yield Found(place.where, f"The last paragraph ends with “{mark}”; here the sentence ends.", at, at + 1, ".", safe=True, fix="End with a full stop.")
        elif place.paragraph.line is not None and (mark.isalnum() or mark in ")”\"’]"):
            yield Found(place.where, "The last paragraph ends without a full stop.", len(bare), len(bare), ".", safe=True, fix="End with a full stop.")


def _colon_alone(text: Text) -> Iterator[Found]:
    for place in text.places:
        if place.text.rstrip().endswith(":") and "\n" not in place.text.strip() and len(place.text.split()) > 2:
            at = len(place.text.rstrip()) - 1
            yield Found(place.where, "A colon promises sub-paragraphs, and none follow.", at, at + 1, fix="Add them, or end as any paragraph does.")


_SECOND = re.compile(
    r"(?:,|;)?\s+and\s+(?:(?:also|further|strongly|in this regard|urgently)\s+)?(?P<verb>requests|urges|demands|decides|calls upon|calls on|calls for|encourages|"
    r"invites|authorizes|recommends|condemns|stresses|emphasizes|expresses|reaffirms|directs|welcomes|endorses|warns|insists)\b"
)


def _two_verbs(text: Text) -> Iterator[Found]:
    if text.house.two_verbs == "allowed":
        return
    for place in text.operative:
        match = next(place.matches(_SECOND), None)
        if match and not re.search(r"\b(?:who|which|that|it)\s+\w*$", place.text[: match.start()]):
            yield Found(place.where, f"“{match['verb']}” is a second operative verb in one paragraph.", match.start("verb"), match.end("verb"), fix="Make a paragraph of it, so that the room can vote on each.")


def _not_for_organ(text: Text) -> Iterator[Found]:
    table = {p.phrase: p for p in operative_phrases()}
    for place in text.operative:
        found = find_opening(place.text, "operative")
        if found is None:
            continue
        phrase = table[found.phrase]
        who = phrase.council if text.is_council else phrase.assembly
        if who.startswith(("no", "archaic", "1948", "MUN")):
            hint = who.split("'")[1] if "'" in who else ""
            organ = "Council" if text.is_council else text.draft.committee
            yield Found(place.where, f"“{found.phrase}” is no verb of the {organ}{' today' if who.startswith(('archaic', '1948')) else ''}.", 0, len(found.words), fix=f"Write “{hint}”." if hint else "Take a verb the organ uses.")


_STRONG = {"Demands", "Authorizes", "Determines"}


def _assembly_commands(text: Text) -> Iterator[Found]:
    if text.is_council:
        return
    for place in text.operative:
        found = find_opening(place.text, "operative")
        binds = re.match(r"\W*Decides that (?:all |Member |the )*(?:States|parties|Government)\b[^.;]{0,80}\bshall\b", place.text)
        if binds or (found and found.phrase in _STRONG and "Secretary-General" not in place.text[:120]):
            words = found.phrase if found else "Decides"
            yield Found(place.where, f"“{words}” with such an object is for the Security Council; other organs recommend.", 0, len(words), fix="Write “Calls upon” or “Urges”.")


_SEIZED = re.compile(r"\bremain(?:s|ing)?\s+(?:actively\s+|fully\s+)?(?:seized|seised|sized|ceased)\b", re.I)


def _seized_not_last(text: Text) -> Iterator[Found]:
    for place in text.operative:
        if not place.last and re.match(r"\W*(?:Also |Further )?(?:Decides|Resolves) (?:to|that)\b[^;]{0,40}remain", place.text) and _SEIZED.search(place.text):
            yield Found(place.where, "The Council remains seized before the end of the draft.", 0, fix="Move the paragraph to the end.")


def _not_seized(text: Text) -> Iterator[Found]:
    if text.operative and len(text.operative) > 1 and (text.style == "un" or text.house.seized == "expected") and text.is_council and not any(_SEIZED.search(p.text) for p in text.operative):
        last = text.operative[-1]
        yield Found(last.where, "The draft does not say that the Council remains seized of the matter.", fix="Most drafts end with “Decides to remain seized of the matter.”")


def _misseized(text: Text) -> Iterator[Found]:
    for place in text.operative:
        match = re.search(r"remain\s+(?:actively\s+)?(?P<wrong>ceased|sized|siezed)\b", place.text, re.I)
        if match:
            yield Found(place.where, f"“{match['wrong']}” should be “seized”.", match.start("wrong"), match.end("wrong"), "seized", safe=True, fix="Write “seized”.")


def _lower_case(text: Text) -> Iterator[Found]:
    for place in text.operative:
        if place.text[:1].islower() and (find_opening(place.text, "operative") or find_opening(place.text, "preambular")):
            yield Found(place.where, "The opening has no capital.", 0, 1, place.text[:1].upper(), safe=True, fix="Begin with a capital.")


def _repeat(text: Text) -> Iterator[Found]:
    def words(place: Place) -> str:
        found = find_opening(place.text, "operative")
        return found.words.strip().lower() if found else ""

    if text.style == "un" and text.is_council:
        return  # two thirds of the Council's own resolutions repeat one
    for before, place in zip(text.operative, text.operative[1:], strict=False):
        first = words(before)
        if first and first == words(place) and not place.paragraph.before and not re.match(r"\W*\w+ (?:also|further)\b", place.text):
            yield Found(place.where, f"“{first.capitalize()}” opens two paragraphs in a row.", 0, len(first), fix=f"The first repeat is “Also {first}”, the second “Further {first}”.")


_NO_ADDRESSEE = re.compile(r"^\W*(?:Also |Further |Strongly )?(?P<verb>Requests|Urges|Encourages|Invites|Calls upon|Calls on|Authorizes|Directs|Asks) to\b")


def _no_addressee(text: Text) -> Iterator[Found]:
    for place in text.operative:
        match = _NO_ADDRESSEE.match(place.text)
        if match:
            yield Found(place.where, f"“{match['verb']}” does not say whom.", match.start("verb"), match.end(), fix="Name the addressee: “the Secretary-General”, “all States”, “Member States”.")


_ONE = "The Security Council,\n\nRecalling its resolution 2653 (2022),\n\n1. {}\n\n2. Decides to remain seized of the matter."


def _with(first: str) -> str:
    return _ONE.format(first)


_GOOD = _with("Calls upon all States to cooperate;")
_ASSEMBLY = "The General Assembly,\n\nRecalling its resolution 60/251 of 15 March 2006,\n\n"
_HEAD = "The Security Council,\n\nRecalling its resolution 2653 (2022),\n\n"

RULES: tuple[LintRule, ...] = (
    LintRule("OP01", "An operative opening is no verb", "The verb says what the paragraph does; without one it does nothing.", _MANUAL + "; 3 of 2,738 paragraphs of 2020-2022 have none, which is why it warns in style un", _with("A committee of experts in Vienna;"), _GOOD, _opening, un=WARNING),
    LintRule("OP02", "Preamble after the operative part", "The preamble comes before what it introduces, in one block.", _MANUAL,
             _HEAD + "1. Calls upon all States to cooperate;\n\n2. Recalling the Charter of the United Nations;\n\n3. Decides to remain seized of the matter.", _GOOD, _participle_after, over=("OP01", "OP11", "FM16")),
    LintRule("OP03", "A paragraph does not end with a semicolon", "Semicolons join the paragraphs of one sentence.", "2,682 of 3,050 paragraphs of the Council; all but 3 of 2020-2022, which is why it warns in style un", _with("Calls upon all States to cooperate,"), _GOOD, _ends, un=WARNING),
    LintRule("OP04", "The last paragraph does not end with a full stop", "The sentence ends here.", "United Nations Editorial Manual, resolutions; 548 of 566 resolutions of 1946-1994, all 166 of 2020-2022",
             _HEAD + "1. Calls upon all States to cooperate;\n\n2. Decides to remain seized of the matter;", _GOOD, _last_end),
    LintRule("OP05", "A colon with nothing after it", "A colon introduces sub-paragraphs.", "United Nations Editorial Manual, punctuation", _with("Calls upon all States to take the following measures:"), _GOOD, _colon_alone, un=WARNING),
    LintRule("OP06", "Two operative verbs in one paragraph", "One paragraph, one act: rooms divide and vote by paragraph. The Council itself does join two.", "clause guides of most conferences; resolution 2139 (2014) for the contrary",
             _with("Calls upon all States to cooperate and condemns all trafficking;"), _GOOD, _two_verbs, un=None, mun=WARNING, setting="two_verbs"),
    LintRule("OP07", "A verb the organ does not use", "Some verbs belong to another organ, to another age, or to lists.", "operative-phrases.yaml: 902 resolutions", _with("Hopes that all States will cooperate;"), _with("Expresses the hope that all States will cooperate;"), _not_for_organ, un=WARNING, mun=WARNING),
    LintRule("OP08", "An organ commands that can only recommend", "Only the Security Council takes decisions that bind States.", "Charter, Articles 10 to 14 and 25",
             "The General Assembly,\n\nRecalling its resolution 60/251 of 15 March 2006,\n\n1. Decides that all States shall close their borders;\n\n2. Requests the Secretary-General to report.",
             "The General Assembly,\n\nRecalling its resolution 60/251 of 15 March 2006,\n\n1. Calls upon all States to close their borders;\n\n2. Requests the Secretary-General to report.", _assembly_commands, un=WARNING, mun=WARNING),
    LintRule("OP09", "A verb not in the third person of the present", "The subject is the organ: it calls upon, it requests.", _MANUAL, _with("Call upon all States to cooperate;"), _GOOD, _not_present, un=WARNING),
    LintRule("OP10", "A duty without a verb that makes it", "“Shall” binds only within “Decides that”.", _MANUAL, _with("All States shall cooperate with one another;"), _with("Decides that all States shall cooperate with one another;"), _modal),
    LintRule("OP11", "An opening has no capital", "Every paragraph begins with a capital.", _MANUAL, _with("calls upon all States to cooperate;"), _GOOD, _lower_case, un=WARNING, mun=WARNING),
    LintRule("OP12", "Seized before the end", "It closes the text: last of the numbered paragraphs in 157 of 162.", "practice of the Council",
             _HEAD + "1. Decides to remain seized of the matter;\n\n2. Calls upon all States to cooperate.", _GOOD, _seized_not_last, un=WARNING, mun=WARNING),
    LintRule("OP13", "Nothing keeps the Council seized", "Near universal today; technical renewals and admissions leave it out.", "practice of the Council", _HEAD + "1. Calls upon all States to cooperate;\n\n2. Urges restraint.", _GOOD, _not_seized, un=INFO, mun=WARNING, setting="seized"),
    LintRule("OP14", "“Seized” is misspelled", "The Council keeps the matter; it does not cease.", "practice of the Council", _HEAD + "1. Calls upon all States to cooperate;\n\n2. Decides to remain ceased of the matter.", _GOOD, _misseized),
    LintRule("OP15", "An opening is repeated without “also”", "The first repeat adds “also”, the second “further”.", "practice of the Secretariat (DGACM)",
             _ASSEMBLY + "1. Calls upon all States to cooperate;\n\n2. Calls upon them to report.", _ASSEMBLY + "1. Calls upon all States to cooperate;\n\n2. Also calls upon them to report.", _repeat, un=INFO, mun=INFO),
    LintRule("OP16", "Nobody is addressed", "A request needs somebody to whom it goes; force depends on who it is.", "force scale: asking the Secretary-General is a task, asking a State an exhortation", _with("Requests to submit a report within 90 days;"), _with("Requests the Secretary-General to submit a report within 90 days;"), _no_addressee),
    LintRule("OP17", "An opening is misspelled", "An opening that is not recognised has no force.", "operative-phrases.yaml", _with("Condems all forms of trafficking;"), _with("Condemns all forms of trafficking;"), _wrong_spelling, un=ERROR, mun=ERROR, over=("OP01",)),
)  # fmt: skip
