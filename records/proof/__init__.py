"""What lets others check a record without asking us: a tree of hashes over the ledger, signed heads of it, proofs.

`verify` is one file of the standard library alone; it travels with every archive and is what this package rests on.
"""
