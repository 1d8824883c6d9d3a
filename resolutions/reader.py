"""The reader: what a paragraph means, from its words.

Force, addressee, safeguards, measures and territory are found by expressions and by the opening verb. Issues and
directions come from the topic's trained model (`resolutions.learned`) where it has one, and else from its cues: every
issue has expressions for either pole; one that stands under a negation, or under a verb that condemns, is turned round;
one inside the words of a safeguard counts only where nothing else was found. The reader knows nothing of any topic, and
every effect comes with its words. `python -m benchmarks.reader` says how often it is right. `resolutions.reading.read`
is the only place that calls it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, NamedTuple

from positions.model import Addressee, Direction, Force
from positions.topic import Topic
from resolutions.learned import Weights, weights_of
from resolutions.model import Part, ReadEffect, Reading, stronger
from resolutions.phrases import find_opening

_NEGATION = re.compile(
    r"\b(?:not|no|nor|never|neither|without(?! prejudice)|lack of|lack|absence of|cannot|refrain\w*|abstain\w*|reject\w*|condemn\w*|deplor\w*|oppos\w*|"
    r"ceas\w*|halt\w*|end|ends|ending|an end to|discontinu\w*|suspend\w*|withdraw\w*|repeal\w*|abandon\w*|"
    r"prohibit\w*|forbid\w*|ban|bans|banning|instead of|rather than|in place of|denounc\w*|disavow\w*|exclud\w*|"
    r"regardless of|irrespective of|absent|against the use of|avoid\w*|unlawful\w*|illegal(?= (?:use|threat))|"
    r"restraint|discourag\w*|nothing)\b",
    re.IGNORECASE,
)
_FALSE_NEGATION = re.compile(
    r"\b(?:not only|no later than|not later than|without delay|without prejudice to (?:its|the) (?:mandate|work)|"
    r"no less than|end users?|end[- ]use|year[- ]end|without exception|not least|no one state|no state alone|"
    r"no single state|no country|to that end|to this end|to these ends)\b",
    re.IGNORECASE,
)
_SEGMENT_END = re.compile(r"[;:\n]|,\s+(?:and|but|while|including|which)\b|\bwhile\b|\bbut\b|\bin order to\b")
_CONSECUTIVE = re.compile(r",?\s+and\s+(?:also\s+|further\s+|in this regard\s+|to this end\s+)?(?=[a-z]+s\b)")
_CONDEMNS_FROM = -1


_READS_AT_MOST = 4000
"""Characters of a paragraph in which cues are looked for: the longest paragraphs ever adopted are shorter."""

_SPACES = re.compile(r"[^\S\n]{2,}|\n{3,}")

_EFFECTS_AT_MOST = 3
"""A paragraph that touches more issues than this is about the first of them."""


class _Span(NamedTuple):
    start: int
    end: int


class _Find(NamedTuple):
    """A cue as found in a text."""

    issue: str
    direction: Direction
    start: int
    end: int
    weak: bool
    fixed: bool = False


@lru_cache(maxsize=4096)
def _compiled(expression: str) -> re.Pattern[str]:
    # Texts come in lower case, which is a good deal faster than ignoring case.
    ignoring = re.IGNORECASE if re.search(r"(?<!\\)[A-Z]", expression) else 0
    return re.compile(rf"\b(?:{expression})", ignoring)


_TOKEN = re.compile(r"\\.|\[\^?\]?[^\]]*\]|\(\?[:=!]|\(\?<[=!]|\(|\)|\||[*?]|\+|\{\d*,?\d*\}|.", re.DOTALL)


@lru_cache(maxsize=4096)
def _needed(expression: str) -> tuple[str, ...]:
    """Words of which a text must contain one for an expression to be found in it; none if that cannot be told."""
    tokens = _TOKEN.findall(expression)
    words, at = _needed_by(tokens, 0)
    return tuple(sorted(words)) if at == len(tokens) else ()


def _needed_by(tokens: list[str], at: int) -> tuple[frozenset[str], int]:
    """The words needed by the alternatives that begin at a token, and where they end."""
    alternatives: list[frozenset[str]] = []
    candidates: list[frozenset[str]] = []
    run = ""

    def close_run() -> None:
        nonlocal run
        if len(run) > 1:
            candidates.append(frozenset((run,)))
        run = ""

    def close_alternative() -> None:
        close_run()
        alternatives.append(max(candidates, key=lambda c: min(map(len, c)), default=frozenset()))
        candidates.clear()

    while at < len(tokens) and tokens[at] != ")":
        token = tokens[at]
        following = tokens[at + 1] if at + 1 < len(tokens) else ""
        if token == "|":
            close_alternative()
        elif token.startswith("("):
            close_run()
            inner, at = _needed_by(tokens, at + 1)
            after = tokens[at + 1] if at + 1 < len(tokens) else ""
            asserted = token in ("(?=", "(?!", "(?<=", "(?<!")
            if inner and not asserted and after not in ("*", "?") and not after.startswith(("{0", "{,")):
                candidates.append(inner)
        elif len(token) == 1 and (token.isalpha() or token in " -'"):
            if following in ("*", "?") or following.startswith("{"):
                close_run()
            else:
                run += token.lower()
        else:
            close_run()
        at += 1
    close_alternative()
    if any(not alternative for alternative in alternatives):
        return frozenset(), at
    return frozenset().union(*alternatives), at


class _Cue(NamedTuple):
    """An expression ready for use."""

    pattern: re.Pattern[str]
    needed: frozenset[str]
    issue: str = ""
    pole: Direction = 1
    fixed: bool = False
    weak: bool = False


@lru_cache(maxsize=8)
def _by_word(topic: Topic) -> dict[str, tuple[int, ...]]:
    """The issues' cues, by index, under each word they need; under the empty word those that may stand anywhere."""
    found: dict[str, list[int]] = {"": []}
    for index, cue in enumerate(_issue_cues(topic)):
        for word in cue.needed or ("",):
            found.setdefault(word, []).append(index)
    return {word: tuple(indices) for word, indices in found.items()}


