"""Policy instruments (政策工具): which kind of means a measure uses."""

import re
from dataclasses import dataclass
from functools import lru_cache

import ahocorasick_rs

from zhengtu.ontology import Ontology

UNCLASSIFIED = "unclassified"
_WEAK = "weak"
# A local body whose name holds a cue: 由省科技厅承担 supports no science, 县大数据局配合 gives no information.
_BODY = re.compile(r"[省市县区](?:委|政府)?[一-鿿]{1,7}?(?:(?<![大客餐])厅|(?<![布格全大结])局)")
Row = tuple[str, bool, tuple[str, ...]]  # instrument, weak, cues


@dataclass(frozen=True, slots=True)
class InstrumentCues:
    """All cue words in one automaton, with the instrument and the strength of each; ``order`` is that of the rules."""

    automaton: ahocorasick_rs.AhoCorasick
    instruments: tuple[str, ...]
    weak: tuple[bool, ...]
    order: dict[str, int]

    def best(self, clause: str) -> str:
        """Return the instrument that the words of a clause speak for."""
        if "厅" in clause or "局" in clause:
            clause = _BODY.sub("，", clause)
        matches = self.automaton.find_matches_as_indexes(clause)
        if not matches:
            return UNCLASSIFIED
        if len(matches) == 1:
            return self.instruments[matches[0][0]]
        matches = [match for match in matches if not self.weak[match[0]]] or matches
        votes: dict[str, int] = {}
        for index, begin, end in (*matches, matches[-1]):
            instrument = self.instruments[index]
            votes[instrument] = votes.get(instrument, 0) + end - begin
        return max(votes, key=lambda instrument: (votes[instrument], -self.order[instrument]))


def find_instrument(clause: str, ontology: Ontology) -> str:
    """Return the instrument that the words of a clause speak for, by its concept id.

    Every cue counts with its length, the longest at a place alone (财政补贴, not 补贴 in it), and the last one twice,
    since a Chinese noun phrase ends in what the thing is; at a tie the rule that stands first wins. Without any cue
    the answer is ``unclassified``.

    >>> from zhengtu.ontology import load_ontology
    >>> ontology = load_ontology()
    >>> find_instrument("培养一批高素质农民", ontology), find_instrument("修剪行道树", ontology)
    ('talent', 'unclassified')
    >>> find_instrument("日常工作由省科技厅承担", ontology) == find_instrument("日常工作由省林业局承担", ontology)
    True
    """
    return instrument_cues(ontology).best(clause)


@lru_cache(maxsize=4)
def instrument_cues(ontology: Ontology) -> InstrumentCues:
    """Return the compiled cue words of an ontology; the same rules are compiled once."""
    return _compile(
        tuple(
            (rule.values.get("instrument", UNCLASSIFIED), rule.values.get("strength") == _WEAK, rule.cues)
            for rule in ontology.rules["instruments"]
        )
    )


@lru_cache(maxsize=4)
def _compile(rows: tuple[Row, ...]) -> InstrumentCues:
    owners: dict[str, tuple[str, bool]] = {}
    order: dict[str, int] = {}
    for instrument, is_weak, cues in rows:
        order.setdefault(instrument, len(order))
        for cue in cues:
            owners.setdefault(cue, (instrument, is_weak))
    return InstrumentCues(
        ahocorasick_rs.AhoCorasick(list(owners), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest),
        tuple(instrument for instrument, _ in owners.values()),
        tuple(is_weak for _, is_weak in owners.values()),
        order,
    )
