"""Names that text mostly uses for something else, from ``gazetteers/ambiguous_names.csv``."""

from pathlib import Path

from .mistake import Mistake
from .reading import Reading
from .table import read_table

AMBIGUOUS_NAMES = "gazetteers/ambiguous_names.csv"


def read_ambiguous_names(folder: Path) -> Reading[str]:
    """Read the names with the reason why a match in running text proves little.

    资源 is a county in 广西 and an everyday word; 央行 is the central bank and the middle of 中央行政.
    """
    table = read_table(folder, AMBIGUOUS_NAMES, ("name", "reason"))
    mistakes = list(table.mistakes)
    reasons: dict[str, str] = {}
    lines: dict[str, int] = {}
    for row in table.rows:
        name, reason = row["name"], row["reason"]
        if not name or not reason:
            what = f"“{name}” has no reason" if name else "the name is missing"
            mistakes.append(Mistake(AMBIGUOUS_NAMES, row.line, what, "say what else the name means in a text"))
        if name in lines:
            what = f"“{name}” already stands in line {lines[name]}"
            mistakes.append(Mistake(AMBIGUOUS_NAMES, row.line, what, "delete one of them"))
        reasons.setdefault(name, reason)
        lines.setdefault(name, row.line)
    return Reading(reasons, lines, tuple(mistakes))
