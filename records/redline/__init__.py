"""Changes marked: what was put in, taken out and moved between two texts, two lists of paragraphs, two records.

Pure: no models, no settings, no clock. One mechanism for every screen and sheet that shows changes:

- `words(old, new)` → steps; `apply(old, steps)` gives the new text exactly, whatever the two texts are;
- `align(old, new)` → pairs of paragraphs in reading order, moved ones found;
- `compare(old, new)` → `Changes` between two Records.

Every part takes time linear in the length of what it is given, also where the input was made to be slow.
"""

from records.redline.paragraphs import Block, Pair, align
from records.redline.records import compare
from records.redline.values import Changes
from records.redline.words import Step, apply, words

__all__ = ["Block", "Changes", "Pair", "Step", "align", "apply", "compare", "words"]
