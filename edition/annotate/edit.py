"""What an edit is, and the proof that it does what it says and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from edition.check.findings import Finding
from edition.errors import EditionError
from edition.model.read import Reading, read
from edition.tei.names import tei
from edition.tei.parse import Document, parse
from edition.tei.splice import Splice, spliced
from edition.tei.text import copy_text

#: What says whether a file is valid: the findings of a document. :mod:`edition.check` has such functions.
Validator = Callable[[Document], Iterable[Finding]]

_OURS: Final = "This is a fault of tei-edition: please report it with the file."


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of one file: bytes that give way to others, and what this is to do.

    :ivar file: path of the file below the source folder.
    :ivar splices: the bytes; their offsets are those of the file as it was read.
    :ivar title: what it does, as an imperative ("Tag “Moscow” in p4 as placeName").
    :ivar ids: ids that it gives.
    :ivar freed: ids that it takes out.
    :ivar readings: for passages whose words it changes, what they are afterwards, by id.
    """

    file: str
    splices: tuple[Splice, ...]
    title: str
    ids: frozenset[str] = frozenset()
    freed: frozenset[str] = frozenset()
    readings: Mapping[str, str] = field(default_factory=dict)

    def data(self, before: bytes) -> bytes:
        """The file with the edit made. See :func:`proven` for whether it may be."""
        return spliced(before, self.splices)


def proven(reading: Reading, edit: Edit, validator: Validator | None = None) -> bytes:
    """The bytes of the file of *reading* with *edit* made, having seen what they say.

    Every passage must read as before, but for those that the edit is to change, which must read as it says;
    ids must be those there were, the new ones, and no others.

    :param validator: refuses what it finds in the new file and not in the old one.
    :raises EditionError: the edit would do something else, or the result is not valid.
    """
    data = edit.data(reading.document.data)
    try:
        document = parse(data, reading.document.name)
    except EditionError as error:
        message = f"with the edit the file could not be read: {error.message}"
        raise EditionError(message, file=edit.file, line=error.line, hint=_OURS) from error
    after = read(document)
    _same_ids(reading, after, edit)
    _same_words(reading, after, edit)
    if validator is not None:
        _as_valid(reading.document, document, edit, validator)
    return data


def _same_ids(before: Reading, after: Reading, edit: Edit) -> None:
    expected = (set(before.part.ids) - edit.freed) | edit.ids
    twice = dict(after.part.duplicate_ids).keys() - dict(before.part.duplicate_ids).keys()
    if twice:
        name = min(twice)
        raise EditionError(
            f"the id {name!r} would be given twice",
            file=edit.file,
            hint="Choose another; an id belongs to one place for good.",
        )
    if set(after.part.ids) != expected:
        differing = ", ".join(sorted(set(after.part.ids) ^ expected))
        raise EditionError(f"the edit would change ids: {differing}", file=edit.file, hint=_OURS)


def _same_words(before: Reading, after: Reading, edit: Edit) -> None:
    old = {passage.id: passage.text for passage in before.part.passages}
    new = {passage.id: passage.text for passage in after.part.passages}
    for identifier, text in old.items():
        if identifier in edit.freed:
            continue
        if new.get(identifier) != edit.readings.get(identifier, text):
            message = f"the edit would change the words of {identifier}; nothing was written"
            raise EditionError(message, file=edit.file, hint=_OURS)
    if edit.readings and _copy(before.document) != _copy(after.document):
        message = "the edit would change what the copy has; nothing was written"
        raise EditionError(message, file=edit.file, hint=_OURS)
    added = new.keys() - old.keys() - edit.ids
    if added:
        message = f"the edit would make passages: {', '.join(sorted(added))}"
        raise EditionError(message, file=edit.file, hint=_OURS)


def _copy(document: Document) -> list[str] | None:
    """What the copies of the texts have; None where a space has a size that is no number."""
    try:
        return [copy_text(text) for text in document.root.iter(tei("text"))]
    except ValueError:
        return None


def _as_valid(before: Document, after: Document, edit: Edit, validator: Validator) -> None:
    """See that *validator* finds nothing in *after* that it did not find in *before*."""
    known = {(finding.code, finding.message) for finding in validator(before)}
    for finding in validator(after):
        if (finding.code, finding.message) not in known:
            raise EditionError(
                f"{edit.title}: the schema does not allow it: {finding.message}",
                file=edit.file,
                line=finding.line or None,
                column=finding.column or None,
                hint=finding.hint or "Choose another element, or other words.",
            )
