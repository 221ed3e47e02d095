"""A proposal as an account for people: what `manage.py read_summary` prints without --json."""

from collections.abc import Iterator

from meetings.summary.proposal import Dates, Outcome, Proposal


def account(proposal: Proposal) -> str:
    """The proposal in words, one fact a line, what is not yet filed last."""
    return "\n".join(_lines(proposal))


def _lines(proposal: Proposal) -> Iterator[str]:
    place = ", ".join(filter(None, (proposal.location.city, proposal.location.country, proposal.location.format)))
    number = f" {proposal.ordinal}" if proposal.ordinal else ""
    yield f"Title: {proposal.title or 'not known'}"
    yield f"Series: {proposal.series or 'not known'}{number}"
    yield f"Place: {place or 'not known'}"
    yield f"Date: {_dates(proposal.dates)}"
    for host in proposal.hosts:
        yield f"Host: {host.participant or 'not known'} ({host.basis})"
    if proposal.purpose:
        yield f"Purpose: {proposal.purpose}"
    for link in proposal.links:
        yield f"Link: {link.relation} {link.title}, {link.date or 'date not known'}"
    yield f"Attendance: {len(proposal.attendance)}"
    for row in proposal.attendance:
        near = f"; near: {', '.join(row.suggestions)}" if row.suggestions else ""
        unsure = f"; confidence {row.confidence:.2f}" if row.confidence < 1 else ""
        yield f"  {row.as_written}: {row.kind}, {row.capacity}, {row.presence}{unsure}{near}"
    for figure in proposal.figures:
        yield f"Figure: {figure.text}"
    yield f"Outcomes: {len(proposal.outcomes)}"
    for outcome in proposal.outcomes:
        yield from _outcome(outcome, "  ")
    yield f"Recommendations: {len(proposal.recommendations)}"
    for item in proposal.recommendations:
        to = f" [{item.verb or 'no verb'}; to {', '.join(item.addressees) or 'nobody named'}]"
        yield f"  R{item.number} {item.text}{to}"
    for abbreviation in proposal.abbreviations:
        yield f"Abbreviation: {abbreviation.short} = {abbreviation.long}"
    yield f"Text not yet filed: {len(proposal.unplaced)}"
    yield from (f"  {words}" for words in proposal.unplaced)


def _dates(dates: Dates) -> str:
    if dates.starts is None:
        return "not known"
    if dates.days:
        return " and ".join(dates.days)
    return dates.starts if dates.starts == dates.ends else f"{dates.starts} to {dates.ends}"


def _outcome(outcome: Outcome, margin: str) -> Iterator[str]:
    if outcome.heading:
        yield f"{margin}{outcome.heading}"
    yield f"{margin}{outcome.number} {outcome.text}"
    for child in outcome.children:
        yield from _outcome(child, margin + "  ")
