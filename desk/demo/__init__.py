"""The demonstration: accounts everybody may use, and a strategy in two drafts. Never in production."""
