"""The verb of saying that a quote depends on, and what else a quote shows of itself."""

from __future__ import annotations

from dataclasses import dataclass

from briefing.text.language_packs import Kind, LanguagePack, Shape
from briefing.text.quotes.clauses import is_passive
from briefing.text.quotes.noun_phrases import Chunk
from briefing.text.quotes.parsed_text import Line, Quotation
from briefing.text.tokens import Tokens

REACH = 40
"""Maximum distance of a quote from its verb and its speaker, in chunks."""
WEAK = ("act", "weak")
"""Classes of verbs that seldom open what somebody says."""
SHOWN = 3
"""Chunks of a path that are named at either of its ends."""
_NOWHERE = -1
"""Chunk of a subject or verb that is missing."""
HELPERS = ("aux", "adv")
"""Kinds of chunks that a verb may stand behind."""
_CLAUSE_VERBS = ("cue", "verb", "aux", ".")
_VOICES = ("role", "people", "body")
_AFTER_GAP, _BEFORE_GAP = (",", "sub", "prep", "of", "adv", "pp"), (",", "conj", "sub", "adv")
"""Chunks behind and in front of the subject of a clause whose verb is left out."""
_OPENERS = ("conj", "adv", "pp", "sub", ",", "prep", "time")
_REDUCED = (Shape.GERUND, Shape.PARTICIPLE)
GOING_ON = ("opens", "reported", "person", "left-out")
"""Clauses in which somebody may go on speaking, as no other subject stands in them that says nothing."""
_BORDERS = ("^", ".", ":", "-", "quote")
_BARE = frozenset(("^", ".", "conj", ",", "sub", "quote", ":", "pp"))
"""Chunks before a verb without a subject of its own."""


@dataclass(frozen=True, slots=True)
class Context:
    """Features of a quote that are the same for all candidates."""

    quotation: Quotation
    """The quote itself."""
    form: str
    """Its ending (`,`, `.`, `o`), and `C` or `c` for a capital or none."""
    size: str
    """Number of words as a class."""
    own: str
    """Place of the verb of saying beside it, and the chunk beside that."""
    subject: int
    """Chunk of the subject of that verb; -1 without."""
    around: str
    """Kinds of the chunks before and behind."""
    governor: int
    """Chunk of the verb of saying in front that it depends on; -1 without."""
    government: str
    """Kind of the subject and shape of that verb."""
    is_bare: bool
    """Whether that verb leaves out its subject, as some languages do."""
    governs: int
    """Chunk of the subject of that verb; -1 without."""
    voice: str
    """` passive` if that verb is."""
    denial: str
    """Whether that verb has a noun of saying for its object, of nobody named: `denied`, `noun`, or empty."""
    whose: str
    """Whether that verb has a subject: `none` (no verb), `bare` or `named`."""
    clause: str
    """Whose words its clause may be: `opens` (it is a sentence of its own), `reported` (a verb of saying has a
    subject), `noun` (it is part of a phrase), or by the subject of the verb beside it: `person` (a pronoun),
    `left-out`, `several`, `anybody`, `reduced` (a participle), `passive`, `own`."""
    owner: int
    """Chunk of that subject; -1 without."""

    @property
    def is_free(self) -> bool:
        """Whether it depends on no verb of saying with a subject, so that another sentence may show the speaker."""
        return self.is_bare or (self.subject < 0 and self.governs < 0)

    def relation(self, index: int = -1) -> str:
        """Whether a chunk of its line is the subject of the verb beside it: `none` (no subject), `True` or `False`."""
        return "none" if self.subject < 0 else str(self.subject == index)


def read_context(line: Line, quotation: Quotation) -> Context:
    """The context of a quote, which is read once."""
    if quotation.chunk not in line.contexts:
        line.contexts[quotation.chunk] = _read(line, quotation)
    context: Context = line.contexts[quotation.chunk]
    return context


