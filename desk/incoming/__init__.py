"""A text or a sign-in sheet brought into a meeting: what it says beside what is there, taken piece by piece."""
