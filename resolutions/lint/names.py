"""Names and capitals: organs in full, States with a capital, acronyms that were told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from resolutions.lint.house_styles import names as written_names
from resolutions.lint.rule import INFO, WARNING, Found, LintRule, Text

_MANUAL = "United Nations Editorial Manual, abbreviations and capitals"


@lru_cache(maxsize=1)
def _short_forms() -> tuple[re.Pattern[str], dict[str, str]]:
    table: dict[str, str] = written_names()["never_abbreviated"]
    plain = sorted((k for k in table if "." not in k), key=len, reverse=True)
    # UN Women, UN-Habitat and the like are names; so are symbols (S/…, A/…), and what stands in brackets defines.
    return re.compile(rf"(?<![\w/&.(-])(?:{'|'.join(plain)})(?![\w/-]|\s+(?:Women|Habitat|Global Compact|Volunteers|Tourism|Charter))"), table


def _organ_short(text: Text) -> Iterator[Found]:
    return (found for short, found in _abbreviated(text) if short != "UN")


def _un(text: Text) -> Iterator[Found]:
    return (found for short, found in _abbreviated(text) if short == "UN")


def _abbreviated(text: Text) -> Iterator[tuple[str, Found]]:
    pattern, table = _short_forms()
    for place in text.places:
        for match in place.matches(pattern):
            short = match[0]
            if short in ("SC", "GA", "SG") and not re.search(r"\b(?:[Tt]he|[Bb]y|[Oo]f|[Tt]o)\s+(?:UN\s+)?$", place.text[: match.start()]):
                continue
            if re.match(r"\s+(?:resolution|res\.)", place.text[match.end() :]) and short in ("UNSC", "SC"):
                continue
            end, full = match.end(), table[short]
            follows = re.match(r"\s+(?=Security Council|General Assembly|Secretary-General|ECOSOC)", place.text[end:])
            if short == "UN" and follows:
                # "the UN Security Council" is the Security Council.
                yield short, Found(place.where, "An organ is named without “UN”.", match.start(), end + follows.end(), "", fix="Take “UN” out.")
                continue
            yield short, Found(place.where, f"“{short}” stands for {full}, which is never abbreviated.", match.start(), end, full, safe=True, fix=f"Write “{full}”.")


_DOTTED = re.compile(r"\b(?:U\.N\.|U\.S\.A?\.?|E\.U\.|N\.G\.O\.s?)(?!\w)")


def _full_stops(text: Text) -> Iterator[Found]:
    full = {"U.N.": "United Nations"}
    for place in text.places:
        for match in place.matches(_DOTTED):
            right = full.get(match[0])
            yield Found(place.where, f"“{match[0]}”: abbreviations bear no full stops.", match.start(), match.end(), right, safe=right is not None, fix=f"Write “{right or match[0].replace('.', '')}”.")


_MEMBER = re.compile(r"\b(?:member [Ss]tates?|Member states?)\b")


_OF_ANOTHER = re.compile(r"\b(?:its|their|Union|Community|League|[A-Z]{2,8})(?:[’']s?)?\s+(?:\w+\s+)?$")


def _member_states(text: Text) -> Iterator[Found]:
    for place in text.places:
        for match in place.matches(_MEMBER):
            # Members of another organization are "member States" of it, which is another matter.
            if _OF_ANOTHER.search(place.text[: match.start()][-40:]) or re.match(r"\s+of (?!the United Nations\b)", place.text[match.end() :]):
                continue
            right = "Member States" if match[0].endswith("s") else "Member State"
            yield Found(place.where, f"“{match[0]}” has two capitals.", match.start(), match.end(), right, safe=True, fix=f"Write “{right}”.")


_STATES = re.compile(r"\b(?:[Aa]ll|[Oo]ther|[Nn]eighbouring|[Pp]articipating|[Tt]hird|[Cc]oastal|[Cc]onsuming|[Pp]roducing|[Ff]lag|[Rr]equesting|[Aa]ffected|[Ss]overeign) (?P<word>states)\b(?! of\b)|^\W*(?:[A-Z]\w+ ){1,3}(?P<first>states) (?=to\b)")


def _states(text: Text) -> Iterator[Found]:
    for place in text.places:
        for match in place.matches(_STATES):
            group = "word" if match["word"] else "first"
            if group == "first" and re.search(r"[Mm]ember\s+$", place.text[: match.start(group)]):
                continue
            yield Found(place.where, f"“{match[group]}” has a capital where it means countries.", match.start(group), match.end(group), "States", safe=True, fix="Write “States”.")


@lru_cache(maxsize=1)
def _organs() -> tuple[re.Pattern[str], dict[str, str]]:
    names: list[str] = written_names()["organs"]
    by_lower = {name.lower(): name for name in names} | {"secretary general": "Secretary-General"}
    longest = sorted(by_lower, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(re.escape(n) for n in longest)})\b", re.I), by_lower


def _organ_capitals(text: Text) -> Iterator[Found]:
    pattern, right = _organs()
    for place in text.places:
        for match in place.matches(pattern):
            written, name = match[0], right[match[0].lower()]
            before = place.text[: match.start()]
            if written == name or written == name.upper() or re.search(r"(?:Under|Assistant|Deputy|Former|former)[- ]$", before):
                continue
            if name == "Security Council" and re.search(r"\b(?:national|National)\s+$", before):
                continue
            yield Found(place.where, f"“{written}” is written “{name}”.", match.start(), match.end(), name, safe=True, fix=f"Write “{name}”.")


_GOVERNMENT = re.compile(r"\bthe (?P<word>government|governments) of (?:the )?(?=[A-Z])")


def _government(text: Text) -> Iterator[Found]:
    for place in text.places:
        for match in place.matches(_GOVERNMENT):
            right = match["word"].capitalize()
            yield Found(place.where, f"“{match[0].strip()}”: the Government of a State has a capital.", match.start("word"), match.end("word"), right, safe=True, fix=f"Write “{right}”.")


_THIS = re.compile(r"\b(?:[Tt]his|[Tt]he present) (?P<word>Resolution)\b|\b(?:its|previous|relevant|[Cc]ouncil|[Aa]ssembly) (?P<other>Resolutions?)\b(?= \d|\b)")


def _resolution_capital(text: Text) -> Iterator[Found]:
    for place in text.places:
        for match in place.matches(_THIS):
            group = "word" if match["word"] else "other"
            right = match[group].lower()
            yield Found(place.where, f"“{match[group]}” has a small letter in running text.", match.start(group), match.end(group), right, safe=True, fix=f"Write “{right}”.")


@lru_cache(maxsize=2)
def _informal_names(wrong: bool) -> tuple[re.Pattern[str], dict[str, str]]:
    table = {e["informal"]: e["official"] for e in written_names()["states"] if e["wrong"] is wrong and "." not in e["informal"]}
    # "Islamic Republic of Iran" and "Venezuela (Bolivarian Republic of)" are right.
    names = "|".join(sorted(map(re.escape, table), key=len, reverse=True))
    return re.compile(rf"\b(?:{names})\b(?! \(|-|n\b)"), table


_BEFORE_A_STATE = re.compile(r"(?:Republic of |State of |Islamic )$")


def _state_names(text: Text, *, wrong: bool) -> Iterator[Found]:
    pattern, table = _informal_names(wrong)
    told: set[str] = set()
    for place in text.places:
        for match in place.matches(pattern):
            informal, official = match[0], table[match[0]]
            if informal in told or _BEFORE_A_STATE.search(place.text[max(0, match.start() - 12) : match.start()]):
                continue
            if informal == "USA" and f"{official} (USA)" in place.text:
                continue
            told.add(informal)
            yield Found(place.where, f"“{informal}” is “{official}” in the United Nations.", match.start(), match.end(), official, fix=f"Write “{official}”.")


def _wrong_state(text: Text) -> Iterator[Found]:
    yield from _state_names(text, wrong=True)


def _informal_state(text: Text) -> Iterator[Found]:
    yield from _state_names(text, wrong=False)


_ACRONYM = re.compile(r"(?<![\w/.&-])(?P<acronym>[A-Z]{3,8}s?)(?![\w/&]|\.\w|-\d)")
_NOT_ACRONYMS = re.compile(r"^(?:I{1,3}|IV|VI{1,3}|IX|XI{0,3}|XIV|XV|XVI{0,3}|XIX|XX|UNSCR?|RES|PRST|USD|EUR|UTC|III|VIII)$")


def _acronyms(text: Text) -> list[tuple[str, str, int, bool]]:
    kept = text._kept.get("acronyms")
    if isinstance(kept, list):
        return kept
    made = [] if _all_capitals(text) else list(_find_acronyms(text))
    text._kept["acronyms"] = made
    return made


def _find_acronyms(text: Text) -> Iterator[tuple[str, str, int, bool]]:
    """Each acronym at its first use: where, what, offset, and whether it is defined later."""
    never = set(written_names()["never_abbreviated"])
    heading = " ".join([text.draft.topic, *text.draft.heading])
    whole = "\n".join(place.text for place in text.places)
    told = set(re.findall(r"[(“\"]\s?(?:the\s)?[“\"]?([A-Z]{2,8}s?)[”\"]?\s?[)”\",;]", whole + heading)) | set(re.findall(r"\b([A-Z]{3,8})s?\b", heading))
    first: set[str] = set()
    defined: set[str] = set()
    for place in text.places:
        opened = {m[1]: m.start(1) for m in re.finditer(r"[(“\"]\s?(?:the\s)?[“\"]?([A-Z]{2,8}s?)[”\"]?\s?[)”\",;]", place.text)}
        for match in place.matches(_ACRONYM):
            acronym = match["acronym"]
            bare = acronym.removesuffix("s")
            at = opened.get(acronym, opened.get(bare))
            if at is not None and at <= match.start() + 1:
                defined.add(bare)
            if bare in first or bare in defined or acronym in never or bare in never or _NOT_ACRONYMS.match(bare):
                continue
            before = place.text[: match.start()]
            if before.count("(") > before.count(")"):
                # In brackets after a name: it is told here, perhaps with others.
                defined.add(bare)
                continue
            first.add(bare)
            yield place.where, acronym, match.start(), bare in told or acronym in told


def _all_capitals(text: Text) -> bool:
    """Whether capitals are how the text is written, so that they show no acronyms."""
    sample = " ".join(place.text[:200] for place in text.places[:20])
    return sum(map(str.isupper, sample)) > sum(map(str.isalpha, sample)) / 3


def _undefined(text: Text) -> Iterator[Found]:
    known = set(written_names()["acronyms"])
    for where, acronym, at, later in _acronyms(text):
        if not later and acronym not in known and acronym.removesuffix("s") not in known:
            yield Found(where, f"“{acronym}” is used and never told.", at, at + len(acronym), fix=f"At the first use write the name in full, then “({acronym})”.")


def _known_undefined(text: Text) -> Iterator[Found]:
    known = set(written_names()["acronyms"])
    for where, acronym, at, later in _acronyms(text):
        if not later and (acronym in known or acronym.removesuffix("s") in known):
            yield Found(where, f"“{acronym}” is used without its name.", at, at + len(acronym), fix="At the first use write the name in full.")


def _told_late(text: Text) -> Iterator[Found]:
    for where, acronym, at, later in _acronyms(text):
        if later:
            yield Found(where, f"“{acronym}” is used before it is told.", at, at + len(acronym), fix="Move the name in full to the first use.")


_CHARTER = re.compile(r"\b(?:the\s+)?(?P<wrong>charter of the United Nations|UN [Cc]harter|United Nations [Cc]harter|U\.N\. [Cc]harter)\b")


def _charter(text: Text) -> Iterator[Found]:
    for place in text.places:
        for match in place.matches(_CHARTER):
            if match["wrong"] == "United Nations Charter":
                continue
            yield Found(place.where, f"“{match['wrong']}” is the Charter of the United Nations.", match.start("wrong"), match.end(), "Charter of the United Nations", safe=True, fix="Write “Charter of the United Nations”.")


_BASE = "The Security Council,\n\nRecalling its resolution 2653 (2022),\n\n1. {}\n\n2. Decides to remain seized of the matter."


def _with(paragraph: str) -> str:
    return _BASE.format(paragraph)


_GOOD = _with("Calls upon all States to cooperate;")

RULES: tuple[LintRule, ...] = (
    LintRule("NM01", "An organ is abbreviated", "The United Nations and its principal organs are never abbreviated.", _MANUAL, _with("Requests the UNSC to help;"), _with("Requests the Security Council to help;"), _organ_short, un=WARNING, mun=WARNING),
    LintRule("NM14", "“UN” for the United Nations", "The Manual never abbreviates it; adopted texts of late often do, so that in style un it is a hint.", _MANUAL, _with("Calls upon the UN to help;"), _with("Calls upon the United Nations to help;"), _un, un=INFO, mun=WARNING),
    LintRule("NM02", "“Member States” without its capitals", "Members of the United Nations have two capitals: 241 to 10 in the Council's texts.", "902 resolutions", _with("Calls upon member states to cooperate;"), _with("Calls upon Member States to cooperate;"), _member_states, un=WARNING, mun=WARNING),
    LintRule("NM03", "“States” without its capital", "A State is a State; “all States” 318 times.", "902 resolutions", _with("Calls upon all states to cooperate;"), _GOOD, _states, un=WARNING, mun=WARNING),
    LintRule("NM04", "An acronym that nobody tells", "The name in full first, with the acronym in brackets.", _MANUAL, _with("Calls upon all States to cooperate with REDCOM;"), _with("Calls upon all States to cooperate with the Regional Drug Committee (REDCOM);"), _undefined, un=WARNING, mun=WARNING),
    LintRule("NM05", "A well-known acronym without its name", "The name in full first, also of what everybody knows.", _MANUAL, _with("Calls upon all States to cooperate with UNODC;"), _with("Calls upon all States to cooperate with the United Nations Office on Drugs and Crime (UNODC);"), _known_undefined, un=INFO, mun=INFO),
    LintRule("NM06", "An acronym before it is told", "The first use is where a reader needs it.", _MANUAL,
             "The Security Council,\n\nRecalling its resolution 2653 (2022),\n\n1. Calls upon all States to cooperate with BINUH;\n\n2. Welcomes the work of the United Nations Integrated Office in Haiti (BINUH).", _GOOD, _told_late, un=INFO, mun=WARNING),
    LintRule("NM07", "An organ without its capitals", "Organs of the United Nations have capitals, the Secretary-General a hyphen as well.", _MANUAL, _with("Requests the secretary general to report;"), _with("Requests the Secretary-General to report;"), _organ_capitals, un=WARNING, mun=WARNING),
    LintRule("NM08", "“Government” without its capital", "The Government of a State has a capital: 670 times in the Council's texts.", "902 resolutions", _with("Calls upon the government of Colombia to cooperate;"), _with("Calls upon the Government of Colombia to cooperate;"), _government, un=INFO, mun=INFO),
    LintRule("NM09", "“Resolution” with a capital", "In running text a resolution has a small letter.", _MANUAL, _with("Calls upon all States to carry out this Resolution;"), _with("Calls upon all States to carry out this resolution;"), _resolution_capital, un=WARNING, mun=INFO),
    LintRule("NM10", "A State by a name it does not bear", "States are named as they are in the United Nations.", "UNTERM", _with("Calls upon North Korea to cooperate;"), _with("Calls upon the Democratic People's Republic of Korea to cooperate;"), _wrong_state, un=WARNING, mun=WARNING),
    LintRule("NM11", "A State by an informal name", "Lists and headings have the official name; running text often a shorter one.", "UNTERM", _with("Calls upon Russia to cooperate;"), _with("Calls upon the Russian Federation to cooperate;"), _informal_state, un=INFO, mun=INFO),
    LintRule("NM12", "An abbreviation with full stops", "Abbreviations bear none.", _MANUAL, _with("Calls upon the U.N. to help;"), _with("Calls upon the United Nations to help;"), _full_stops, un=WARNING, mun=WARNING),
    LintRule("NM13", "The Charter by another name", "It is the Charter of the United Nations.", _MANUAL, _with("Reaffirms the UN Charter;"), _with("Reaffirms the Charter of the United Nations;"), _charter, un=WARNING, mun=INFO),
)  # fmt: skip
