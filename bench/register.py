"""The register against a plain model: sequences of issuing, correcting, releasing, withdrawing, and what follows.

The model knows a table of states and replays what a reader may know from the beginning; it shares no function with
`recommendations.standing` and `records.register`. A disagreement stops the proof and shows the shortest sequence.
"""

from __future__ import annotations

import datetime
import random
from dataclasses import dataclass, field
from typing import Any

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from recommendations.standing import is_overdue, shown_state
from records.models import RegisterEvent
from records.register.entries import RUNGS, Issued, Version, versions

SEQUENCES, CHUNK, STEPS = 10_000, 250, 14
MADE = datetime.date(2016, 2, 2)
LATER = ("BPMC 6", "SOM 6", "SOM 7")  # meetings that decide on it; the first two on one day
DAYS = {"BPMC 6": 30, "SOM 6": 30, "SOM 7": 400}
ITEMS = ("a", "b")

# From a phase (rows) by what happens (columns) to the next: one letter each.
# o open, a adopted, i in progress, c completed, s superseded, n not agreed, m made and nothing since
COLUMNS = (
    "adopted", "endorsed", "amended", "noted", "deferred", "referred",
    "superseded", "completed", "not_agreed", "not_started", "in_progress", "done",
)  # fmt: skip
TABLE = {
    "m": "aaaooo scn oii",
    "o": "aaaooo scn oii",
    "a": "aaaaaa scn aii",
    "i": "iiiiii scn iii",
    "c": "aaaccc scn ccc",
    "s": "aaasss scn sss",
    "n": "aaannn scn nnn",
}
NAMES = {
    "m": "made", "o": "open", "a": "adopted", "i": "in_progress", "c": "completed", "s": "superseded", "n": "not_agreed"
}  # fmt: skip
DECISIONS = ("adopted", "endorsed", "amended", "noted", "deferred", "superseded", "completed", "not_agreed")


@dataclass
class Edition:
    """`said` is (kind, day, item, word, new words) of each thing it tells; `rungs` to whom it was released."""

    subject: str
    number: int
    said: list[tuple[str, datetime.date, str, str, str]]
    rungs: set[int]
    is_withdrawn: bool = False
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return f"{self.subject}/{self.number}"


class Register(RuleBasedStateMachine):
    """One recommendation of AHG SOM 10 with or without two sub-paragraphs, three later meetings, two reports."""

    sequences = 0

    def __init__(self) -> None:
        super().__init__()
        self.editions: list[Edition] = []

    def teardown(self) -> None:
        type(self).sequences += 1

    def _issue(self, subject: str, rung: int, said: list[Any], **facts: Any) -> None:
        number = sum(edition.subject == subject for edition in self.editions) + 1
        self.editions.append(Edition(subject, number, said, {rung}, facts=facts))

    @initialize(
        rung=st.integers(0, RUNGS - 1),
        follow_up=st.sampled_from(["action", "action", "standing", "none"]),
        has_items=st.booleans(),
        due=st.sampled_from([None, 10, 300, 900]),
    )
    def make(self, rung: int, follow_up: str, has_items: bool, due: int | None) -> None:
        said = [("made", MADE, "", "Members share data.", "")]
        self._issue("AHG SOM 10", rung, said, follow_up=follow_up, has_items=has_items, due=due)

    @rule(rung=st.integers(0, RUNGS - 1), words=st.sampled_from(["Members share.", "Members share data."]))
    def correct(self, rung: int, words: str) -> None:
        """The record that made it is issued anew, in other words perhaps, and perhaps to others."""
        first = self.editions[0].facts
        self._issue("AHG SOM 10", rung, [("made", MADE, "", words, "")], **first)

    @rule(
        meeting=st.sampled_from(LATER),
        rung=st.integers(0, RUNGS - 1),
        decided=st.lists(
            st.tuples(st.sampled_from(["", "", *ITEMS, "gone"]), st.sampled_from([*DECISIONS, "referred"])),
            max_size=3,
            unique_by=lambda pair: (pair[0], pair[1] == "referred"),
        ),
    )
    def decide(self, meeting: str, rung: int, decided: list[tuple[str, str]]) -> None:
        """A later meeting's record: its first, or one that corrects it."""
        on = MADE + datetime.timedelta(days=DAYS[meeting])
        said = []
        for item, word in decided:
            new = f"{meeting} on {item or 'the whole'}" if word == "amended" else ""
            said.append(("referred" if word == "referred" else "considered", on, item, word, new))
        self._issue(meeting, rung, said)

    @rule(
        who=st.sampled_from(["sri-lanka", "rso"]),
        rung=st.integers(0, RUNGS - 1),
        item=st.sampled_from(["", "", *ITEMS]),
        progress=st.sampled_from(["not_started", "in_progress", "done"]),
        after=st.sampled_from([5, 30, 500]),
    )
    def report(self, who: str, rung: int, item: str, progress: str, after: int) -> None:
        """Each report is a subject of its own: a later one corrects none."""
        on = MADE + datetime.timedelta(days=after)
        self._issue(f"{who} {len(self.editions)}", rung, [("reported", on, item, progress, "")])

    @rule(which=st.randoms(use_true_random=False), rung=st.integers(0, RUNGS - 1))
    def release(self, which: random.Random, rung: int) -> None:
        which.choice(self.editions).rungs.add(rung)

    @rule(which=st.randoms(use_true_random=False))
    def withdraw(self, which: random.Random) -> None:
        which.choice(self.editions).is_withdrawn = True

    @invariant()
    def agrees(self) -> None:
        events = [event for edition in self.editions for event in _events(edition)]
        random.Random(len(events)).shuffle(events)  # in whatever order rows come back
        issued = [Issued(one.name, one.subject, one.number, min(one.rungs)) for one in self.editions]
        found = versions(events, issued)
        compared: dict[int, Known] = {}
        for rung in range(RUNGS):
            seen = [version for version in found if version.first <= rung <= version.last]
            assert len(seen) <= 1, f"{len(seen)} versions for rung {rung}"
            expected = Known.by(self.editions, rung)
            assert bool(seen) == (expected is not None), f"rung {rung} knows of it or not"
            if expected is not None and compared.get(seen[0].first) != expected:
                compare(seen[0], expected)
                compared[seen[0].first] = expected