def _read(line: Line, quotation: Quotation) -> Context:
    at, words = quotation.chunk, len(quotation.words)
    governor, government = _governor(line, at)
    governs, voice = _speaker(line, governor)
    noun, author = _noun_of_saying(line, governor, at)
    if author >= 0:
        governor, government, governs, voice = noun, "noun", author, ""
    elif (gapped := _gapped(line, governor, at)) >= 0:
        government, governs, voice = "gap", gapped, ""
    bare = line.tokens.pack.drops_subjects and governor >= 0 and government.split(" ")[0] in _BARE
    own, subject = _own_cue(line, at)
    return Context(
        quotation,
        quotation.ending + ("C" if quotation.is_capital else "c"),
        "1" if words == 1 else "2" if words < 4 else "4" if words < 8 else "8",
        own,
        subject,
        f"{line.kind_at(at - 1)} {line.kind_at(at + 1)}",
        governor,
        government,
        bare,
        governs,
        voice,
        _denial(line, governor) if noun >= 0 and author < 0 else "",
        "none" if governor < 0 else "bare" if governs < 0 else "named",
        *_clause(line, at, governor, subject if subject >= 0 else governs),
    )


def _clause(line: Line, at: int, governor: int, said_by: int) -> tuple[str, int]:
    """Whose words the clause around a quote may be, and the chunk of its subject, else -1."""
    front = next((each for each in reversed(range(max(0, at - REACH), at)) if line.kinds[each] in _CLAUSE_VERBS), at)
    if said_by >= 0:
        sort = _sort_of_pronoun(line.tokens.pack, line.tokens.low[line.chunks[said_by].head], line.kinds[said_by])
        return "reported" if sort == "own" else sort, said_by
    verb, subject = (governor, -1) if governor >= 0 else (front, _subject(line, front))
    if verb == at or line.kinds[verb] == ".":
        if line.kind_at(line.skip(at - 1, _OPENERS, -1)) not in _BORDERS:
            return "noun", _NOWHERE
        verb = line.skip(at + 1, (",", "-", *HELPERS))
        verb -= line.kind_at(verb) not in ("cue", "verb") and line.kind_at(verb - 1) == "aux"
        if line.kind_at(verb) not in ("cue", "verb", "aux"):
            return "opens", _NOWHERE
        subject = _subject(line, verb)
        behind = line.skip(verb + 1, ("pp", *HELPERS))
        if subject < 0 and line.kind_at(behind) in ("np", "pron"):
            subject = behind
    return _sort_of_subject(line, verb, subject), subject


def _gapped(line: Line, governor: int, at: int) -> int:
    """Chunk of the subject of a clause whose verb is that of the one before; -1 without.

    `Rao described it as “old” and Tran as “new”`, `Rao ve “delitos”, y la Fiscalía, “sospechas”`; in `Rao called Tran
    “old” and Weber “new”` it is the object.
    """
    subject = line.skip(at - 1, _AFTER_GAP, -1)
    quote = line.skip(line.skip(subject - 1, _BEFORE_GAP, -1), ("pp",), -1)
    is_joined = line.kind_at(subject - 1) in _BEFORE_GAP and line.kind_at(quote) == "quote" and 0 <= governor < quote
    if not is_joined or line.kind_at(subject) != "np" or not _is_somebody(line, subject):
        return _NOWHERE
    between = range(governor + 1, quote)
    is_object = any(line.kinds[each] == "np" and line.chunks[each].has_name for each in between)
    has_verb = any(line.kinds[each] in _CLAUSE_VERBS for each in between)
    return _NOWHERE if is_object or has_verb else subject


def _is_somebody(line: Line, index: int) -> bool:
    noun = line.tokens.noun(line.chunks[index].head)
    return line.chunks[index].has_name or (noun is not None and noun.sort in _VOICES)


def _subject(line: Line, verb: int) -> int:
    """Chunk of the subject of a verb, of an auxiliary what stands in front; -1 without."""
    if line.kind_at(verb) != "aux":
        return line.clauses.subject.get(verb, _NOWHERE)
    front = line.skip(verb - 1, HELPERS, -1)
    return front if line.kind_at(front) in ("np", "pron") else _NOWHERE


