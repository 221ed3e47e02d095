"""The register: what happened to each recommendation, read out of issued records and kept for each ring of readers."""
