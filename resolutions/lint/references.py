"""References and dates: numbers, years, paragraphs and Articles that exist."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from functools import lru_cache

from resolutions.lint.house_styles import council_numbers
from resolutions.lint.rule import INFO, WARNING, Found, LintRule, Place, Text
from resolutions.tree import tree
from resolutions.wording import name_of

_CITED = re.compile(r"(?<![/\w.–-])(?P<number>\d{1,4})\s?\((?P<year>\d{4})\)")
_CONTEXT = re.compile(r"\bresolutions?\b[^;:]{0,400}$|S/RES/$", re.I)
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
_MONTH = "|".join(_MONTHS)
_DAYS = dict(zip(_MONTHS, (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31), strict=True))


def _citations(text: Text) -> Iterator[tuple[str, re.Match[str], int, int]]:
    for place in text.places:
        for match in _cited_in(place.text):
            yield place.where, match, int(match["number"]), int(match["year"])


@lru_cache(maxsize=4096)
def _cited_in(text: str) -> tuple[re.Match[str], ...]:
    return tuple(m for m in _CITED.finditer(text) if _CONTEXT.search(text[max(0, m.start() - 420) : m.start()]))


def _impossible_number(text: Text) -> Iterator[Found]:
    numbers = council_numbers()
    for where, match, number, year in _citations(text):
        span = numbers.span(year)
        if span is None or year > text.year:
            continue
        first, last = span
        if not first <= number <= last:
            low = numbers.last.get(year - 1, 0) + 1
            high = numbers.last.get(year)
            those = f"those of {year} are {low} to {high}" if high else f"those of {year} begin after {numbers.last[max(numbers.last)]}"
            yield Found(where, f"There is no resolution {number} ({year}): {those}.", match.start(), match.end(), fix="Check the number and the year.")


def _future(text: Text) -> Iterator[Found]:
    for where, match, number, year in _citations(text):
        if year > text.year:
            yield Found(where, f"Resolution {number} ({year}) would be of a year to come.", match.start(), match.end(), fix="Check the year.")
        elif year < 1946:
            yield Found(where, f"Resolution {number} ({year}) would be older than the Council, which first met in 1946.", match.start(), match.end(), fix="Check the year.")


def _two_years(text: Text) -> Iterator[Found]:
    first: dict[int, int] = {}
    for where, match, number, year in _citations(text):
        if first.setdefault(number, year) != year:
            yield Found(where, f"Resolution {number} is of {first[number]} elsewhere in the draft and of {year} here.", match.start(), match.end(), fix="A number is never used again: one of the years is wrong.")


_NO_YEAR = re.compile(r"(?<!Assembly )(?<!Council )(?<!Assembly’s )\b(?P<word>[Rr]esolution) (?P<number>\d{3,4})(?![\d/])(?!\s?\()(?!\s+of\s+\d)(?!\s*[A-Z]\b)(?![-–]\d)")


def _no_year(text: Text) -> Iterator[Found]:
    if not text.is_council:
        return
    told: set[str] = set()
    for place in text.places:
        for match in place.matches(_NO_YEAR):
            if match["number"] in told:
                continue
            told.add(match["number"])
            yield Found(place.where, f"Resolution {match['number']} is cited without its year.", match.start(), match.end(), fix=f"Write “{match['word']} {match['number']} (year)”.")


_ASSEMBLY = re.compile(r"General Assembly resolutions? (?P<number>\d{1,2}/\d{1,3}) \((?P<year>\d{4})\)")


def _assembly_year(text: Text) -> Iterator[Found]:
    for place in text.places:
        for match in place.matches(_ASSEMBLY):
            yield Found(place.where, f"Resolution {match['number']} of the General Assembly bears no year in brackets.", match.start("number"), match.end(), fix=f"Write “resolution {match['number']} of” and its date.")


_SYMBOL = re.compile(r"(?P<head>\bresolutions?\s+)S/RES/(?P<number>\d{1,4})\s?\((?P<year>\d{4})\)", re.I)
_UNSCR = re.compile(r"\b(?:UNSCR|UNSC\s+[Rr]es(?:olution)?\.?|SCR|UNSC Res\.?|S/RES/)\s?(?P<number>\d{3,4})(?P<year>\s?\(\d{4}\))?(?!\))")


def _short_citation(text: Text) -> Iterator[Found]:
    for place in text.places:
        for match in place.matches(_SYMBOL):
            right = f"{match['head']}{match['number']} ({match['year']})"
            yield Found(place.where, f"“{match[0]}” cites by symbol.", match.start(), match.end(), right, safe=True, fix=f"Write “{right}”.")
        for match in place.matches(_UNSCR):
            if re.search(r"resolutions?\s+$", place.text[: match.start()], re.I) or place.text[max(0, match.start() - 1) : match.start()] == "(":
                continue
            year = (match["year"] or "").strip()
            right = f"resolution {match['number']} {year}".strip()
            yield Found(place.where, f"“{match[0]}” is an abbreviation.", match.start(), match.end(), right, safe=bool(year), fix=f"Write “{right or 'resolution'}{'' if year else ' (year)'}”.")


_WRITTEN_DATES = re.compile(
    rf"\b(?P<month1>{_MONTH}) (?P<day1>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year1>(?:19|20)\d\d)\b|\b(?P<day2>\d{{1,2}})(?:st|nd|rd|th)(?: of)? (?P<month2>{_MONTH})(?P<year2>,? (?:19|20)\d\d)?\b"
    rf"|\b(?P<day3>\d{{1,2}}) (?P<month3>{_MONTH}), (?P<year3>(?:19|20)\d\d)\b"
)
_SLASHED = re.compile(r"(?<![\w/.-])\d{1,2}[/.]\d{1,2}[/.](?:19|20)?\d\d(?![\w/])|(?<![\w/.-])(?:19|20)\d\d-\d\d-\d\d(?![\w/-])")


def _date_form(text: Text) -> Iterator[Found]:
    for place in text.places:
        for match in place.matches(_WRITTEN_DATES):
            day = match["day1"] or match["day2"] or match["day3"]
            month = match["month1"] or match["month2"] or match["month3"]
            year = (match["year1"] or match["year2"] or match["year3"] or "").strip(" ,")
            right = f"{int(day)} {month} {year}".strip()
            yield Found(place.where, f"“{match[0]}” is no date as the United Nations writes one.", match.start(), match.end(), right, safe=True, fix=f"Write “{right}”.")
        for match in place.matches(_SLASHED):
            yield Found(place.where, f"“{match[0]}” can be read as two dates.", match.start(), match.end(), fix="Write day, month in letters, year.")


_LIKE_A_DATE = re.compile(r"\b(?P<day>\d{1,2}) (?P<month>[A-Z][a-z]{2,9}) (?P<year>(?:19|20)\d\d)\b")


def _month_misspelled(text: Text) -> Iterator[Found]:
    for place in text.places:
        for match in place.matches(_LIKE_A_DATE):
            close = [] if match["month"] in _MONTHS else get_close_matches(match["month"], _MONTHS, n=1, cutoff=0.8)
            if close:
                yield Found(place.where, f"“{match['month']}” looks like “{close[0]}”.", match.start("month"), match.end("month"), close[0], safe=True, fix=f"Write “{close[0]}”.")


_NUMBERS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_IN_WORDS = {word: n for n, word in enumerate(_NUMBERS, start=1)} | {word: 10 * n for n, word in enumerate(_TENS, start=2)} | {"one hundred": 100}
_IN_WORDS |= {f"{ten}-{one}": 10 * n + m for n, ten in enumerate(_TENS, start=2) for m, one in enumerate(_NUMBERS[:9], start=1)}
_FIGURES = re.compile(r"(?<=[a-z] )\((?P<figures>\d{1,3})\)")
_WORD_BEFORE = re.compile(rf"\b(?P<word>{'|'.join(sorted(_IN_WORDS, key=len, reverse=True))}) $", re.I)


def _words_and_figures(text: Text) -> Iterator[Found]:
    for place in text.places:
        for match in place.matches(_FIGURES):
            begin = max(0, match.start() - 40)
            word = _WORD_BEFORE.search(place.text[begin : match.start()])
            if word is None or _IN_WORDS[word["word"].lower()] == int(match["figures"]):
                continue
            start = begin + word.start()
            # "Twenty" may be the end of "one hundred and twenty".
            if not re.search(r"(?:hundred|thousand|million|\band|-)\s*$", place.text[begin:start]):
                yield Found(place.where, f"“{place.text[start : match.end()]}” says two numbers.", start, match.end(), fix="Write the number that is meant, once.")


_PERIOD = re.compile(rf"\bfrom (?P<d1>\d{{1,2}}) (?P<m1>{_MONTH})(?: (?P<y1>\d{{4}}))? (?:until|till|to|through) (?P<d2>\d{{1,2}}) (?P<m2>{_MONTH}) (?P<y2>\d{{4}})\b")


def _period_reversed(text: Text) -> Iterator[Found]:
    for place in text.places:
        for match in place.matches(_PERIOD):
            begins = (int(match["y1"] or match["y2"]), _MONTHS.index(match["m1"]), int(match["d1"]))
            ends = (int(match["y2"]), _MONTHS.index(match["m2"]), int(match["d2"]))
            if ends < begins:
                yield Found(place.where, f"“{match[0]}” ends before it begins.", match.start(), match.end(), fix="Check the dates.")


_DEADLINE = re.compile(rf"\b(?:until|by|(?:no|not) later than|before) (?P<date>\d{{1,2}} (?:{_MONTH}) (?P<year>(?:19|20)\d\d))\b")
_SETS = re.compile(r"^\W*(?:(?:Also|Further|Strongly) )?(?:requests|decides to (?:extend|renew|review)|extends|renews|urges|calls upon|calls on|directs)\b", re.I)


def _deadline_passed(text: Text) -> Iterator[Found]:
    newest = max((year for _, _, _, year in _citations(text) if year <= text.year), default=0)
    for place in text.operative:
        if not _SETS.match(place.text):
            continue
        for match in place.matches(_DEADLINE):
            # In what was set before, such as "the mandate, which ran until", the date is told and not set.
            if int(match["year"]) < newest and not re.search(r"\b(?:resolution|adopted|ran|was|were|had|which|that)\b", place.text[max(0, match.start() - 60) : match.start()]):
                yield Found(place.where, f"{match['date']} is past: the draft cites a resolution of {newest}.", match.start("date"), match.end("date"), fix="Set a date to come.")


_ORGAN_NUMBER = re.compile(r"\b(?P<organ>General Assembly|Security Council) resolutions? (?P<number>(?P<session>\d{1,2}/\d{1,3})(?!\d)|\d{1,4} \((?:19|20)\d\d\))")


def _number_of_another_organ(text: Text) -> Iterator[Found]:
    for place in text.places:
        for match in place.matches(_ORGAN_NUMBER):
            if (match["organ"] == "Security Council") == bool(match["session"]):
                right = "General Assembly" if match["session"] else "Security Council"
                yield Found(place.where, f"{match['number']} is numbered as resolutions of the {right} are.", match.start("organ"), match.end("number"), fix="Check the organ and the number.")


_DATE = re.compile(rf"\b(?P<day>\d{{1,2}}) (?P<month>{_MONTH})(?: (?P<year>\d{{4}}))?\b")


def _impossible_date(text: Text) -> Iterator[Found]:
    for place in text.places:
        for match in _DATE.finditer(place.text):
            day, most, year = int(match["day"]), _DAYS[match["month"]], match["year"]
            leap = year is None or (int(year) % 4 == 0 and (int(year) % 100 != 0 or int(year) % 400 == 0))
            if match["month"] == "February" and not leap:
                most = 28
            if (day > most and day <= 39) or day == 0:
                yield Found(place.where, f"There is no {match[0]}.", match.start(), match.end(), fix="Check the date.")


_REPORTED = re.compile(rf"\b(?:resolution|report|letter|statement|note)s?\b[^,;]{{0,60}}?\b(?:of|dated) (?P<date>\d{{1,2}} (?:{_MONTH}) (?P<year>\d{{4}}))\b", re.I)


_SYMBOL_YEAR = re.compile(r"\b[SA]/(?:RES/|PRST/)?(?P<year>20\d\d)/\d{1,4}\b")


def _future_document(text: Text) -> Iterator[Found]:
    for place in text.places:
        for match in place.matches(_SYMBOL_YEAR):
            if int(match["year"]) > text.year:
                yield Found(place.where, f"The document {match[0]} would be of a year to come.", match.start(), match.end(), fix="Check the year.")
        for match in place.matches(_REPORTED):
            if int(match["year"]) > text.year:
                yield Found(place.where, f"A document of {match['date']} lies ahead.", match.start("date"), match.end("date"), fix="Check the year.")


_WHICH = r"(?P<which>above|below|of (?:this|the present) (?:draft )?resolution)\b"
_INTERNAL = re.compile(rf"\b(?:operative )?paragraphs?\s+(?P<number>\d{{1,3}})(?P<sub>(?:\s?\([a-z]{{1,4}}\))*)\s*,?\s+{_WHICH}", re.I)
_SEVERAL = re.compile(rf"\b(?:operative )?paragraphs\s+(?P<numbers>\d{{1,3}}(?:(?:,\s+(?:and\s+|or\s+)?|\s+(?:and|or|to|through)\s+|[-–])\d{{1,3}})+)\s*,?\s+{_WHICH}", re.I)


def _no_such_paragraph(text: Text) -> Iterator[Found]:
    there = _by_number(text)
    # On paper numbers go and are not given again, so that how many there are tells nothing.
    but = "" if text.labels else f"; the draft has {len(text.operative)}"
    for place in text.places:
        for match in place.matches(_INTERNAL):
            number = int(match["number"])
            at = match.start(), match.end()
            if number not in there:
                yield Found(place.where, f"There is no paragraph {number}{but}.", *at, fix="Refer to a paragraph that exists.")
                continue
            labels = re.findall(r"\(([a-z]{1,4})\)", match["sub"])
            if labels and not _has_sub(there[number].text, labels[0]):
                yield Found(place.where, f"Paragraph {number} has no sub-paragraph ({labels[0]}).", *at, fix="Refer to a sub-paragraph that exists.")
        for match in place.matches(_SEVERAL):
            beyond = [n for n in map(int, re.findall(r"\d+", match["numbers"])) if n not in there]
            if beyond:
                yield Found(place.where, f"There is no paragraph {beyond[0]}{but}.", match.start(), match.end(), fix="Refer to paragraphs that exist.")


def _by_number(text: Text) -> dict[int, Place]:
    """The operative paragraphs by the number that each bears, "3 bis" and its like left out."""
    return {int(place.where[2:]): place for place in text.operative if place.where[2:].isdecimal()}


def _has_sub(text: str, label: str) -> bool:
    return any(p.label and p.label.strip("().").lower() == label for p in tree(text).walk()) or re.search(rf"\({label}\)\s", text) is not None


def _wrong_way(text: Text) -> Iterator[Found]:
    there = _by_number(text)
    for place in text.operative:
        for match in place.matches(_INTERNAL):
            number, which = int(match["number"]), match["which"].lower()
            if number not in there:
                continue
            at = there[number].number
            if at == place.number and which in ("above", "below") and not match["sub"]:
                yield Found(place.where, f"{name_of(place.where).capitalize()} refers to itself.", match.start(), match.end(), fix="Check the number.")
            elif which == "above" and at > place.number:
                yield Found(place.where, f"Paragraph {number} stands below {name_of(place.where)}, not above.", match.start("which"), match.end("which"), "below", fix="Write “below”, or check the number.")
            elif which == "below" and at < place.number:
                yield Found(place.where, f"Paragraph {number} stands above {name_of(place.where)}, not below.", match.start("which"), match.end("which"), "above", fix="Write “above”, or check the number.")


_ARTICLE = re.compile(r"\bArticles? (?P<number>\d{1,3})\b(?P<more>[^.;]{0,40}?\bof the (?:United Nations )?Charter\b)", re.I)
_CHAPTER = re.compile(r"\bChapter (?P<number>[IVXL]+|\d+)\b(?=[^.;]{0,20}\bCharter\b)")
_ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII", "XVIII", "XIX")


def _no_article(text: Text) -> Iterator[Found]:
    for place in text.places:
        for match in place.matches(_ARTICLE):
            if not 1 <= int(match["number"]) <= 111:
                yield Found(place.where, f"The Charter has no Article {match['number']}; it has 111.", match.start(), match.end("number"), fix="Check the Article.")
        for match in place.matches(_CHAPTER):
            if not match["number"].isdecimal() and match["number"] not in _ROMANS:
                yield Found(place.where, f"The Charter has no Chapter {match['number']}; it has nineteen.", match.start(), match.end(), fix="Check the Chapter.")


_CHAPTER_FORM = re.compile(r"\bChapter (?P<wrong>\d{1,2}|[Ss]even|[Ss]ix|[Ee]ight)\b|\bchapter (?P<lower>[IVX]+)\b(?= of the (?:UN|United Nations|Charter))")


def _chapter_form(text: Text) -> Iterator[Found]:
    words = {"six": "VI", "seven": "VII", "eight": "VIII"}
    for place in text.places:
        for match in place.matches(_CHAPTER_FORM):
            if match["lower"]:
                right = match["lower"]
            elif match["wrong"].isdecimal():
                if not 1 <= int(match["wrong"]) <= 19 or "Charter" not in place.text[match.end() : match.end() + 60]:
                    continue
                right = _ROMANS[int(match["wrong"]) - 1]
            else:
                right = words[match["wrong"].lower()]
            yield Found(place.where, f"“{match[0]}” is written with a capital and a Roman number.", match.start(), match.end(), f"Chapter {right}", safe=True, fix=f"Write “Chapter {right}”.")


def _cited_twice(text: Text) -> Iterator[Found]:
    for place in text.preambular:
        if not re.match(r"\W*(?:Recalling|Reaffirming)\b", place.text):
            continue
        # What is cited in particular may have been cited in general before.
        general = place.text.find(" in particular ")
        seen: set[tuple[bool, str]] = set()
        for match in re.finditer(r"(?<![/\w])\d{1,4} \(\d{4}\)", place.text):
            in_particular = 0 <= general < match.start()
            if (in_particular, match[0]) in seen:
                yield Found(place.where, f"{match[0]} is cited twice in one list.", match.start(), match.end(), fix="Cite each resolution once.")
                break
            seen.add((in_particular, match[0]))


_PARAGRAPH = "The Security Council,\n\n{}\n\n1. Calls upon all States to cooperate;\n\n2. {}"
_SEIZED = "Decides to remain seized of the matter."


def _pp(paragraph: str) -> str:
    return _PARAGRAPH.format(paragraph, _SEIZED)


def _op(paragraph: str) -> str:
    return _PARAGRAPH.format("Recalling its resolution 2653 (2022),", paragraph)


_GOOD = _pp("Recalling its resolution 2653 (2022),")
_CITING = "Security Council practice in citing resolutions (512 citations with a date, 1,172 without)"

RULES: tuple[LintRule, ...] = (
    LintRule("RF01", "No resolution of the year has the number", "Serial numbers never restart, so each year has its span.", "council-resolutions.yaml, which says by what each year was checked", _pp("Recalling its resolution 2653 (2019),"), _GOOD, _impossible_number, over=("RF03",)),
    LintRule("RF02", "A resolution of a year that cannot be", "A citation points back, and not before the Council began.", "the calendar; first resolution 1 (1946)", _pp("Recalling its resolution 2953 (2031),"), _GOOD, _future, over=("RF03",)),
    LintRule("RF03", "One number, two years", "A number is used once for ever.", "practice of the Council", _pp("Recalling its resolutions 2653 (2022) and 2672 (2023),\n\nRecalling also resolution 2672 (2022),"), _GOOD, _two_years),
    LintRule("RF04", "A Council resolution without its year", "The year in brackets is part of how a resolution is cited.", _CITING, _pp("Recalling its resolution 2653,"), _GOOD, _no_year, un=WARNING, mun=WARNING),
    LintRule("RF05", "A year in brackets after an Assembly number", "The number of the Assembly has its session; the date follows.", "AKN4UN guidelines, part 3; AMUN style guide", _pp("Recalling General Assembly resolution 60/251 (2006),"), _pp("Recalling General Assembly resolution 60/251 of 15 March 2006,"), _assembly_year, un=WARNING, mun=WARNING),
    LintRule("RF06", "A citation by symbol or abbreviation", "The running text cites “resolution 2653 (2022)”; symbols stand in brackets.", _CITING, _pp("Recalling UNSCR 2653 (2022),"), _GOOD, _short_citation, un=WARNING, mun=INFO),
    LintRule("RF07", "A date in another form", "Day, month, year, without comma or ordinal.", "United Nations Editorial Manual, dates", _pp("Recalling the letter dated December 30th, 2022,"), _pp("Recalling the letter dated 30 December 2022,"), _date_form, un=WARNING, mun=WARNING),
    LintRule("RF08", "A date that does not exist", "A deadline that no calendar has cannot be kept.", "the calendar", _op("Requests the Secretary-General to report by 31 June 2027."), _op("Requests the Secretary-General to report by 30 June 2027."), _impossible_date),
    LintRule("RF09", "A document from the future", "One can recall only what exists.", "the calendar", _pp("Noting the report of the Secretary-General of 3 March 2031,"), _pp("Noting the report of the Secretary-General of 3 March 2022,"), _future_document),
    LintRule("RF10", "A reference to a paragraph that is not there", "Numbers shift while a draft is amended; references do not.", "United Nations Editorial Manual, references", _op("Decides to review the measures in paragraph 7 above."), _op("Decides to review the measures in paragraph 1 above."), _no_such_paragraph),
    LintRule("RF11", "“Above” and “below” the wrong way round", "Numbers shift while a draft is amended; references do not.", "United Nations Editorial Manual, references", _op("Decides to review the measures in paragraph 1 below."), _op("Decides to review the measures in paragraph 1 above."), _wrong_way, un=WARNING, mun=WARNING),
    LintRule("RF12", "An Article or Chapter the Charter does not have", "The Charter has 111 Articles in nineteen Chapters.", "Charter of the United Nations", _pp("Recalling Article 151 of the Charter of the United Nations,"), _pp("Recalling Article 51 of the Charter of the United Nations,"), _no_article),
    LintRule("RF13", "A Chapter in figures or words", "Chapters of the Charter have Roman numbers and a capital.", "Charter of the United Nations", _pp("Determining that the situation constitutes a threat to international peace and security,\n\nActing under Chapter 7 of the Charter of the United Nations,"), _pp("Determining that the situation constitutes a threat to international peace and security,\n\nActing under Chapter VII of the Charter of the United Nations,"), _chapter_form, un=WARNING, mun=WARNING),
    LintRule("RF14", "A resolution cited twice in one list", "A slip of copying.", "proofreading", _pp("Recalling its resolutions 2653 (2022), 2699 (2023) and 2653 (2022),"), _GOOD, _cited_twice, un=INFO, mun=INFO),
    LintRule("RF15", "A deadline that has passed", "What the draft asks for comes after what it cites.", "the calendar", _op("Requests the Secretary-General to report by 30 June 2019."), _op("Requests the Secretary-General to report by 30 June 2027."), _deadline_passed, un=WARNING, mun=WARNING),
    LintRule("RF16", "One number in words and another in figures", "Nobody can tell which of them was voted on.", "proofreading", _op("Requests the Secretary-General to report within thirty (60) days."), _op("Requests the Secretary-General to report within sixty (60) days."), _words_and_figures, un=WARNING, mun=WARNING),
    LintRule("RF17", "A period that ends before it begins", "No mandate can run backwards.", "the calendar", _op("Decides to extend the mandate of the Mission from 1 July 2027 until 31 January 2027."), _op("Decides to extend the mandate of the Mission from 1 July 2027 until 31 January 2028."), _period_reversed),
    LintRule("RF18", "A number of another organ", "The Assembly numbers by session, 60/251; the Council from 1 on, with the year.", "AKN4UN guidelines, part 3; practice of the Council", _pp("Recalling Security Council resolution 60/251,"), _GOOD, _number_of_another_organ, un=WARNING, mun=WARNING),
    LintRule("RF19", "A month is misspelled", "A date that is not one binds nobody.", "proofreading", _op("Requests the Secretary-General to report by 28 Febuary 2027."), _op("Requests the Secretary-General to report by 28 February 2027."), _month_misspelled, un=WARNING, mun=WARNING),
)  # fmt: skip
