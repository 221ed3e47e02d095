"""Who attended, as what, and who did not: reads the sentences and lists that tell it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from meetings.summary.cues import Cue, cues_in, heads_in, role_of, roles_in_brackets
from meetings.summary.dates import dates_in
from meetings.summary.draft import Draft
from meetings.summary.item import Item
from meetings.summary.items import is_group_break, items_in
from meetings.summary.meanings import meaning_of
from meetings.summary.patterns import pattern, seldom
from meetings.summary.persons import POST_WORDS
from meetings.summary.proposal import Attending, Figure, Presence
from meetings.summary.words import NUMBER, number_of

# No list of names is longer. Of long lists a summary has a few: a text with many is none, and is not read word by word.
_LONGEST = 5_000
_LONG = 1_200

_FIGURE = seldom(
    (
        rf"(?<![\w.,])(?:(?:more than|over|about|around|approximately|nearly|almost|some|at least"
        rf"|a total of|up to|close to|all)\s+)?(?P<count>{NUMBER})\+?\s+(?:of\s+(?:the|its|our)\s+"
        rf"(?:{NUMBER}\s+)?)?"
        r"(?P<of>(?:(?!(?:and|of|from|to|in)\b)[A-Za-z'-]+\s+){0,5}?"
        r"(?:participants?|delegates?|representatives?|delegations?|attendees|people|persons?|countries"
        r"|country|states?|members?|economies|territories|nations|organi[sz]ations?|agencies"
        r"|observers?|ministers?|officials?|experts?|practitioners|officers|investigators|prosecutors|trainers"
        r"|governments?|partners?|bodies|guests?"
        r"|jurisdictions|institutions)"
        r"(?:\s+(?:states|countries|organi[sz]ations|economies|delegations))?(?:\s+and\s+(?:territories"
        r"|economies|organi[sz]ations|experts|jurisdictions|agencies)(?!\s*\())?)\b"
    ),
    re.IGNORECASE,
)
# "brought together | officials in charge of livestock | and migration from Fiji"
_PEOPLE_FROM = pattern(
    r"(?:[a-z-]+\s+){0,3}?(?:officials|ministers|officers|experts|delegates|delegations|representatives|heads"
    r"|chiefs|directors"
    r"|secretaries|commissioners|practitioners|participants|specialists|prosecutors|leaders|teams|colleagues)\b"
)
_SPEAKING_FOR = pattern(r"\b(?:speaking|acting|answering|signing)\s+(?:also\s+)?(?:for|on behalf of)\s+(?:the\s+)?$")
_DASHED_ROLE = pattern(
    r"\s+[–-]\s+(?:the\s+)?(?P<role>co-?chair|chair|host|observer|guest)(?:person|man)?(?=\s*(?:[,;)\n.]|$))",
    re.IGNORECASE,
)
_CROSSED = pattern(r"\s*[✗✘](?:\s*\(([^()\n]{3,40})\))?")
_OWN_VERB = pattern(r"\b(?:was|were|are|is|included?|came|sat|sent|had|spoke|[a-z]{3,}ed)\b")
_LABEL_ENDS = pattern(r"[^:;.()\n]{0,60}:\s")
_SMALL = pattern(r"\s*(?:[a-z]+\s+)*")
_HEAD_BEFORE = pattern(r"(?<![\w-])(?:observers?|guests?|partner)\s(?:[a-z]+\s)?(?:the\s)?$", re.IGNORECASE)
# "A, B (C sent apologies)" tells of another.
_BRACKET = pattern(
    r"\s*[(\[](?![A-Z][\w -]{1,30}\s(?:sent|was|were|did|could|had|tendered|gave|joined|came"
    r"|attended)\b)([^()\[\]\n]{3,40})[)\]]"
)
_SIZE = pattern(r"\s*\((?P<count>\d{1,3})\)")
# "Mr A attended for the IOM": the IOM came.
_FOR_ANOTHER = pattern(
    r"\s*,?\s*(?:also\s+)?(?:attended|participated|took part|spoke|joined|was present)?\s*(?:for|on behalf of"
    r"|representing)\s+"
    r"(?:the\s+)?[A-Z]"
)
# "Fiji, an observer state, was represented"
_APPOSED_ROLE = pattern(
    r"(?:an?|the)?\s*(?:[\w-]+\s+){0,3}?(observer|guest)s?(?:\s+[Ss]tates?|\s+countr(?:y|ies)|\s+organi\w+)?"
)
_ROLE_AHEAD = seldom(
    r"\b(?:the|their|our|its|with)\s+(?P<role>co-?chair|chair|host)(?:\s+(?:country|state|government"
    r"|nation))?\s*,?\s*(?:the\s+)?"
    rf"(?:{POST_WORDS}\s+(?:of|for)\s+(?:the\s+)?)?$",
    re.IGNORECASE,
)
_BODY_CAPACITY = pattern(r"\bCo-Managers?\b", re.IGNORECASE)


@dataclass(slots=True)
class Role:
    """What a cue says of a name it governs."""

    capacity: str | None
    presence: Presence


def read_attendance(draft: Draft, start: int, end: int, *, is_strict: bool = False, heading: Cue | None = None) -> bool:
    """Reads one sentence or list. False, and nothing taken, where it tells of no attendance.

    `is_strict` is for places where other things are told: a known name and a verb of attending are asked for.
    `heading` leads the names below it.
    """
    if end - start > _LONGEST or (end - start > _LONG and draft.long_lists_left == 0):
        return False
    text = draft.text
    cues = [heading, *cues_in(text, heading.end, end)] if heading else cues_in(text, start, end)
    if not cues:
        return False
    draft.long_lists_left -= end - start > _LONG
    figures = [match for match in _FIGURE.finditer(text, start, end) if not _inside_any(match.start(), cues)]
    dates = [(written.start, written.end) for written in dates_in(text, start, end)]
    dates += [(span.start, span.end) for span in draft.ledger.within(start, end)]
    taken = [(cue.start, cue.end) for cue in cues] + [match.span() for match in figures] + dates
    items = items_in(text, start, end, draft.names, taken, guesses=draft.guesses_left)
    for item in items:
        # "17 countries | of the region | as well as Japan"
        between = (text[match.end() : item.start] for match in figures if 0 <= item.start - match.end() < 30)
        is_people = _PEOPLE_FROM.match(text, item.start, item.end) is not None
        item.is_rest_of_figure = is_people or (
            text[item.start : item.end].islower() and any(map(_SMALL.fullmatch, between))
        )
        # "– from the Black Sea region and Central Asia: Georgia, …"
        item.is_label = item.kind == "other" and _LABEL_ENDS.match(text, item.end, end) is not None
    governed = _govern(text, items, cues)
    if not _is_telling(governed, figures, cues, is_strict=is_strict):
        return False
    for match in figures:
        _add_figure(draft, match)
    for item, role in governed:
        if item.participant is not None:
            draft.told_alone.discard(item.participant.slug)
        add(draft, item, Role(role.capacity, bracketed_presence(text, item) or role.presence))
        _add_size(draft, item)
    return True


def _inside_any(at: int, cues: Sequence[Cue]) -> bool:
    return any(cue.start <= at < cue.end and cue.side == "tail" for cue in cues)


def _is_telling(
    governed: list[tuple[Item, Role]], figures: list[re.Match[str]], cues: list[Cue], *, is_strict: bool
) -> bool:
    known = sum(item.participant is not None and item.participant.kind != "collective" for item, _ in governed)
    strong = any((cue.side == "lead" or cue.is_finite) and not cue.is_weak for cue in cues)
    if not strong and any(cue.is_weak for cue in cues) and not is_strict:
        return known >= 2 or bool(figures)
    if is_strict:
        return known >= 1 and strong
    return bool(governed and (known or strong)) or bool(figures and strong)


def _govern(text: str, items: list[Item], cues: list[Cue]) -> list[tuple[Item, Role]]:
    """The names of a sentence, each with what the cue that governs it says.

    A tail governs the unbroken run of names before it; behind a lead only its own subject. A lead governs the names
    after it that no tail has taken. A bracket such as "(observer)" governs the one name before it.
    """
    roles: dict[int, Role] = {}
    # "All except A and B attended": the exception is heard before the verb.
    for cue in sorted(cues, key=lambda cue: (not cue.is_except, cue.side == "lead")):
        governed = _objects(items, cue, cues) if cue.side == "lead" else _subjects(text, items, cue, cues)
        for at in governed:
            roles.setdefault(at, Role(cue.capacity, cue.presence))
    _apply_heads(text, items, cues, roles)
    for at, item in enumerate(items):
        role = item.role or bracketed_role(text, item) or _role_ahead(text, item)
        if role is None and at in roles and roles[at].capacity is None:
            role = _role_aside(text, items[at + 1 : at + 2])
        if role and at in roles:
            roles[at] = Role(role, roles[at].presence)
    return [
        (items[at], role)
        for at, role in sorted(roles.items())
        if items[at].kind in ("name", "person")
        and not _leads_to_its_own(items, at)
        and not (items[at].kind == "person" and _FOR_ANOTHER.match(text, items[at].end))
    ]


def _leads_to_its_own(items: list[Item], at: int) -> bool:
    """ "The Steering Group – A, B and C –": a body that stands for those named behind it."""
    participant = items[at].participant
    is_body = participant is not None and participant.kind == "body"
    if participant is not None and not participant.iso and at + 2 < len(items) and items[at + 1].before == "(":
        # "the Council of the Gulf (Bahrain, Kuwait and Oman)"
        is_body = all(one.participant is not None and one.participant.iso for one in items[at + 1 : at + 3])
    return is_body and at + 1 < len(items) and items[at + 1].kind == "name" and items[at + 1].before in ("–", "(", ":")


def _role_ahead(text: str, item: Item) -> str | None:
    """ "With their host, the Foreign Minister of Fiji", "including the host Fiji"."""
    ahead = _ROLE_AHEAD.search(text, max(0, item.start - 100), item.start)
    return role_of(ahead["role"]) if ahead else None


def _role_aside(text: str, after: list[Item]) -> str | None:
    """ "Samoa, with whom the chair is shared, and Fiji": what is put in behind a name."""
    aside = text[after[0].start : after[0].end] if after and after[0].kind in ("aside", "other") else ""
    if aside and after[0].kind == "other":
        role = _APPOSED_ROLE.fullmatch(aside)
        return role[1] if role and after[0].before == "," else None
    return meaning_of(aside).capacity if aside else None


def _apply_heads(text: str, items: list[Item], cues: list[Cue], roles: dict[int, Role]) -> None:
    """ "Delegates from A and B, observers from C": where no cue gives a capacity, the word before the names does."""
    if not items:
        return
    first = min(items[0].start, cues[0].start)
    # "Observer countries Canada, …": the words before a name are no part of its item.
    before = _HEAD_BEFORE.search(text, max(0, first - 60), first)
    heads = heads_in(text, before.start() if before else first, items[-1].end)
    for at, role in roles.items():
        start = items[at].start
        head = max((head for head in heads if head[0] <= start), default=None, key=lambda head: head[0])
        if head and role.capacity is None and not any(head[0] <= cue.start < start for cue in cues):
            role.capacity = head[1]


def _subjects(text: str, items: list[Item], cue: Cue, cues: list[Cue]) -> list[int]:
    """The items of which a tail speaks, from right to left."""
    floor = max((other.end for other in cues if other.end <= cue.start and not other.is_except), default=0)
    has_lead = any(other.side == "lead" and other.end <= cue.start for other in cues)
    last_lead = any(other.side == "lead" and other.end == floor for other in cues)
    subjects: list[int] = []
    ands = 0
    for at in range(len(items) - 1, -1, -1):
        item = items[at]
        if item.start >= cue.start:
            continue
        if _is_apposed(items, at, subjects, cue):
            continue
        if item.end <= floor or item.kind == "other" or (item.goes_on and (subjects or not cue.is_finite)):
            break
        if item.kind == "aside":
            continue
        subjects.append(at)
        ands += item.before in ("and", "&")
        names = sum(items[one].kind in ("name", "person") for one in subjects)
        if cue.is_one and names == 1 and (has_lead or (item.kind == "name" and cue.is_finite)):
            break
        if _begins_clause(text, item, cue, floor) or (
            (has_lead or item.before == "with") and is_group_break(item.before)
        ):
            break
        if last_lead and cue.is_finite and ands == 2:
            break
    return subjects


def _begins_clause(text: str, item: Item, cue: Cue, floor: int) -> bool:
    """ "Agencies were IOM and ILO; | the AU observed", "A, B (| C sent apologies)": the tail speaks of no other."""
    if item.before == ";":
        mark = text.rfind(";", floor, item.start)
        return _OWN_VERB.search(text, max(floor, text.rfind(";", floor, mark)), mark) is not None
    if item.before == "(":
        return ")" not in text[item.start : cue.start]
    # "Cambodia, speaking also for | Lao PDR, which could not attend"
    return _SPEAKING_FOR.search(text, max(floor, item.start - 40), item.start) is not None


def _is_apposed(items: list[Item], at: int, subjects: list[int], cue: Cue) -> bool:
    """ "Tonga, the voice of the small islands, unable to attend": what stands between a name and its tail."""
    is_between = at > 0 and items[at].kind == "other" and items[at - 1].kind == "name" and not subjects
    return is_between and (cue.is_finite or cue.presence != "present") and items[at].before in (",", ", the")


def _objects(items: list[Item], cue: Cue, cues: list[Cue]) -> list[int]:
    """The items to which a lead leads, up to the next lead or to something that is no name."""
    ceiling = min(
        (other.start for other in cues if (other.side == "lead" or cue.is_except) and other.start >= cue.end),
        default=None,
    )
    objects: list[int] = []
    for at, item in enumerate(items):
        if item.start < cue.end:
            continue
        if ceiling is not None and item.start >= ceiling:
            break
        if item.kind == "other":
            if item.is_label or (not objects and item.is_rest_of_figure):
                continue
            if at + 1 < len(items) and items[at + 1].before == "(" and items[at + 1].kind == "name":
                # "two institutes (A and B)": what those in the bracket are called.
                continue
            if _goes_on_behind(items[at + 1 :], ceiling):
                continue
            if not any(other.side == "tail" and other.end <= item.start for other in cues if other.start >= cue.end):
                break
            continue
        if item.goes_on:
            # "With the exception of Nauru all members attended"
            objects += [at] if cue.is_except and not objects else []
            break
        objects.append(at)
    return objects


def _goes_on_behind(items: list[Item], ceiling: int | None) -> bool:
    """ "A, led by its High Commissioner; B; C": behind a semicolon the list goes on."""
    return any(
        item.before == ";" and item.participant is not None and (ceiling is None or item.start < ceiling)
        for item in items
    )


def bracketed_role(text: str, item: Item) -> str | None:
    """The capacity in the bracket right behind a name: "Sri Lanka (host)"."""
    after = text[item.end : item.end + 40]
    opening = after.lstrip()
    if dashed := _DASHED_ROLE.match(after):
        return role_of(dashed["role"])
    if not opening.startswith("(") or ")" not in opening:
        return None
    bracket = opening[: opening.index(")") + 1]
    is_short = len(bracket.split()) <= 3 and not re.search(r"[A-Z]{2}|[,;]", bracket)
    return roles_in_brackets(bracket) or (meaning_of(bracket).capacity if is_short else None)


def bracketed_presence(text: str, item: Item) -> Presence | None:
    """ "Fiji (apologies)", among those on the line."""
    if crossed := _CROSSED.match(text, item.end):
        return (meaning_of(crossed[1]).presence if crossed[1] else None) or "absent"
    bracket = _BRACKET.match(text, item.end)
    return meaning_of(bracket[1]).presence if bracket else None


def _add_figure(draft: Draft, match: re.Match[str]) -> None:
    draft.ledger.claim(match.start(), match.end(), f"/figures/{len(draft.figures)}/text")
    written = draft.written(*match.span())
    draft.figures.append(Figure(count=number_of(match["count"]), of=draft.written(*match.span("of")), text=written))


def _add_size(draft: Draft, item: Item) -> None:
    """ "Fiji (3)": how many came for a delegation."""
    size = _SIZE.match(draft.text, item.end)
    if size and draft.ledger.free(*size.span("count")):
        draft.ledger.claim(size.start("count") - 1, size.end(), f"/figures/{len(draft.figures)}/text")
        of = draft.written(item.start, item.end)
        draft.figures.append(Figure(count=int(size["count"]), of=of, text=f"({size['count']})"))


def add(draft: Draft, item: Item, role: Role) -> None:
    participant = item.participant
    kind = "person" if item.kind == "person" else participant.kind if participant else "unknown"
    if kind == "collective":
        return
    capacity = role.capacity or _own_capacity(draft.text[item.start : item.end], kind)
    known = _already(draft, item)
    if known is not None:
        at, before = known
        if (role.capacity and before.capacity in ("member", "other")) or role.presence != before.presence:
            draft.attendance[at] = before.model_copy(update={"capacity": capacity, "presence": role.presence})
        is_same = draft.written(item.start, item.end) == before.as_written
        draft.ledger.claim(item.start, item.end, f"/attendance/{at}/as_written" if is_same else f"/attendance/{at}")
        return
    draft.guesses_left -= participant is None
    draft.ledger.claim(item.start, item.end, f"/attendance/{len(draft.attendance)}/as_written")
    draft.attendance.append(
        Attending(
            participant=participant.slug if participant else None,
            as_written=draft.written(item.start, item.end),
            kind=kind,
            capacity=capacity,
            presence=role.presence,
            confidence=item.confidence,
            suggestions=item.suggestions,
        )
    )


def add_person(draft: Draft, start: int, end: int, capacity: str) -> None:
    """A person named outside a list of those who attended: "co-chaired by H.E. …"."""
    add(draft, Item(start, end, "person", confidence=0.7), Role(capacity, "present"))


def find(draft: Draft, item: Item) -> Attending | None:
    """The row already made for whom `item` names."""
    known = _already(draft, item)
    return known[1] if known else None


def _already(draft: Draft, item: Item) -> tuple[int, Attending] | None:
    written = draft.written(item.start, item.end).casefold()
    for at, row in enumerate(draft.attendance):
        same = item.participant is not None and row.participant == item.participant.slug
        if same or (row.participant is None and item.participant is None and row.as_written.casefold() == written):
            return at, row
    return None


def _own_capacity(written: str, kind: str) -> str:
    """Where the text gives none: states and organisations attend as members, bodies in a capacity of their own."""
    if manager := _BODY_CAPACITY.search(written):
        return "RSO Co-Manager" if "RSO" in written or "Regional Support" in written else manager[0].removesuffix("s")
    return "other" if kind in ("body", "person") else "member"