class _Words(NamedTuple):
    """Words that show an effect as they stand."""

    words: str
    issue: str
    pole: Direction


def _ready(expression: str, **what: Any) -> _Cue:
    return _Cue(_compiled(expression), frozenset(_needed(expression)), **what)


@lru_cache(maxsize=8)
def _issue_cues(topic: Topic) -> tuple[_Cue, ...]:
    return tuple(
        _ready(expression, issue=cues.issue, pole=pole, fixed=expression in cues.fixed, weak=expression in cues.weak)
        for cues in topic.cues
        for pole, expressions in ((1, cues.positive), (-1, cues.negative))
        for expression in expressions
    )


@lru_cache(maxsize=8)
def _authors_words(topic: Topic) -> tuple[_Words, ...]:
    """Words by which authors of library clauses showed an effect, as cues that still find it in an edited clause."""
    shown: dict[str, set[tuple[str, Direction]]] = {}
    for clause in topic.clauses:
        for effect in clause.effects:
            for words in effect.words:
                if len(words) >= _TELLING_LENGTH:
                    shown.setdefault(_lowered(words), set()).add((effect.issue, effect.direction))
    return tuple(
        _Words(words, issue, pole) for words, effects in shown.items() if len(effects) == 1 for issue, pole in effects
    )


_TELLING_LENGTH = 20
"""Words shorter than this stand in too many texts to tell much."""


@lru_cache(maxsize=8)
def _mark_cues(topic: Topic) -> dict[str, tuple[_Cue, ...]]:
    return {mark.id: tuple(map(_ready, mark.cues)) for mark in (*topic.safeguards, *topic.measures)}


@lru_cache(maxsize=8)
def _all_needed(topic: Topic) -> tuple[str, ...]:
    cues = (*_issue_cues(topic), *(cue for marked in _mark_cues(topic).values() for cue in marked))
    return tuple(sorted(frozenset().union(*(cue.needed for cue in cues))))


@lru_cache(maxsize=8)
def _neutral(topic: Topic) -> re.Pattern[str] | None:
    phrases = topic.about.neutral_phrases
    return re.compile("|".join(rf"\b(?:{p})" for p in phrases), re.IGNORECASE) if phrases else None


