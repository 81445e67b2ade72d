"""Suggestions in quarantine: kept beside the sources, apart from the text, until somebody has judged them.

The file is a W3C annotation collection (Web Annotation Data Model, 2017), ``proposals.jsonld``. No build reads
it, so that a machine's word is never printed as an editor's. What was refused is remembered.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple, get_args

from edition import __version__
from edition.annotate.suggest.records import Candidate, Suggestion
from edition.errors import UnreadableError
from edition.model import Edition

#: What became of a proposal.
Verdict = Literal["proposed", "accepted", "rejected"]

#: How the file is called.
FILE: Final = "proposals.jsonld"
_CONTEXT: Final = [
    "http://www.w3.org/ns/anno.jsonld",
    {
        "edition": "urn:tei-edition:",
        "verdict": "edition:verdict",
        "score": "edition:score",
        "method": "edition:method",
    },
]
#: Characters kept on each side of the words, to know them again.
_AROUND: Final = 32


class Proposal(NamedTuple):
    """A suggestion with what became of it.

    :ivar prefix: what stood before the words.
    :ivar suffix: what stood behind them.
    :ivar agent: what made it, with its version.
    :ivar date: when, ISO 8601.
    """

    suggestion: Suggestion
    prefix: str
    suffix: str
    agent: str
    date: str
    verdict: Verdict

    @property
    def id(self) -> str:
        """A name that the same proposal always has."""
        said = self.suggestion
        known = [said.passage, self.prefix, said.words, self.suffix, said.method]
        return f"urn:sha256:{hashlib.sha256(json.dumps(known).encode()).hexdigest()[:32]}"


def proposed(edition: Edition, suggestions: Iterable[Suggestion], date: str) -> list[Proposal]:
    """*suggestions* as proposals of this program, made on *date*."""
    made = []
    for suggestion in suggestions:
        text = edition.passages[suggestion.passage].text
        before = text[max(0, suggestion.start - _AROUND) : suggestion.start]
        after = text[suggestion.end : suggestion.end + _AROUND]
        agent = f"tei-edition {__version__}"
        made.append(Proposal(suggestion, before, after, agent, date, "proposed"))
    return made


def merged(known: Iterable[Proposal], new: Iterable[Proposal], file: str) -> list[Proposal]:
    """The *new* proposals for *file* with the verdicts that are *known*, and the known ones for other files.

    What waited for a verdict and is not proposed any more is dropped; verdicts stay.
    """
    verdicts = {proposal.id: proposal for proposal in known}
    fresh = {proposal.id: proposal for proposal in new}
    kept = [
        proposal
        for proposal in verdicts.values()
        if proposal.id not in fresh
        and (
            proposal.verdict != "proposed" or not proposal.suggestion.passage.startswith(f"{file}#")
        )
    ]
    now = [
        proposal._replace(
            verdict=verdicts[key].verdict, date=verdicts[key].date, agent=verdicts[key].agent
        )
        if key in verdicts
        else proposal
        for key, proposal in fresh.items()
    ]
    return [*kept, *now]


def written(proposals: Iterable[Proposal]) -> str:
    """*proposals* as the text of their file, in a fixed order."""
    ordered = sorted(proposals, key=lambda p: (p.suggestion.passage, p.suggestion.start, p.id))
    items = [_item(proposal) for proposal in ordered]
    collection = {
        "@context": _CONTEXT,
        "id": "urn:tei-edition:proposals",
        "type": "AnnotationCollection",
    }
    page = {
        "total": len(items),
        "first": {"type": "AnnotationPage", "startIndex": 0, "items": items},
    }
    return json.dumps(collection | page, ensure_ascii=False, indent=1) + "\n"


def read_proposals(path: Path) -> list[Proposal]:
    """The proposals at *path*; none if there is no such file.

    :raises UnreadableError: it cannot be used.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return [_proposal(item) for item in data["first"]["items"]]
    except FileNotFoundError:
        return []
    except (OSError, ValueError, KeyError, TypeError, IndexError) as error:
        raise UnreadableError(
            f"is no file of proposals: {error}",
            file=str(path),
            hint="Restore it; it remembers what was refused. Or delete it to begin anew.",
        ) from error


def _item(proposal: Proposal) -> dict[str, object]:
    said = proposal.suggestion
    file, _, anchor = said.passage.partition("#")
    bodies = [
        {"type": "SpecificResource", "purpose": "identifying", "source": target, "score": score}
        for target, score in said.candidates
    ]
    if said.element:
        bodies.append({"type": "TextualBody", "purpose": "tagging", "value": said.element})
    return {
        "id": proposal.id,
        "type": "Annotation",
        "motivation": "identifying",
        "creator": {"type": "Software", "name": proposal.agent},
        "created": proposal.date,
        "method": said.method,
        "verdict": proposal.verdict,
        "body": bodies,
        "target": {
            "source": file,
            "selector": {
                "type": "FragmentSelector",
                "value": anchor,
                "refinedBy": [
                    {
                        "type": "TextQuoteSelector",
                        "exact": said.words,
                        "prefix": proposal.prefix,
                        "suffix": proposal.suffix,
                    },
                    {"type": "TextPositionSelector", "start": said.start, "end": said.end},
                ],
            },
        },
    }


def _proposal(item: Mapping[str, Any]) -> Proposal:
    """The proposal that an *item* of the file is.

    :raises ValueError: its verdict is none.
    """
    quote, position = item["target"]["selector"]["refinedBy"]
    passage = f"{item['target']['source']}#{item['target']['selector']['value']}"
    if item["verdict"] not in get_args(Verdict):
        raise ValueError(f"{item['verdict']!r} is no verdict")
    tags = [body["value"] for body in item["body"] if body["type"] == "TextualBody"]
    candidates = tuple(
        Candidate(str(body["source"]), float(body["score"]))
        for body in item["body"]
        if body["type"] == "SpecificResource"
    )
    suggestion = Suggestion(
        passage,
        int(position["start"]),
        int(position["end"]),
        str(quote["exact"]),
        tags[0] if tags else "",
        candidates,
        str(item["method"]),
    )
    return Proposal(
        suggestion,
        str(quote["prefix"]),
        str(quote["suffix"]),
        str(item["creator"]["name"]),
        str(item["created"]),
        item["verdict"],
    )
