"""The JSON Schema of all JSON output, generated from the dataclasses.

Descriptions are the docstrings under the fields, and properties include those in `SHOWN`, which schemas made by msgspec
have not. Fields may be added to the output, never changed, so the schema allows further fields unless it is strict.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
import types
import typing
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from functools import cache
from itertools import pairwise
from typing import Any, Literal, cast

from briefing.errors import UsageError, did_you_mean
from briefing.model import (
    SCHEMA,
    Article,
    ArticleRef,
    Brief,
    Briefing,
    FeedReport,
    Finding,
    JournalEntry,
    KeyQuote,
    Line,
    Rehearsal,
    SearchHit,
    Summary,
    SyncReport,
    SyncStatus,
    ThreadRow,
)
from briefing.render.json_documents import OF_A_STORE, OF_A_THREAD

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_PLACE: Schema = {
    "article_id": {"type": "string", "description": "Id of the article of the first source."},
    "start": {"type": "integer", "description": "Offset of the first code point of the text in that article."},
    "end": {"type": "integer", "description": "Offset past the last code point."},
}
_LOCATION: Schema = {"type": "string", "description": "File or address it was read from, or `-`."}
_PRUNED: Schema = {
    "threads": {"type": "integer", "description": "Number of deleted threads."},
    "articles": {"type": "integer", "description": "Number of their articles."},
    "kept": {
        "type": "object",
        "additionalProperties": {"type": "integer"},
        "description": "Number of old threads that are kept, by reason.",
    },
    "bytes_before": {"type": "integer", "description": "Size of the store before, in bytes."},
    "bytes_after": {"type": "integer", "description": "Size of the store afterwards, in bytes."},
    "rehearsed": {"type": "boolean", "description": "Whether nothing was deleted (`--dry-run`)."},
}
_PLAIN: dict[Any, Schema] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    type(None): {"type": "null"},
    datetime: {"type": "string", "format": "date-time"},
}
_ONLY_STORED = {"fetched", "source_id"}


def schema(name: str = "", *, strict: bool = False) -> Schema:
    """Schema of one document or line by its name, or of all of them.

    Args:
        name: one of `names()`; empty for all.
        strict: whether to refuse unknown fields.

    Raises:
        UsageError: unknown name.
    """
    maker = _Maker(strict)
    documents = maker.documents()
    if name and name not in documents:
        hint = did_you_mean(name, documents, f"choose one of {', '.join(documents)}")
        raise UsageError(f"schema: {name}: no such document; {hint}")
    selected = {name: documents[name]} if name else documents
    body: Schema = documents[name] if name else {"anyOf": [{"$ref": f"#/$defs/{key}"} for key in selected]}
    definitions = {**({} if name else documents), **maker.definitions}
    title = f"{SCHEMA} {name}".strip()
    return {"$schema": DIALECT, "$id": f"urn:{SCHEMA.replace('/', ':')}{name and ':' + name}", "title": title} | {
        **body,
        "$defs": dict(sorted(definitions.items())),
    }


def names() -> tuple[str, ...]:
    """Names of documents (`--json`) and lines (`--format jsonl`)."""
    return tuple(_Maker(False).documents())


class _Maker:
    """Builds schemas and collects the definitions they refer to."""

    def __init__(self, strict: bool) -> None:
        self.strict = strict
        self.definitions: dict[str, Schema] = {}

    def documents(self) -> dict[str, Schema]:
        """Schemas of all outputs, by name."""
        quote, line = self._placed(KeyQuote), self._placed(Line)
        row, brief, summary, text = self._ref(ThreadRow), self._ref(Brief), self._summary(quote, line), self._document()
        feed, finding, change = self._ref(FeedReport), self._ref(Finding), self._ref(JournalEntry)
        hit = self._hit()
        rule = self._object(self._properties(Rehearsal) | {"hits": _array(hit), "muted": _array(row)})
        window = {name: self._properties(Briefing)[name] for name in ("generated_at", "since")}
        return {
            "briefing": self._object(self._properties(Briefing), "daily --json"),
            "briefing-line": self._line(self._properties(Brief) | window, "daily --format jsonl"),
            "threads": self._document_of("threads", row, "threads --json, split --json, join --json"),
            "threads-line": self._line(self._properties(ThreadRow), "threads --format jsonl"),
            "thread": self._object(self._marked({"brief": brief}), "thread --json, archive show --json"),
            "thread-line": self._line(self._properties(Brief), "thread --format jsonl"),
            "quotes": self._document_of("quotes", quote, "quotes --json, archive quotes --json"),
            "quotes-line": self._line(quote["properties"], "quotes --format jsonl"),
            "hits": self._document_of("hits", hit, "search --json"),
            "hits-line": self._line(hit["properties"], "search --format jsonl"),
            "rules": self._document_of("rules", rule, "rules test --json"),
            "rules-line": self._line(rule["properties"], "rules test --format jsonl"),
            "summaries": self._object(
                self._marked({"documents": _array(summary), "lines": _array(line)}), "summarize --json"
            ),
            "summaries-line": self._line(summary["properties"], "summarize --format jsonl"),
            "documents": self._document_of("documents", text, "extract --json"),
            "documents-line": self._line(text["properties"], "extract --format jsonl"),
            "feeds": self._document_of("feeds", feed, "feeds list --json, feeds bundles --json, feeds check --json"),
            "feeds-line": self._line(self._properties(FeedReport), "feeds list --format jsonl"),
            "findings": self._document_of("findings", finding, "doctor --json"),
            "findings-line": self._line(self._properties(Finding), "doctor --format jsonl"),
            "sync": self._object(
                self._marked(
                    {"sync": self._ref(SyncStatus), "done": {"anyOf": [self._ref(SyncReport), {"type": "null"}]}}
                ),
                "sync --json",
            ),
            "sync-line": self._line(self._properties(SyncStatus), "sync --format jsonl"),
            "pruned": self._object(self._marked({"pruned": self._object(_PRUNED)}), "prune --json"),
            "pruned-line": self._line(_PRUNED, "prune --format jsonl"),
            "changes": self._document_of("changes", change, "mark --json, undo --json"),
            "changes-line": self._line(self._properties(JournalEntry), "undo --list --format jsonl"),
        }

    def _document_of(self, name: str, item: Schema, command: str) -> Schema:
        return self._object(self._marked({name: _array(item)}), command)

    def _line(self, properties: Schema, command: str) -> Schema:
        return self._object(self._marked(properties), command)

    def _marked(self, properties: Schema) -> Schema:
        return {"schema": {"const": SCHEMA}, **properties}

    def _object(self, properties: Schema, description: str = "") -> Schema:
        made: Schema = {"type": "object"} | ({"description": description} if description else {})
        made |= {"properties": properties, "required": sorted(properties)}
        return made | ({"additionalProperties": False} if self.strict else {})

    def _placed(self, cls: type) -> Schema:
        """Schema of a value with the offsets of its text."""
        return self._object(_PLACE | self._properties(cls), inspect.getdoc(cls) or "")

    def _hit(self) -> Schema:
        own, article, line = (self._properties(cls) for cls in (SearchHit, ArticleRef, Line))
        own["article"] = self._object({k: v for k, v in article.items() if k not in OF_A_THREAD})
        del own["line"]
        return self._object(_PLACE | {"text": line["text"]} | own, inspect.getdoc(SearchHit) or "")

    def _summary(self, quote: Schema, line: Schema) -> Schema:
        own, reference = self._properties(Summary), self._properties(ArticleRef)
        reference = {k: v for k, v in reference.items() if k not in OF_A_STORE}
        article = self._object(reference | {"location": _LOCATION})
        quotes = {"quotes": _array(quote), "other_quotes": _array(quote)}
        contents = {"articles": _array(article), "lines": _array(line), **quotes}
        named = {"id": own["id"], "title": own["title"], **contents, "shortfall": own["shortfall"]}
        return self._object(named, inspect.getdoc(Summary) or "")

    def _document(self) -> Schema:
        own = {name: value for name, value in self._properties(Article).items() if name not in _ONLY_STORED}
        return self._object(own | {"location": _LOCATION}, inspect.getdoc(Article) or "")

    def _properties(self, cls: type) -> Schema:
        hints, docs = typing.get_type_hints(cls), _field_docs(cls)
        made = {}
        for field in fields(cast(Any, cls)):
            value = {"const": SCHEMA} if field.name == "schema" else self._of(hints[field.name])
            made[field.name] = value | ({"description": docs[field.name]} if field.name in docs else {})
        for name in getattr(cls, "SHOWN", ()):
            shown = getattr(cls, name)
            hint = typing.get_type_hints(shown.fget)["return"]
            made[name] = self._of(hint) | {"description": " ".join(str(shown.__doc__).split())}
        return made

    def _ref(self, cls: type) -> Schema:
        if cls.__name__ not in self.definitions:
            self.definitions[cls.__name__] = {}  # ends the recursion of types that contain themselves
            made = self._object(self._properties(cls), inspect.getdoc(cls) or "")
            self.definitions[cls.__name__] = made
        return {"$ref": f"#/$defs/{cls.__name__}"}

    def _of(self, hint: Any) -> Schema:
        """Schema of a type as `public_data` writes it."""
        origin, arguments = typing.get_origin(hint), typing.get_args(hint)
        if is_dataclass(hint):
            return self._ref(cast(type, hint))
        if origin is Literal:
            return {"enum": list(arguments)}
        if origin is tuple:
            several = arguments[-1] is Ellipsis
            return _array(self._of(arguments[0])) if several else _row([self._of(each) for each in arguments])
        if origin is Mapping:
            return {"type": "object", "additionalProperties": self._of(arguments[1])}
        if origin in (types.UnionType, typing.Union):
            return {"anyOf": [self._of(argument) for argument in arguments]}
        return dict(_PLAIN[hint])


def _array(item: Schema) -> Schema:
    return {"type": "array", "items": item}


def _row(items: list[Schema]) -> Schema:
    return {"type": "array", "prefixItems": items, "items": False}


@cache
def _field_docs(cls: type) -> dict[str, str]:
    """Docstrings under the fields of a dataclass; empty if its source is not available."""
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(cls)))
    except (OSError, TypeError, SyntaxError):
        return {}
    body = cast(ast.ClassDef, tree.body[0]).body
    docs = {}
    for field, doc in pairwise(body):
        if (
            isinstance(field, ast.AnnAssign)
            and isinstance(field.target, ast.Name)
            and isinstance(doc, ast.Expr)
            and isinstance(doc.value, ast.Constant)
            and isinstance(doc.value.value, str)
        ):
            docs[field.target.id] = " ".join(doc.value.value.split())
    return docs