_ADDRESSEE_WORDS: tuple[tuple[Addressee, str], ...] = (
    (
        "host-state",
        r"(?:the |those )?(?:member )?states (?:most |worst )?(?:affected by|affected|in which|in whose|on whose|from whose|hardest hit)\b",
    ),
    ("secretary-general", r"(?:that )?the secretary-general|the special (?:envoy|representative)"),
    (
        "unodc",
        r"(?:the )?(?:unodc|united nations office on drugs and crime|executive director of the (?:unodc|united nations"
        r" office on drugs))",
    ),
    (
        "financial-institutions",
        r"(?:\w+ ){0,3}?(?:financial (?:institutions|centres|centers|intelligence)|banks|the world bank|"
        r"international financial institutions)",
    ),
    (
        "private-sector",
        r"(?:the )?(?:\w+ ){0,3}?(?:private sector|industry|companies|firms|manufacturers|dealers|shipping|carriers|port operators)",
    ),
    (
        "armed-groups",
        r"(?:that )?(?:all |the )?(?!states|member)(?:\w+ ){0,2}?(?:armed groups|criminal groups|gangs|cartels|parties to|criminal organi[sz]ations)",
    ),
    (
        "regional-organisations",
        r"(?:the |all )?(?:relevant |interested )?(?:regional|subregional|organization of american states|oas\b|celac|"
        r"community of latin american|mercosur|unasur|union of south american|andean|amazon cooperation)",
    ),
    (
        "un-bodies",
        r"(?:the |all |relevant )*(?:united nations|un\b|general assembly|economic and social council|"
        r"commission on narcotic|international narcotics|world health|committee|panel|executive directorate)",
    ),
    (
        "states",
        r"(?:that |upon |on )?(?:all |the |those |these |other )?(?:\w+ ){0,3}?(?:member states|states|countries|governments|"
        r"state parties|donors|partners|parliaments)",
    ),
    (
        "host-state",
        r"(?:that )?the (?:government|authorities|state)s? (?:of|concerned)|the host|(?:that )?the government",
    ),
)
_ADDRESSEES = tuple((name, re.compile(rf"\W*(?:{words})", re.IGNORECASE)) for name, words in _ADDRESSEE_WORDS)


def read_text(text: str, part: Part, topic: Topic) -> Reading:
    """The reading of a text, from its words alone."""
    topic = topic.base  # no stance matters here, and what is kept below is kept once for all rooms of a topic
    text = _SPACES.sub(lambda spaces: spaces[0][0], text[:_READS_AT_MOST])
    opening = find_opening(text, part) or find_opening(text, "operative" if part == "preambular" else "preambular")
    start = text.find(opening.words) + len(opening.words) if opening else 0
    body = text[start:]
    force, heat = (opening.force, opening.heat) if opening else ("F0", 0)
    force = _force(text, body, force, opening.phrase if opening else "")
    masked = _Masked(text, topic, start, condemned=heat <= _CONDEMNS_FROM)
    weights = weights_of(topic.reader) if topic.reader else None

    safeguards, measures, evidence = [], [], {}
    marks = _mark_cues(topic)
    finds: list[_Find] = []
    held: list[_Span] = []
    for mark in topic.safeguards:
        spans = _marked(masked, marks[mark.id], safeguard=True)
        if spans:
            safeguards.append(mark.id)
            evidence[mark.id] = text[spans[0].start : spans[0].end].strip()
            held += spans
            if mark.protects:
                at = spans[0]
                protects = mark.protects
                finds.append(_Find(protects.issue, protects.direction, at.start, at.end, weak=True))
    for mark in topic.measures:
        if spans := _marked(masked, marks[mark.id], safeguard=False):
            measures.append(mark.id)
            evidence[mark.id] = text[spans[0].start : spans[0].end].strip()

    return Reading(
        opening=opening.words if opening else "",
        force=force,
        heat=heat,
        addressee=_addressee(body, part, opening.phrase if opening else "", topic),
        effects=_learned(text, weights, _found(masked, topic, held))
        if weights and len(text) <= _LEARNED_UP_TO
        else _by_cues(text, finds + _found(masked, topic, held)),
        safeguards=tuple(safeguards),
        measures=tuple(measures),
        territory=_territory(masked.text, topic),
        evidence=evidence,
        by="reader",
        procedural=bool(re.search(r"remain\w* (?:actively )?seized", text, re.IGNORECASE)),
    )


