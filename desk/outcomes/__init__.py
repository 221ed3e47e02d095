"""Paragraphs while they are written: split, merged, turned from outcome to recommendation and back, withdrawn."""
