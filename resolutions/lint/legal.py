"""Legal basis, as far as the words alone show it; the full check knows more, from the topic."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from resolutions.lint.rule import INFO, WARNING, Found, LintRule, Place, Text
from resolutions.model import Paragraph

_CHAPTER = re.compile(r"\b[Aa]cting (?:in this regard |accordingly )?(?:under|in accordance with|pursuant to)(?: the provisions of)? Chapters? (?:VII|7|[Ss]even)\b|\bunder (?:Chapter VII|Article 4[12])\b|\bChapter VII of the Charter\b|\bArticles? 4[12] of the Charter\b")
_NOT = re.compile(r"\b(?:not|without|nothing|never|other than)\b[^,;]{0,60}$", re.I)
_DETERMINES = re.compile(
    r"\b(?:[Dd]etermin(?:ing|es|ed)|[Rr]eaffirm(?:ing|s) (?:its|the|that)|[Rr]ecogni[sz]ing|[Aa]cknowledging|[Cc]onsidering|[Aa]ffirm(?:ing|s)|[Nn]oting|[Ee]xpressing|[Dd]eploring|[Rr]eiterat(?:ing|es)|[Cc]oncerned|[Aa]larmed|[Ss]tressing|[Uu]nderlin(?:ing|es))\b"
    r"[\s\S]{0,1500}?\b(?:threats?|breach(?:es)?)(?:\s+\w+){0,4}?\s+(?:to|of|against)\s+(?:the\s+)?(?:international|regional|world)?\s*(?:\w+ and )?(?:international )?(?:peace|security)\b|\bact of aggression\b"
)
_STRICT = re.compile(r"^\W*(?:Also |Further |Again )?Determin(?:ing|es)\b[\s\S]*?\b(?:threat|breach|aggression)\b")
_FORCE = re.compile(
    r"\b(?:[Aa]uthori[sz]es|[Dd]ecides to authori[sz]e|[Rr]enews? the authori[sz]ation)\b[\s\S]{0,400}?\b(?:to (?:take|use|employ)|using|use of)\b[\s\S]{0,60}?\b(?:all (?:the )?necessary (?:means|measures|force)|all measures necessary|military force|armed force|(?:the )?use of force|force)\b"
)
_SANCTIONS = re.compile(
    r"\b(?:[Dd]ecides|[Ii]mposes)\b[\s\S]{0,300}?\b(?:shall freeze|asset freeze|assets? (?:shall be )?fro[zs]en?|freeze (?:without delay )?all|travel ban|arms embargo|shall (?:immediately )?(?:take (?:all |the )?necessary measures to )?prevent the (?:direct or indirect |entry|supply)|impose(?:s)? (?:\w+ ){0,3}sanctions|sanctions (?:on|against)|embargo)\b"
)
_LIFTS = re.compile(r"\b(?:lift|terminat|end(?:s|ing)?\b|suspend|repeal|revok|discontinu|withdraw|remov|exempt|shall not apply|no longer|renew|extend|reaffirm|review|as (?:set out|imposed|modified)|imposed (?:by|in|pursuant)|established (?:by|in|pursuant)|pursuant to resolution|panel of experts|committee)", re.I)
_BINDS = re.compile(r"\A\W*(?:Also |Further )?Decides that (?:all |Member )+States shall\b")


@lru_cache(maxsize=8192)
def _search_kept(pattern: str, text: str) -> re.Match[str] | None:
    return re.search(pattern, text)


def _search(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """The first match; paragraphs that did not change are not searched again."""
    return _search_kept(pattern.pattern, text)


def _invokes(place: Place) -> re.Match[str] | None:
    for match in place.matches(_CHAPTER):
        if not _NOT.search(place.text[max(0, match.start() - 90) : match.start()]):
            return match
    return None


@lru_cache(maxsize=8192)
def _does_invoke(text: str) -> bool:
    return _invokes(Place("pp1", "preambular", 1, Paragraph(id="p1", text=text), last=False)) is not None


def _any_invokes(text: Text) -> bool:
    return any(_does_invoke(place.text) for place in text.places)


def _force(text: Text) -> Iterator[Found]:
    if not text.is_council or _any_invokes(text):
        return
    for place in text.operative:
        match = _search(_FORCE, place.text)
        if match and not _NOT.search(place.text[max(0, match.start() - 40) : match.start()]):
            yield Found(place.where, "It authorizes force, and nothing invokes Chapter VII.", match.start(), match.end(), fix="End the preamble with “Acting under Chapter VII of the Charter of the United Nations,” after a determination.")


def _sanctions(text: Text) -> Iterator[Found]:
    if not text.is_council or _any_invokes(text):
        return
    for place in text.operative:
        match = _search(_SANCTIONS, place.text)
        if match and not _LIFTS.search(place.text[:600]) and not re.search(r"\bnot to impose\b", place.text):
            yield Found(place.where, "It imposes sanctions, and nothing invokes Chapter VII or Article 41.", match.start(), match.end(), fix="End the preamble with “Acting under Chapter VII of the Charter of the United Nations,” after a determination.")


def _no_determination(text: Text) -> Iterator[Found]:
    if not text.is_council or any(_search(_DETERMINES, p.text) for p in text.places):
        return
    for place in text.places:
        match = _invokes(place) if _does_invoke(place.text) else None
        if match:
            yield Found(place.where, "Chapter VII is invoked, and nothing finds a threat to the peace, a breach of it or an act of aggression.", match.start(), match.end(), fix="Add before it “Determining that the situation … constitutes a threat to international peace and security,”, or recall the resolution that found it.")
            return


def _reverse(text: Text) -> Iterator[Found]:
    hinge = next((p for p in text.preambular if re.match(r"\W*Acting under Chapter", p.text)), None)
    if hinge is None:
        return
    for place in text.preambular[hinge.number :]:
        if _STRICT.match(place.text):
            yield Found(place.where, "The determination stands after the Chapter VII line.", 0, fix="Move it up: the finding first, then the Chapter.")


def _not_last(text: Text) -> Iterator[Found]:
    hinge = next((p for p in text.preambular if re.match(r"\W*Acting under Chapter", p.text)), None)
    if hinge is None or hinge.last:
        return
    if all(_STRICT.match(p.text) for p in text.preambular[hinge.number :]):
        return
    yield Found(hinge.where, "The Chapter VII line is not the last of the preamble.", 0, fix="Move it to the end of the preamble.")


def _other_organ(text: Text) -> Iterator[Found]:
    if text.is_council:
        return
    for place in text.places:
        match = re.match(r"\W*Acting under Chapter (?:VII|7)\b", place.text) or (_search(_FORCE, place.text) if place.part == "operative" else None)
        if match:
            yield Found(place.where, f"The {text.draft.committee} cannot act under Chapter VII.", match.start(), match.end(), fix="Recommend it to the Security Council.")


def _chapter_six(text: Text) -> Iterator[Found]:
    hinge = next((p for p in text.preambular if re.match(r"\W*Acting under Chapter VI\b", p.text)), None)
    if hinge is None:
        return
    for place in text.operative:
        if _search(_FORCE, place.text) or (_search(_SANCTIONS, place.text) and not _LIFTS.search(place.text[:600])):
            yield Found(place.where, "Chapter VI, on which the draft rests, allows no force and no sanctions.", 0, fix="Rest it on Chapter VII, or recommend.")


def _binding(text: Text) -> Iterator[Found]:
    if not text.is_council or _any_invokes(text):
        return
    for place in text.operative:
        match = _search(_BINDS, place.text)
        if match and not _search(_SANCTIONS, place.text):
            yield Found(place.where, "It binds all States, and nothing says on which ground.", match.start(), match.end(), fix="Chapter VII is not indispensable; delegations often ask for it.")


_HEAD = "The Security Council,\n\n"
_END = "\n\n2. Decides to remain seized of the matter."
_HINGE = "Acting under Chapter VII of the Charter of the United Nations,\n\n"
_FINDING = "Determining that the situation constitutes a threat to international peace and security in the region,\n\n"
_FORCEFUL = "1. Authorizes Member States to use all necessary means to protect civilians;"
_FREEZE = "1. Decides that all States shall freeze without delay all funds of the traffickers;"
_MILD = "1. Calls upon all States to cooperate;"

RULES: tuple[LintRule, ...] = (
    LintRule("LB05", "Force without Chapter VII", "Every authorization of force of the Council on record rests on Chapter VII.", "Charter, Article 42; resolutions 678 (1990), 794 (1992), 816 (1993)", _HEAD + _FORCEFUL + _END, _HEAD + _FINDING + _HINGE + _FORCEFUL + _END, _force, covers="LB01"),
    LintRule("LB06", "Sanctions without a legal basis", "A freeze, a ban or an embargo binds States by Article 41.", "Charter, Article 41", _HEAD + _FREEZE + _END, _HEAD + _FINDING + _HINGE + _FREEZE + _END, _sanctions, covers="LB02"),
    LintRule("LB07", "Chapter VII without a determination", "Article 39 is the door to Chapter VII; adopted texts sometimes rest on an earlier finding.", "Charter, Article 39; 32 resolutions have the line without a finding of their own", _HEAD + _HINGE + _MILD + _END, _HEAD + _FINDING + _HINGE + _MILD + _END, _no_determination, un=WARNING, mun=WARNING, covers="LB03"),
    LintRule("LB08", "The determination after the Chapter VII line", "The finding opens the Chapter; in 12 of 12 texts it comes first.", "Charter, Article 39; practice of the Council", _HEAD + _HINGE + _FINDING + _MILD + _END, _HEAD + _FINDING + _HINGE + _MILD + _END, _reverse, covers="LB04"),
    LintRule("LB09", "The Chapter VII line is not last", "It is the hinge to the operative part: 25 times the very last preambular paragraph in 308 texts that could be read.", "practice of the Council, 1980-2002", _HEAD + _FINDING + _HINGE + "Noting the report of the Secretary-General,\n\n" + _MILD + _END, _HEAD + _FINDING + _HINGE + _MILD + _END, _not_last, un=WARNING, mun=WARNING),
    LintRule("LB10", "Chapter VII in another organ", "Chapter VII gives its powers to the Security Council alone.", "Charter, Articles 39 to 42", "The General Assembly,\n\n" + _FINDING + _HINGE + _MILD + "\n\n2. Requests the Secretary-General to report.", _HEAD + _FINDING + _HINGE + _MILD + _END, _other_organ),
    LintRule("LB11", "Force or sanctions under Chapter VI", "Chapter VI recommends and mediates.", "Charter, Articles 33 to 38", _HEAD + "Acting under Chapter VI of the Charter of the United Nations,\n\n" + _FORCEFUL + _END, _HEAD + _FINDING + _HINGE + _FORCEFUL + _END, _chapter_six, over=("LB05", "LB06")),
    LintRule("LB12", "An obligation of all States without a ground", "Whether Chapter VII must be named for a decision to bind is disputed.", "Charter, Article 25; Namibia advisory opinion", _HEAD + "1. Decides that all States shall report on their measures;" + _END, _HEAD + _FINDING + _HINGE + "1. Decides that all States shall report on their measures;" + _END, _binding, un=INFO, mun=INFO),
)  # fmt: skip
