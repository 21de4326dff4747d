"""Uploaded files: what kind they are, whether they bear a secrecy mark, where they lie."""
