"""Fits the weights of quotes and their speakers from annotated texts and writes `briefing/text/data/*_weights.txt`.

    python scripts/fit_quotes.py EVAL_FOLDER [--date D] [--folds N]

Reads PolNeAR (`quotes`, and the first half of `quotes_more`), Spanish news (`quotes_es_dev`), the invented examples and
our own lines in `quote_training.txt`. No word of the texts is written but those of the language packs. The result is
the same for the same data.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np

from briefing.text.code_spans import in_prose
from briefing.text.language_packs import pack
from briefing.text.quotes import weights
from briefing.text.quotes.antecedents import Antecedents
from briefing.text.quotes.attribution import mention_of
from briefing.text.quotes.inserted_cues import divide
from briefing.text.quotes.parsed_text import ParsedText, Quotation, parse_text
from briefing.text.quotes.people import name_sorts, read_people
from briefing.text.quotes.quotation_marks import find_stretches
from briefing.text.quotes.quote_features import quote_features
from briefing.text.quotes.resolution import Resolver
from briefing.text.quotes.speaker_candidates import Candidate, candidates, gap_before

DATA = Path(__file__).parent.parent / "briefing" / "text" / "data"
QUALITY = Path(__file__).parent.parent / "tests" / "quality"
MARKS = re.compile(r"“([^”“]*?)(?:”|(?=\n\s*\n?\s*“)|\Z)|\"([^\"\n]+)\"", re.S)
LANGUAGES = {"Spanish": "es", "Portuguese": "pt", "French": "fr", "German": "de"}
LEAST = 5
"""Least number of candidates that have a feature."""
SMALLEST = 0.1
"""Weights below this are left out: half of them, which by cross-validation changes the joint F1 by 0.4 at most."""
REPEATS, REPEATS_INVENTED, REPEATS_OTHER = 2, 3, 4
"""How often the texts of annotated English news, invented English texts, which have more kinds than political news, and
texts of other languages, of which there are fewest, count."""
ROUNDS = 150


@dataclass
class Gold:
    """An annotated quote."""

    start: int
    end: int
    mentions: list[list[int]]
    names: list[str]
    is_doubtful: bool = False


@dataclass
class Text:
    """An annotated text with the candidates of its quotes and which of them are right."""

    parsed: ParsedText
    gold: list[Gold]
    examples: list[tuple[Quotation, Gold | None, list[Candidate], list[bool]]]
    is_invented: bool = False


def words(name: str) -> set[str]:
    """The words of a name without accents, particles left out."""
    plain = "".join(c for c in unicodedata.normalize("NFD", name.lower()) if not unicodedata.combining(c))
    return {word for word in re.findall(r"\w+", plain) if len(word) > 2}


def overlap(a: tuple[int, int], b: tuple[int, int]) -> float:
    """Intersection over union of two spans."""
    both = max(0, min(a[1], b[1]) - max(a[0], b[0]))
    return both / (max(a[1], b[1]) - min(a[0], b[0]) or 1)


def is_name(answer: str | None, gold: Gold) -> bool:
    """Whether a name is one of the right ones: a surname or more of it, and no word that is not its own."""
    own = words(answer or "")
    return bool(own) and any(own <= words(name) or words(name) <= own for name in gold.names if words(name))


def annotated(text: str, gold: list[Gold], language: str) -> Text:
    """A text with the candidates of its quotes and which of them are right."""
    stretches = [
        part for each in in_prose(text, find_stretches(text)) if not each.depth for part in divide(text, each, language)
    ]
    parsed = parse_text(text, stretches, language)
    cast = read_people(parsed)
    resolver = Resolver(text, cast, Antecedents(text, cast, stretches, pack(language)))
    name_sort = name_sorts(cast, language)
    examples = []
    previous: tuple[int, int] | None = None
    for at, quotation in enumerate(parsed.quotations):
        span = quotation.stretch.start, quotation.stretch.end
        match = max(gold, key=lambda each: overlap(span, (each.start, each.end)), default=None)
        if match is not None and overlap(span, (match.start, match.end)) < 0.8:
            match = None
        mentions = candidates(parsed, quotation, previous, gap_before(parsed, at), name_sort)
        right = [match is not None and _is_right(each, match, parsed, resolver) for each in mentions]
        if match is not None and match.names and not match.mentions:
            right = _pronoun_beside(mentions) or right
        examples.append((quotation, match, mentions, right))
        if match and not match.mentions and not match.names and not match.is_doubtful:
            right[-1] = True
        if any(right) and mentions[right.index(True)].side != "nobody":
            chosen = mentions[right.index(True)]
            previous = (match.mentions[0][0], match.mentions[0][1]) if match and match.mentions else chosen.span
            resolver.resolve(*mention_of(parsed, chosen))
    return Text(parsed, gold, examples)


def _pronoun_beside(mentions: Sequence[Candidate]) -> list[bool] | None:
    """Marks the pronoun that is the subject of the quote's verb of saying: whoever speaks, it is mentioned there."""
    marks = [
        each.sort.startswith("pron-")
        and any(
            name.startswith("subject=True") or " of-governor=this 0" in name or name == "above1 colon subject=True"
            for name in each.features
        )
        for each in mentions
    ]
    return marks if any(marks) else None


