"""The addresses of a static DTS: templates of paths, and the files that they lead to.

``{;down}`` is a trap: libraries differ in whether they write a zero (RFC 6570 does), so what is asked for
with ``down=0`` is at two addresses.
"""

from __future__ import annotations

from dataclasses import dataclass

#: The folder of the edition's pages that all this lies in.
FOLDER = "dts"


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where everything is.

    :ivar base: the address of the edition, with a slash at its end.
    """

    base: str

    def of(self, path: str) -> str:
        """The address of the file at *path* below the folder."""
        return f"{self.base}{FOLDER}/{path}"

    @property
    def collection(self) -> str:
        """The template of collections."""
        return self.of("collection{/id,nav}/index.jsonld")

    def collection_of(self, name: str) -> str:
        """The template of one collection or resource."""
        return self.of(f"collection/{name}{{/nav}}/index.jsonld")

    def navigation(self, name: str = "{resource}") -> str:
        """The template of navigation in one text, or in any."""
        return self.of(f"navigation/{name}{{/ref,start,end}}{{;tree,down}}.jsonld")

    def document(self, name: str = "{resource}") -> str:
        """The template of passages of one text, or of any."""
        return self.of(f"document/{name}{{/ref,start,end}}{{;tree}}.xml")


def navigation_paths(
    name: str, references: tuple[str, ...], tree: str, down: int | None
) -> tuple[str, ...]:
    """The files that answer one question to the navigation endpoint; two if it asks for zero.

    :param references: none, one (``ref``) or two (``start`` and ``end``).
    :param tree: "" for the default one.
    """
    place = f"navigation/{'/'.join((name, *references))}{_parameter(tree)}"
    if down is None:
        return (f"{place}.jsonld",)
    if down == 0:
        return f"{place};down=0.jsonld", f"{place};down.jsonld"
    return (f"{place};down={down}.jsonld",)


def document_path(name: str, references: tuple[str, ...], tree: str) -> str:
    """The file of a passage, of a run of passages, or of the whole text."""
    return f"document/{'/'.join((name, *references))}{_parameter(tree)}.xml"


def _parameter(tree: str) -> str:
    return f";tree={tree}" if tree else ""