def compare(version: Version, expected: Known) -> None:
    fields = version.fields
    assert fields["state"] == expected.state, (fields["state"], expected.state)
    assert fields["last_on"] == expected.last_on
    for days in (0, 11, 29, 30, 400, 501, 4000):
        on = MADE + datetime.timedelta(days=days)
        noon = datetime.datetime.combine(on, datetime.time(12), tzinfo=datetime.UTC)
        shown = shown_state(fields["state"], fields["made_on"], on)
        assert shown == expected.shown(days), (days, shown)
        assert is_overdue(fields["state"], fields["made_on"], fields["due_until"], noon) == expected.is_overdue(days)
        in_force = [span.words for span in version.spans if span.from_on <= on and (span.until_on or on.max) > on]
        lines = [[words.text, *(text for _, _, text in words.items)] for words in in_force]
        assert lines == expected.in_force(days), (days, lines)


@dataclass
class Known:
    """What one reader knows: the words, what follows, and everything that happened, in order."""

    facts: dict[str, Any]
    words: str
    happened: list[tuple[int, str, str, str]]  # days since it was made, item, what, new words

    @classmethod
    def by(cls, editions: list[Edition], rung: int) -> Known | None:
        """Of each subject the latest edition that was released to the reader; withdrawn, it says nothing."""
        latest: dict[str, Edition] = {}
        for edition in editions:
            if any(released <= rung for released in edition.rungs):
                latest[edition.subject] = edition
        made = latest.get("AHG SOM 10")
        if made is None or made.is_withdrawn:
            return None
        told = []
        for edition in latest.values():
            if edition.subject != "AHG SOM 10" and not edition.is_withdrawn:
                for kind, on, item, word, new in edition.said:
                    order = ("considered", "referred", "reported").index(kind)
                    mark = "" if kind == "reported" else edition.subject
                    told.append(((on - MADE).days, order, mark, item, word, new))
        told.sort()
        return cls(made.facts, made.said[0][3], [(day, item, word, new) for day, _, _, item, word, new in told])

    def replayed(self, until: int) -> tuple[str, dict[str, str], list[str]]:
        """Phase of the whole, of each sub-paragraph, and the words, after the days until then."""
        parts = dict.fromkeys(ITEMS, "m") if self.facts["has_items"] else {"": "m"}
        words = {"": self.words, "a": "share;", "b": "train."}
        for day, item, word, new in self.happened:
            if day > until or (item and item not in parts):
                continue
            for name in [item] if item else list(parts):
                row = TABLE[parts[name]].replace(" ", "")
                parts[name] = row[COLUMNS.index(word)]
            if new:
                words[item] = new
        whole = together(list(parts.values()))
        alive = [name for name, phase in parts.items() if name and phase not in "csn"]
        return whole, parts, [words[""], *(words[name] for name in alive)]

    @property
    def state(self) -> str:
        phase = self.replayed(10**6)[0]
        if self.facts["follow_up"] == "action" or phase in "csn":
            return NAMES[phase]
        return "standing" if self.facts["follow_up"] == "standing" else "none"

    @property
    def last_on(self) -> datetime.date | None:
        return MADE + datetime.timedelta(days=self.happened[-1][0]) if self.happened else None

    def shown(self, days: int) -> str:
        """Old and nothing ever happened: not tracked. Before that it is open."""
        if self.state != "made":
            return self.state
        return "open" if days <= 730 else "not_tracked"

    def is_overdue(self, days: int) -> bool:
        due, shown = self.facts["due"], self.shown(days)
        return due is not None and days > due and shown in ("open", "adopted", "in_progress")

    def in_force(self, days: int) -> list[list[str]]:
        whole, _, lines = self.replayed(days)
        return [] if self.facts["follow_up"] == "none" or whole in "csn" else [lines]


