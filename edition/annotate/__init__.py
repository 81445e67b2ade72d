"""Edits of TEI files: each a splice of bytes that changes what was meant and nothing else."""
