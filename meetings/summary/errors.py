"""The one way in which the reader refuses: a sentence for the person who handed the text in."""


class SummaryError(ValueError):
    """The input is no text that can be read. The message says what is wrong and what to do."""