def _sort_of_subject(line: Line, verb: int, subject: int) -> str:
    """Whose words a clause may be by the subject of its verb, or by the verb where it has none."""
    tokens, first = line.tokens, line.chunks[verb].first
    words, low = tokens.pack, tokens.low[first]
    if subject >= 0:
        return _sort_of_pronoun(words, tokens.low[line.chunks[subject].head], line.kinds[subject])
    if is_passive(tokens, line.chunks, verb):
        return "passive"
    if words.drops_subjects and low.endswith(tuple(words.plural_endings)):
        return "several"
    form = words.verbs.get(low)
    if form is not None and form.shape in _REDUCED and tokens.kind_at(first - 1) is not Kind.AUXILIARY:
        return "reduced"
    if form is not None and form.lemma in words.impersonal and _is_impersonal(tokens, first):
        return "anybody"
    return "left-out" if words.drops_subjects else "reduced"


def _speaker(line: Line, governor: int) -> tuple[int, str]:
    """Chunk of the subject of a verb of saying, of the agent if it follows a passive; ` passive` for other ones."""
    is_according = line.kind_at(governor) == "acc" and line.kind_at(governor + 1) == "np"
    subject = governor + 1 if is_according else line.clauses.subject.get(governor, _NOWHERE)
    if governor < 0 or not is_passive(line.tokens, line.chunks, governor):
        return subject, ""
    has_agent = line.kind_at(governor + 1) == "pp" and line.chunks[governor + 1].preposition in line.tokens.pack.agents
    return (governor + 1, "") if has_agent else (subject, " passive")


def _noun_of_saying(line: Line, governor: int, at: int) -> tuple[int, int]:
    """Chunk of the noun of saying that a quote depends on, behind the verb; that of whose words it is.

    `denied Weber’s claim that`, `faced accusations by Weber that`, `When asked, Weber’s answer was:`
    """
    words = line.tokens.pack
    for index in reversed(range(max(governor + 1, at - REACH), at)):
        kind = line.kinds[index]
        if kind in (".", "quote", "cue"):
            break
        if kind not in ("np", "pp") or not is_of_saying(line, index):
            continue
        behind = line.skip(index + 1, ("pp", "of"))
        if not _opens_words(line, index, behind):
            continue
        if owned := owner(line.tokens, line.chunks[index]):
            is_pronoun = line.tokens.kind[owned[0]] is Kind.POSSESSIVE
            is_own = is_pronoun and governor >= 0 and _denial(line, governor) != "denied"  # `said in his letter that`
            return index, _NOWHERE if is_own else index
        is_by = behind > index + 1 and line.chunks[index + 1].preposition in words.authors
        return index, index + 1 if is_by else _NOWHERE
    return _NOWHERE, _NOWHERE


def _opens_words(line: Line, index: int, behind: int) -> bool:
    """Whether the words themselves follow a noun of saying: `claim that`, `answer was:`, `description of her as`."""
    words, low = line.tokens.pack, line.tokens.low[line.chunks[index].head]
    return (
        (words.is_verb_second and line.kind_at(behind) == ",")  # `den Vorwurf zurück, er habe`
        or line.is_word(behind, words.complementizers)
        or (low in words.describing and line.is_word(behind, words.comparing | words.describing))
        or line.kind_at(line.skip(behind, HELPERS)) == ":"
    )


def is_of_saying(line: Line, index: int) -> bool:
    """Whether a phrase is about something said: `Weber’s warning`."""
    head = line.chunks[index].head
    noun, verb = line.tokens.noun(head), line.tokens.verb(head)
    noun = noun or line.tokens.pack.noun(line.tokens.low[head].removesuffix("s"))  # `allegations`
    if line.tokens.low[head] in line.tokens.pack.describing:
        return True
    return noun.sort == "cue" if noun else bool(verb and verb.cue)


