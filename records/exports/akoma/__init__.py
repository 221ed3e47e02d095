"""A Record as Akoma Ntoso 3.0 (OASIS LegalDocML), a `statement`, and back again without loss.

What a reader reads stands in `preface` and `mainBody` and nowhere else: title, reference and marking, sections and
numbered paragraphs, the list of delegations. What the secretariat says of a paragraph (verbs, actors, addressees)
stands in `meta/analysis`; what has no element in Akoma Ntoso (facts of the meeting, figures, links, sources) in
`meta/proprietary`, in the namespace `OURS`. Identification and references repeat what others look for.

Identifiers follow the naming convention as the United Nations use it (AKN4UN), with two liberties: the jurisdiction in
an address is the process itself, and a paragraph's `eId` is its kind and its anchor (`para_p-7xk2m4qa`), so that it
stays when paragraphs move.
"""

from records.exports.akoma.read import from_akoma_ntoso
from records.exports.akoma.write import akoma_ntoso

__all__ = ["akoma_ntoso", "from_akoma_ntoso"]
