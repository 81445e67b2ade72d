"""One large text on many pages: where it is cut, under which names, and where old links lead."""

from __future__ import annotations