def _is_right(mention: Candidate, gold: Gold, parsed: ParsedText, resolver: Resolver) -> bool:
    if gold.mentions:
        return any(mention.span[0] < end and start < mention.span[1] for start, end in gold.mentions)
    if mention.side == "nobody":
        return False
    written = words(parsed.text[slice(*mention.span)])
    if any(written == words(name) for name in gold.names):
        return True
    return is_name(resolver.name(*mention_of(parsed, mention)), gold)


def rows(path: Path) -> list[dict[str, Any]]:
    """Rows of a compressed file of JSON lines."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def polnear(path: Path, count: int | None = None) -> Iterator[Text]:
    """Texts of PolNeAR (Newell et al. 2018); a quote is what stands between marks inside an annotated content."""
    for row in rows(path)[:count]:
        gold = []
        for match in MARKS.finditer(row["text"]):
            start, end = match.span(1 if match.group(1) is not None else 2)
            inside = [
                each["source"]
                for each in row["attributions"]
                if sum(max(0, min(end, e) - max(start, s)) for s, e in each["content"]) >= 0.5 * (end - start)
            ]
            if match.end() - match.start() > 3 and inside:
                gold.append(Gold(start, end, inside[0], []))
        yield annotated(row["text"], gold, "en")


def spanish(path: Path) -> Iterator[Text]:
    """Texts of the Spanish set."""
    for row in rows(path):
        gold = [
            Gold(
                each["start"],
                each["end"],
                [each["mention"]] if each["mention"] else [],
                [name for name in (each["speaker"], *each["also"]) if name],
                each["doubtful"],
            )
            for each in row["quotes"]
        ]
        gold += [Gold(each["start"], each["end"], [], [], True) for each in row["negatives"] if each["doubtful"]]
        yield annotated(row["text"], gold, "es")


def examples(path: Path) -> Iterator[Text]:
    """Texts of the invented examples, tables in Markdown."""
    language = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            language = LANGUAGES[line[3:].strip()]
        elif line.startswith("|") and not line.startswith(("| class", "| ---")):
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
            yield invented(cells[1].replace(" ¶ ", "\n"), "" if cells[2] == "no quote" else cells[2], language)


def english_examples(path: Path) -> Iterator[Text]:
    """Texts of the invented English examples, a list in Markdown."""
    for block in path.read_text(encoding="utf-8").split("\n- ")[1:]:
        text, *lines = block.splitlines()
        right = next(line.partition("right:")[2].strip() for line in lines if "right:" in line)
        answers = "" if right == "no quote" else re.sub(r"[“”](?= →|;|$)|(?:^|(?<=; ))[“”]", "", right)
        text = text.partition(" ")[2].replace(" ¶ ", "\n")
        if all(answer.rpartition(" → ")[0] in text for answer in _answers(answers)):  # one names a word it has not
            yield invented(text, answers, "en")


def invented(text: str, answers: str, language: str) -> Text:
    """A text with answers such as `quote → speaker; quote → nobody`."""
    gold = []
    for answer in _answers(answers):
        quote, _, speaker = answer.rpartition(" → ")
        start = text.find(quote)
        if start < 0:
            raise SystemExit(f"no {quote!r} in {text!r}")
        names = [] if speaker == "nobody" else speaker.split(" | ")
        gold.append(Gold(start, start + len(quote), [], names))
    return replace(annotated(text, gold, language), is_invented=True)


def _answers(answers: str) -> Iterator[str]:
    return filter(None, re.split(r"; (?=.* → )", answers))


def own_lines(path: Path) -> Iterator[Text]:
    """Texts of a file of ours, see its head."""
    language = "es"
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = [line for line in block.splitlines() if not line.startswith("#")]
        if lines and lines[0].startswith("["):
            language = lines.pop(0)[1:3]
        if lines:
            answers = [line[2:] for line in lines[1:] if line != "= no quote"]
            yield invented(lines[0].replace(" ¶ ", "\n"), "; ".join(answers), language)


def table(groups: Sequence[Sequence[tuple[list[str], bool]]], l2: float, *, is_choice: bool) -> weights.Table:
    """Weights of a conditional logit over groups, or of a logistic regression, by Adam (Kingma & Ba 2015)."""
    counts = Counter(name for group in groups for features, _ in group for name in set(features))
    index = {name: at for at, name in enumerate(sorted(name for name, count in counts.items() if count >= LEAST))}
    columns: list[int] = []
    owners: list[int] = []
    segments: list[int] = []
    labels: list[bool] = []
    for number, group in enumerate(groups):
        for features, is_right in group:
            known = [index[name] for name in features if name in index]
            columns += known
            owners += [len(labels)] * len(known)
            segments.append(number)
            labels.append(is_right)
    column, owner, segment = np.array(columns), np.array(owners), np.array(segments)
    label = np.array(labels, dtype=float)
    starts = np.searchsorted(segment, np.arange(len(groups)))
    weight, mean, square = np.zeros(len(index)), np.zeros(len(index)), np.zeros(len(index))
    for step in range(1, ROUNDS + 1):
        score = np.bincount(owner, weights=weight[column], minlength=len(label))
        if is_choice:
            share = np.exp(score - np.maximum.reduceat(score, starts)[segment])
            share /= np.add.reduceat(share, starts)[segment]
            target = share * label
            target /= np.maximum(np.add.reduceat(target, starts)[segment], 1e-12)
        else:
            share, target = 1 / (1 + np.exp(-score)), label
        gradient = np.bincount(column, weights=(share - target)[owner], minlength=len(index)) + l2 * weight
        mean = 0.9 * mean + 0.1 * gradient
        square = 0.99 * square + 0.01 * gradient**2
        weight -= 0.1 * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return weights.Table((name, float(weight[at])) for name, at in index.items())


def speaker_groups(texts: Iterable[Text]) -> list[list[tuple[list[str], bool]]]:
    """Candidates of each quote of which one is right."""
    return [
        [(each.features, is_right) for each, is_right in zip(mentions, right, strict=True)]
        for text in texts
        for _, _, mentions, right in text.examples
        if any(right)
    ]


def quote_groups(texts: Iterable[Text], speakers: weights.Table) -> list[list[tuple[list[str], bool]]]:
    """Features of each stretch, and whether it is a quote."""
    groups = []
    for text in texts:
        for quotation, gold, mentions, _ in text.examples:
            if gold and gold.is_doubtful:
                continue
            index, margin, _ = weights.best([speakers.score(each.groups) for each in mentions])
            features = [*chain.from_iterable(quote_features(text.parsed, quotation, mentions[index], margin))]
            groups.append([(features, gold is not None)])
    return groups


def fit(texts: Sequence[Text], l2: float) -> tuple[weights.Table, weights.Table]:
    """Weights of speakers and of quotes, the latter with speakers that were fitted on the other half of the texts."""
    speakers = table(speaker_groups(_weighted(texts)), l2, is_choice=True)
    halves = _weighted(texts[::2]), _weighted(texts[1::2])
    by_half = [table(speaker_groups(half), l2, is_choice=True) for half in halves]
    groups = quote_groups(halves[0], by_half[1]) + quote_groups(halves[1], by_half[0])
    return speakers, table(groups, l2, is_choice=False)


def _weighted(texts: Iterable[Text]) -> list[Text]:
    return [text for text in texts for _ in range(_repeats(text))]


def _repeats(text: Text) -> int:
    if text.parsed.language == "en":
        return REPEATS_INVENTED if text.is_invented else REPEATS
    return REPEATS_OTHER


def write(name: str, fitted: weights.Table, source: str) -> None:
    """Write a table of weights."""
    kept = sorted((feature, weight) for feature, weight in fitted.items() if abs(weight) >= SMALLEST)
    lines = [
        f"# Fitted by scripts/fit_quotes.py from {source}",
        *(f"{weight:.2f}\t{feature}" for feature, weight in kept),
    ]
    (DATA / f"{name}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{name}: {len(kept)} weights")


def read(folder: Path, more: int = 314) -> list[Text]:
    """All texts; `more` of the second part of PolNeAR."""
    data = folder / "data"
    return [
        *polnear(data / "quotes.jsonl.gz"),
        *polnear(data / "quotes_more.jsonl.gz", more),
        *spanish(data / "quotes_es_dev.jsonl.gz"),
        *examples(folder / "examples" / "quotes_es_pt_fr_de.md"),
        *english_examples(folder / "examples" / "quotes_en.md"),
        *own_lines(Path(__file__).parent / "quote_training.txt"),
    ]


def cross_validate(texts: Sequence[Text], folds: int, l2: float) -> None:
    """Print how well texts are read that the weights are not fitted on, of each kind."""
    counts: dict[str, Counter[str]] = {}
    for fold in range(folds):
        speakers, quotes = fit([text for at, text in enumerate(texts) if at % folds != fold], l2)
        for text in texts[fold::folds]:
            kind = "invented " * text.is_invented + text.parsed.language
            counts.setdefault(kind, Counter()).update(_outcomes(text, speakers, quotes))
    for kind, count in sorted(counts.items()):
        answers, gold = count["hit"] + count["no quote"], count["hit"] + count["missed"]
        figures = (100 * count["hit"] / answers, 100 * count["hit"] / gold, 100 * count["right"] / count["hit"])
        joint = 200 * count["right"] / (answers + gold)
        print(f"{kind}: {gold} quotes", "P {:.1f}  R {:.1f}  speaker {:.1f}".format(*figures), f"joint {joint:.1f}")


def _outcomes(text: Text, speakers: weights.Table, quotes: weights.Table) -> Iterator[str]:
    for quotation, gold, mentions, right in text.examples:
        index, margin, _ = weights.best([speakers.score(each.groups) for each in mentions])
        is_quote = quotes.score(quote_features(text.parsed, quotation, mentions[index], margin)) > 0
        if is_quote:
            yield "hit" if gold else "no quote"
            if gold and (right[index] or not (gold.mentions or gold.names)):
                yield "right"
        elif gold and not gold.is_doubtful:
            yield "missed"


def main() -> None:
    """Fit and write both tables, or print what they are worth."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="folder of the evaluation data")
    parser.add_argument("--l2", type=float, default=4.0, help="strength of the regularisation")
    parser.add_argument("--date", default="", help="date that the tables name")
    parser.add_argument("--folds", type=int, help="only cross-validate in so many parts")
    options = parser.parse_args()
    texts = read(options.folder)
    if options.folds:
        cross_validate(texts, options.folds, options.l2)
        return
    speakers, quotes = fit(texts, options.l2)
    source = f"{len(texts)} annotated texts {options.date}".strip()
    write(weights.SPEAKERS, speakers, source)
    write(weights.QUOTES, quotes, source)


if __name__ == "__main__":
    main()