def owner(tokens: Tokens, mention: Chunk) -> tuple[int, int] | None:
    """Tokens of whoever something belongs to: `Weber’s warning`, `his call`; None without."""
    first = mention.first
    if not tokens.pack.has_contractions and Kind.OF in tokens.kind[mention.head : mention.stop]:  # `la queja de Weber`
        return mention.name if mention.has_name else mention.owners[-1] if mention.owners else None
    if mention.head == first:
        return None
    if Kind.GENITIVE in tokens.kind[first : mention.head]:  # `Weber’s warning`, `her deputy’s reply`
        return first, tokens.kind.index(Kind.GENITIVE, first, mention.head)
    return (first, first + 1) if tokens.kind[first] is Kind.POSSESSIVE else None


def _denial(line: Line, governor: int) -> str:
    verb = line.tokens.verb(line.chunks[governor].first) if governor >= 0 else None
    return "denied" if verb and verb.lemma in line.tokens.pack.denying else "noun"


def _own_cue(line: Line, at: int) -> tuple[str, int]:
    """Place of the quote's own verb of saying and the chunk beside that; the chunk of its subject, else -1."""
    right = line.skip(at + 1 + (line.kind_at(at + 1) in (",", "-")), HELPERS)
    if line.kind_at(right) == "cue":
        return _cue_behind(line, at, right)
    if line.kind_at(right) == "acc":
        return "after-acc", right + 1
    has_subject = line.kind_at(right) in ("np", "pron") and right - at <= SHOWN
    verb = line.skip(right + 1, ("pp", *HELPERS))  # `a spokesman for Ana Duarte said`
    if has_subject and line.kind_at(verb) == "cue":
        quoted = _quoted(line, verb)
        is_object = quoted < 0 and is_passive(line.tokens, line.chunks, verb)
        return f"after-subject-{'passive' if is_object else 'cue'}", right if quoted < 0 else quoted
    compared = _compared(line, right)
    if compared >= 0:
        return "after-as-cue", compared
    return _cue_before(line, at)


def _cue_behind(line: Line, at: int, cue: int) -> tuple[str, int]:
    """Place of a verb of saying right behind a quote, and the chunk of its subject, else -1."""
    front = line.clauses.subject.get(cue, _NOWHERE)
    if line.tokens.pack.is_verb_second and cue == at + 1 and 0 <= front < at:  # `den Weber „Betrug“ nennt`
        return "after-end", front
    subject = line.skip(cue + 1, ("pp", *HELPERS))
    has_subject = line.kind_at(subject) in ("np", "pron") and subject - cue <= SHOWN
    return f"after-{line.kind_at(cue + 1)}", subject if has_subject else _NOWHERE


def _compared(line: Line, at: int) -> int:
    """Subject of a clause of comparison: `“...,” as Weber claims`, `«...», como sostiene Weber`; -1 without."""
    if not line.is_word(at, line.tokens.pack.comparing):
        return _NOWHERE
    if line.kind_at(at + 1) in ("np", "pron"):
        return at + 1 if line.kind_at(line.skip(at + 2, HELPERS)) == "cue" else _NOWHERE
    verb = line.skip(at + 1, HELPERS)
    return verb + 1 if line.kind_at(verb) == "cue" and line.kind_at(verb + 1) in ("np", "pron") else _NOWHERE


def _cue_before(line: Line, at: int) -> tuple[str, int]:
    """Place of a verb of saying right in front of a quote, and the chunk of its subject, else -1."""
    left = line.skip(at - 1, (":", ",", "sub", "prep", "conj"), -1)
    marks = "".join(kind for kind in line.kinds[max(left + 1, at - REACH) : at] if kind in (":", "sub"))[:SHOWN]
    while line.kind_at(left) == "pp" and at - left < 2 * SHOWN:
        left -= 1
    if line.kind_at(left) == "cue":
        subject = line.skip(left - 1, HELPERS, -1)
        return (
            f"before-{marks}-{line.kind_at(left - 1)}-{line.cue_class(left)}",
            subject if line.kind_at(subject) in ("np", "pron") else _NOWHERE,
        )
    return f"none-{marks}", _NOWHERE


