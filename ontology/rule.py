"""An extraction rule: cue words of official writing with the sentences that show when it fires."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Rule:
    """One ``[[rule]]`` of a file in ``rules/``.

    ``cues`` are literal words of the text; ``values`` holds what the layer needs besides (a role, a relation, a unit);
    ``examples`` are sentences in which the rule must fire and ``counter_examples`` ones in which it must not. Both
    run as tests, so a rule that is changed shows at once what it no longer understands.
    """

    id: str
    layer: str
    about: str
    cues: tuple[str, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    examples: tuple[str, ...] = ()
    counter_examples: tuple[str, ...] = ()
    file: str = ""
    line: int = 0