def together(phases: list[str]) -> str:
    """Of two sub-paragraphs, or of the one whole."""
    first, last = phases[0], phases[-1]
    if first == last:
        return first
    both = "".join(sorted(first + last))
    if both in ("cn", "cs", "ns"):
        return "c" if "c" in both else "s"
    if "c" in both or "i" in both:
        return "i"
    alive = [phase for phase in both if phase not in "sn"]
    return "a" if set(alive) == {"a"} else "o"


def _events(edition: Edition) -> list[RegisterEvent]:
    """As `records.register.happened` writes them. A withdrawn edition has none."""
    if edition.is_withdrawn:
        return []
    return [
        RegisterEvent(
            edition_id=edition.name,
            recommendation="0/p-a",
            kind=kind,
            on=on,
            item=item,
            anchor="p-x",
            number=1,
            facts=_facts(edition, kind, word, new),
        )
        for kind, on, item, word, new in edition.said
    ]


def _facts(edition: Edition, kind: str, word: str, new: str) -> dict[str, Any]:
    if kind == "made":
        due = edition.facts["due"]
        items = [["a", "(a)", "share;"], ["b", "(b)", "train."]] if edition.facts["has_items"] else []
        day = (MADE + datetime.timedelta(days=due)).isoformat() if due is not None else ""
        return {
            "reference": "AHG SOM 10", "key": "ahg-som/10", "code": "R1", "series": "ahg-som", "made": "2016-02-02",
            "zone": "UTC", "text": word, "items": items, "verb": "", "addressees": [], "participants": [],
            "put_to": [], "area": "", "area_name": "", "due": day, "due_at": "",
            "follow_up": edition.facts["follow_up"], "led_to": [], "about": [], "is_withdrawn": False,
        }  # fmt: skip
    if kind == "considered":
        return {"reference": edition.subject, "label": "", "decision": word, "text": new}
    if kind == "referred":
        return {"reference": edition.subject, "label": "", "referred_to": ["SOM 8"]}
    return {"label": "", "name": edition.subject, "participant": "x", "progress": word, "text": ""}


def run(number: int, sequences: int) -> int:
    """How many sequences were run; raises AssertionError with the shortest one that disagrees."""
    Register.sequences = 0
    machine = seed(number)(Register)
    wanted = settings(
        max_examples=sequences,
        stateful_step_count=STEPS,
        database=None,
        deadline=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(machine, settings=wanted)
    return Register.sequences


def register(*, seed: int, share: float, state: Any) -> tuple[bool, str]:
    """Sequences of acts against the model, for every ring of readers and ten days after each act."""
    wanted, done = int(SEQUENCES * share), state.load().get("sequences", 0)
    fault = ""
    while done < wanted and not fault:
        try:
            done += run(seed * 1_000_003 + done, min(CHUNK, wanted - done))
        except AssertionError as error:
            fault = str(error)[:200]
        state.save({"sequences": done})
    return not fault, f"{done:,} sequences of acts, {'1 disagreement: ' + fault if fault else '0 disagreements'}"