_MOST_EFFECTS = 3
_LEARNED_UP_TO = 1500
"""Characters up to which a text is like those the model was trained on; in a longer one a few words are drowned."""


def _learned(text: str, weights: Weights, finds: list[_Find]) -> tuple[ReadEffect, ...]:
    """The effects that the learned model finds, the surest first.

    The words shown are those of a cue that says the same, if there is one: they read better than the stretch of words
    that weighed most.
    """
    said: dict[tuple[str, Direction], _Find] = {}
    for find in finds:
        key = (find.issue, find.direction)
        if key not in said or (said[key].weak, said[key].start - said[key].end) > (find.weak, find.start - find.end):
            said[key] = find
    effects = []
    for found in weights.read(text)[:_MOST_EFFECTS]:
        shown = said.get((found.issue, found.direction), found)
        words = text[shown.start : shown.end].strip()
        effects.append(ReadEffect(issue=found.issue, direction=found.direction, evidence=words))
    return tuple(effects)


def _by_cues(text: str, finds: list[_Find]) -> tuple[ReadEffect, ...]:
    """The effects that a topic's cues find, in the order of the text."""
    return tuple(
        ReadEffect(issue=find.issue, direction=find.direction, evidence=text[find.start : find.end].strip())
        for find in _weighed(finds)
    )


