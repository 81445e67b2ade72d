"""Annotations of other programs: read, applied, refused or queued; and written for them."""
