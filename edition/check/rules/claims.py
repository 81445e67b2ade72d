"""Claims: each a statement with positions, evidence and a status, and contradictions on both sides."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from edition.check.rules.rule import Found, Rule
from edition.check.subject import Subject
from edition.model import Claim
from edition.tei.names import tei
from edition.tei.pointers import split_key


def _found(subject: Subject, claim: Claim, message: str) -> Found:
    return Found(split_key(claim.key)[0], subject.element(claim.key), "", message)


def _no_position(subject: Subject) -> Iterator[Found]:
    for claim in subject.edition.claims.values():
        if not claim.positions:
            yield _found(
                subject, claim, f"nobody holds a position on the claim {split_key(claim.key)[1]}"
            )


def _no_evidence(subject: Subject) -> Iterator[Found]:
    for claim in subject.edition.claims.values():
        statuses = {split_key(status)[1] for status in claim.statuses}
        if claim.evidence or any(position.evidence for position in claim.positions):
            continue
        if statuses & {"unverified", "prediction"}:
            continue
        yield _found(
            subject, claim, f"nothing is given as evidence on the claim {split_key(claim.key)[1]}"
        )


def _status(subject: Subject) -> Iterator[Found]:
    edition = subject.edition
    for claim in edition.claims.values():
        name = split_key(claim.key)[1]
        if not claim.statuses:
            yield _found(subject, claim, f"the claim {name} has no status")
        for status in claim.statuses:
            if (edition.resolve(status) or "") not in edition.categories:
                message = f"the claim {name} has the status “{split_key(status)[1]}”, which no taxonomy defines"
                file = split_key(claim.key)[0]
                yield Found(file, subject.element(claim.key), "ana", message)


def _one_sided(subject: Subject) -> Iterator[Found]:
    edition = subject.edition
    both = set()
    for relation in edition.relations:
        if relation.name == "contradicts":
            active = [edition.resolve(target) for target in relation.active]
            passive = [edition.resolve(target) for target in relation.passive]
            both |= {(one, other) for one in active for other in passive}
    for file, root in subject.roots():
        for element in root.iter(tei("relation")):
            if element.get("name") != "contradicts":
                continue
            context = subject.readings[file].context
            for one in map(edition.resolve, context.targets(element, "active")):
                for other in map(edition.resolve, context.targets(element, "passive")):
                    if one and other and (other, one) not in both:
                        names = split_key(one)[1], split_key(other)[1]
                        message = f"{names[0]} contradicts {names[1]}, and not the other way round"
                        yield Found(file, element, "", message)


_HEADER: Final = '<teiHeader><encodingDesc><classDecl><taxonomy xml:id="s"><category xml:id="qualified"/></taxonomy><taxonomy xml:id="t"><category xml:id="asserts"/></taxonomy></classDecl></encodingDesc></teiHeader>'
_CLAIM: Final = '{header}<standOff><listAnnotation type="claims"><annotation xml:id="c1" target="#p1" ana="{status}"><note type="statement">It was so.</note>{inner}</annotation></listAnnotation></standOff><p xml:id="p1">It was so.</p>'
_POSITION: Final = '<note type="position" ana="#asserts"><name type="holder">A.</name> says so. <bibl corresp="#b"/></note>'
_PLAIN: Final = '<note type="position" ana="#asserts"><name type="holder">A.</name> says so.</note>'
_RIGHT: Final = _CLAIM.format(header=_HEADER, status="#qualified", inner=_POSITION)
_RELATION: Final = (
    '<standOff><listAnnotation type="claims"><annotation xml:id="c1" target="#p1"/><annotation xml:id="c2" target="#p1"/>'
    '</listAnnotation><listRelation><relation name="contradicts" {}/></listRelation></standOff><p xml:id="p1">It was so.</p>'
)

RULES: Final = (
    Rule(
        "claim-position",
        "error",
        "A claim has no position: nobody asserts, disputes or qualifies it.",
        'Add a note of type "position" with its holder and @ana.',
        _CLAIM.format(header=_HEADER, status="#qualified", inner=""),
        _RIGHT,
        _no_position,
    ),
    Rule(
        "claim-evidence",
        "warning",
        "A claim has no evidence, neither of its own nor in a position, and is not called unverified.",
        "Name a source with bibl and @corresp, or give it the status “unverified”.",
        _CLAIM.format(header=_HEADER, status="#qualified", inner=_PLAIN),
        _RIGHT,
        _no_evidence,
    ),
    Rule(
        "claim-status",
        "error",
        "A claim has no status, or one that no taxonomy of the headers defines.",
        "Use a category of the taxonomy of statuses, or define it in classDecl.",
        _CLAIM.format(header=_HEADER, status="#sure", inner=_POSITION),
        _RIGHT,
        _status,
    ),
    Rule(
        "claim-mutual",
        "warning",
        "One claim is said to contradict another, and not the other way round.",
        "Write the relation with @mutual.",
        _RELATION.format('active="#c1" passive="#c2"'),
        _RELATION.format('mutual="#c1 #c2"'),
        _one_sided,
    ),
)