def _lowered(text: str) -> str:
    """The text in lower case, every character in its place."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := character.lower()) == 1 else character for character in text)


class _Masked:
    """A text in lower case with look-alikes blanked out, and where it is turned round."""

    def __init__(self, text: str, topic: Topic, body: int, *, condemned: bool) -> None:
        self.plain = _lowered(text).replace("\u2019", "'")
        blank = _FALSE_NEGATION.sub(_blanks, self.plain)
        neutral = _neutral(topic)
        self.text = neutral.sub(_blanks, blank) if neutral else blank
        self.body = body
        self.words = frozenset(word for word in _all_needed(topic) if word in self.plain)
        self.nothing = [_Span(*match.span()) for match in _NOTHING.finditer(self.text)]
        self.condemned_to = -1
        if condemned:
            following = _NEXT_VERB.search(self.text, body)
            self.condemned_to = following.start() if following else len(text)

    def turned(self, at: int) -> bool:
        """Whether what stands at a place is turned round, by negations or by a verb that condemns."""
        return self.negated(at) != (at < self.condemned_to)

    def negated(self, at: int) -> bool:
        """Whether an odd number of negations stands over a place."""
        if any(span.start <= at < span.end for span in self.nothing):
            # "nothing in this resolution authorizes, or shall be construed as …": one negation, however often said
            return True
        scope = max(self.body, at - 200)
        for end in _SEGMENT_END.finditer(self.text, scope, at):
            scope = end.end()
        scope = max(scope, at - 90)
        return sum(1 for _ in _NEGATION.finditer(self.text, scope, at)) % 2 == 1


def _blanks(match: re.Match[str]) -> str:
    return "_" * len(match[0])


_NOTHING = re.compile(
    r"\bnothing (?:in|herein|contained|of)\b[^;\n]*|\bshall not be (?:construed|interpreted|understood|read) [^;\n]*"
)
_NEXT_VERB = re.compile(
    r",?\s+and\s+(?:also\s+|further\s+)?(?:calls|urges|demands|requests|holds|invites|encourages|decides|stresses|calling|"
    r"urging|demanding|requesting|holding|inviting|encouraging|stressing|affirms|reaffirms|insists)\b"
)


def _found(masked: _Masked, topic: Topic, held: list[_Span]) -> list[_Find]:
    """Every cue in a text; within the words of a safeguard it counts as weak."""
    finds = []
    cues, by_word = _issue_cues(topic), _by_word(topic)
    for index in sorted({index for word in ("", *masked.words) for index in by_word.get(word, ())}):
        cue = cues[index]
        for match in cue.pattern.finditer(masked.text):
            turned = not cue.fixed and masked.turned(match.start())
            direction: Direction = -cue.pole if turned else cue.pole
            aside = any(span.start <= match.start() and match.end() <= span.end for span in held)
            finds.append(_Find(cue.issue, direction, *match.span(), weak=cue.weak or aside, fixed=cue.fixed))
    known = {find.issue for find in finds}
    for words, issue, pole in _authors_words(topic):
        if words in masked.plain and issue not in known:
            at = masked.plain.index(words)
            if not masked.turned(at):
                finds.append(_Find(issue, pole, at, at + len(words), weak=False))
    return finds


def _weighed(finds: list[_Find]) -> list[_Find]:
    """Of all that was found, what the paragraph is about: one direction for an issue, and the issues in order."""
    strong = [find for find in finds if not find.weak]
    by_issue: dict[str, list[_Find]] = {}
    for find in strong or finds:
        by_issue.setdefault(find.issue, []).append(find)
    chosen = []
    for found in by_issue.values():
        outer = [f for f in found if not any(_contains(other, f) for other in found)]
        # Of two directions the one named first.
        chosen.append(min(outer, key=lambda f: (f.start, f.start - f.end)))
    chosen.sort(key=lambda f: f.start)
    return chosen[: _EFFECTS_AT_MOST if strong else 1]


def _contains(outer: _Find, inner: _Find) -> bool:
    wider = outer.end - outer.start > inner.end - inner.start
    return wider and outer.start <= inner.start < outer.end


_WAIVED = re.compile(
    r"\b(?:without|regardless of|irrespective of|even absent|absent|waiv\w*)\s+"
    r"(?:(?:the|any|its|their|prior|full|express|free|written|due|regard|respect|that|of|for|to|a|such|these|awaiting|"
    r"waiting)\s+)*$"
)
_RULED_OUT = re.compile(
    r"\b(?:no|not|nor|never|neither|without|rather than|instead of|in place of|refrain\w*(?: from)?|abstain\w*(?: from)?)\b"
    r"[^.;:\n]{0,30}$"
)


def _marked(masked: _Masked, cues: tuple[_Cue, ...], *, safeguard: bool) -> list[_Span]:
    """Where a mark shows in a text: a safeguard that is not waived, a measure that is not ruled out."""
    spans = []
    for cue in cues:
        if cue.needed and cue.needed.isdisjoint(masked.words):
            continue
        for match in cue.pattern.finditer(masked.plain):
            at = match.start()
            before = masked.text[max(0, at - 60) : at]
            if (
                safeguard
                and (waived := _WAIVED.search(before))
                and not masked.negated(at - len(before) + waived.start())
            ):
                continue
            if not safeguard and (
                _RULED_OUT.search(before) or any(span.start <= at < span.end for span in masked.nothing)
            ):
                continue
            spans.append(_Span(*match.span()))
    return spans


_FORCE_IS_USED = re.compile(
    r"(?:take|use|employ)\w*[^.;]{0,60}(?:all (?:the )?necessary (?:means|measures)|all measures necessary|(?:armed |military )?force\b)|"
    r"(?:use of (?:armed |military )?force|military (?:action|operation|intervention)s?|armed (?:action|operation)s?|"
    r"(?:air|military|drone) ?strikes?|multinational (?:security )?force|interdict\w*[^.;]{0,40}by (?:all|force))",
    re.IGNORECASE,
)


_REPEATED: tuple[tuple[str, Force], ...] = (("demand", "F5"), ("call", "F3"), ("request", "F3"), ("appeal", "F2"))
"""What a verb that repeats may take up again, with its force. A decision once taken is recalled and not taken anew."""


def _force(text: str, body: str, force: Force, phrase: str) -> Force:
    """The force of the strongest verb of a paragraph."""
    lowered = phrase.lower()
    if lowered in ("authorizes", "decides") and re.search(r"\bauthori[sz]", text, re.IGNORECASE):
        used = _FORCE_IS_USED.search(text)
        negated = used and re.search(r"\b(?:not|nothing|no)\b[^.;]*$", text[: used.start()], re.IGNORECASE)
        return "F7" if used and not negated else "F6"
    if lowered == "authorizes":
        return "F6"
    if lowered in ("reiterates", "reaffirms", "recalls", "renews"):
        for noun, inherited in _REPEATED:
            if re.match(rf"\W*its (?:\w+ )?{noun}\b", body, re.IGNORECASE):
                return inherited
    strongest = force
    for match in _CONSECUTIVE.finditer(body):
        following = find_opening(body[match.end() :].lstrip().capitalize(), "operative")
        if following and following.phrase.lower() in _SECOND_VERBS:
            strongest = stronger(strongest, following.force)
    return strongest


_SECOND_VERBS = {
    "demands",
    "decides",
    "requests",
    "urges",
    "calls upon",
    "calls on",
    "authorizes",
    "invites",
    "encourages",
    "strongly urges",
}


_BEFORE_ADDRESSEE = re.compile(
    r"^\W*(?:,? ?acting under[^,]*,|,? ?in this regard,|,? ?to this end,|(?:that|upon|on|to)\b)\s*", re.IGNORECASE
)
_BINDS_ASSETS = re.compile(
    r"\b(?:shall be (?:frozen|subject|refused)|asset freeze|travel ban|arms embargo)\b", re.IGNORECASE
)
_OWN_ACTS = ("decides", "authorizes", "establishes", "expresses its intention", "expresses its readiness", "determines")


@lru_cache(maxsize=8)
def _named_first(topic: Topic) -> tuple[tuple[Addressee, re.Pattern[str]], ...]:
    return tuple(
        (
            "host-state" if delegation.kind == "state" else "regional-organisations",
            re.compile(rf"\W*(?:that )?(?:the )?(?:government of )?(?:the )?{re.escape(name)}\b", re.IGNORECASE),
        )
        for delegation in topic.delegations
        for name in (delegation.name, delegation.official)
    )


def _addressee(body: str, part: Part, phrase: str, topic: Topic) -> Addressee:
    """Whom an operative paragraph asks: who is named first, else who is bound or meant."""
    if part == "preambular":
        return "nobody"
    head = _BEFORE_ADDRESSEE.sub("", body[:160])
    for name, pattern in (*_ADDRESSEES, *_named_first(topic)):
        if pattern.match(head):
            return name
    acts = phrase.lower()
    if acts in _OWN_ACTS:
        binds = re.search(r"\b(?:states|governments) shall\b", body, re.IGNORECASE) or _BINDS_ASSETS.search(body)
        return "states" if binds else "nobody" if acts == "determines" else "council"
    mentioned = _MENTIONED.search(body[:600])
    return next((name for name, group in _MENTIONS if mentioned and mentioned[group]), "nobody")


_MENTIONED = re.compile(
    r"\b(?:(?P<unodc>unodc|united nations office on drugs)|(?P<head>(?:by|of) the secretary-general)|"
    r"(?P<bodies>united nations bodies|commission on narcotic)|(?P<states>states?|governments?|countries))\b",
    re.IGNORECASE,
)
_MENTIONS: tuple[tuple[Addressee, str], ...] = (
    ("unodc", "unodc"),
    ("secretary-general", "head"),
    ("un-bodies", "bodies"),
    ("states", "states"),
)


@lru_cache(maxsize=8)
def _places(topic: Topic) -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    """Every State's names in lower case with its id and an expression for its territory."""
    return tuple(
        (delegation.id, name, re.compile(
            rf"\b(?:in|inside|within|into|on|throughout|across|against \w+ in)\s+(?:the )?"
            rf"(?:territory of |soil of )?(?:the )?{re.escape(name)}\b|\b{re.escape(name)}(?:'s|an|n)? (?:territory|soil)\b"
        ))
        for delegation in topic.delegations
        if delegation.kind == "state"
        for name in dict.fromkeys((_lowered(delegation.name), _lowered(delegation.official)))
    )  # fmt: skip


def _territory(text: str, topic: Topic) -> tuple[str, ...]:
    """Delegations on whose territory the paragraph acts: named after "in", "on the territory of" and their like."""
    found = (state for state, name, pattern in _places(topic) if name in text and pattern.search(text))
    return tuple(dict.fromkeys(found))