def _quoted(line: Line, verb: int) -> int:
    """Whom a verb quotes: `the Times quoted Weber as saying`, `Weber was quoted as saying`; -1 if it does not."""
    saying = verb + 2 + (line.kind_at(verb + 1) != "sub")
    form = line.tokens.verb(line.chunks[saying].first) if line.kind_at(saying) == "cue" else None
    is_quoting = form is not None and form.shape is Shape.GERUND
    is_quoting = is_quoting and line.is_word(saying - 1, line.tokens.pack.comparing)
    return line.clauses.subject.get(saying, _NOWHERE) if is_quoting else _NOWHERE


def _complement_start(line: Line, at: int) -> int:
    """Chunk in front of which the verb of saying of a quote stands: behind that of the first of several complements.

    In `dijo que A negó B y que «C»` that is the first `que`.
    """
    if not line.tokens.pack.drops_subjects:
        return at
    start = at
    for index in reversed(range(max(1, at - REACH), at)):
        kind = line.kinds[index]
        if kind == "." or (kind == "sub" and line.kinds[index - 1] == "cue"):
            return index if start < at and kind == "sub" else start
        if kind == "sub" and line.kinds[index - 1] == "conj":
            start = min(start, index)
    return start


def _is_closed(line: Line, verb: int, at: int) -> bool:
    """Whether a verb is in a relative clause that ends before a quote: `the plan, which Weber called “late,” was`."""
    subject = line.clauses.subject.get(verb, _NOWHERE)
    is_relative = subject >= 0 and "rel" in (line.kinds[subject], line.kind_at(subject - 1))
    behind = line.kinds.index("quote", verb) + 1 if is_relative else at
    return behind < at and line.kinds[behind] in ("aux", "verb")


def _is_inserted(line: Line, at: int) -> bool:
    """Whether a chunk tells whose words a clause is inside it: `The mayor, according to the ministry, took`."""
    return line.kinds[at - 1 : at + 3] == [",", "acc", "np", ","] and at + 3 < len(line.kinds)


def _is_passed(line: Line, index: int, at: int) -> bool:
    """Whether a verb of saying tells nothing of a quote behind it: it is weak, or its relative clause has ended."""
    is_weak = line.cue_class(index) in WEAK and _is_inserted(line, index - 3)
    return is_weak or _is_closed(line, index, at)


def _sort_of_pronoun(words: LanguagePack, low: str, kind: str) -> str:
    if kind == "pron" and (words.gender.get(low) or low in words.first_person):
        return "person"
    return "anybody" if low in words.impersonal else "own"


def _is_impersonal(tokens: Tokens, verb: int) -> bool:
    """Whether a verb of saying stands beside `se`, or anywhere in a language that leaves out no subject: `hieß es`."""
    is_reflexive = Kind.CLITIC in (tokens.kind_at(verb - 1), tokens.kind_at(verb + 1))
    return is_reflexive or not tokens.pack.drops_subjects


def _governor(line: Line, at: int) -> tuple[int, str]:
    """The nearest verb of saying in front of a quote in its sentence, and its subject's kind; (-1, ...) without."""
    kinds = line.kinds
    for index in reversed(range(max(0, at - REACH), _complement_start(line, at))):
        is_label = kinds[index] == "-" and kinds[index + 1 : at] == ["np", ":"]  # `All agree - Ana Duarte: “...”`
        if kinds[index] == "." or is_label:
            break
        if kinds[index] == "acc" and (line.tokens.pack.drops_subjects or _is_inserted(line, index)):
            return index, "acc"
        if kinds[index] == "cue" and not _is_passed(line, index, at):
            verb = line.tokens.verb(line.chunks[index].first)
            subject = line.kind_at(line.skip(index - 1, HELPERS, -1))
            marks = "sub" if "sub" in kinds[index + 1 : at] else ":" if kinds[at - 1] == ":" else ""
            return index, f"{subject} {verb.shape if verb else ''} {marks}"
    return _NOWHERE, "acc" if "acc" in kinds[max(0, at - REACH) : at] else "none"
