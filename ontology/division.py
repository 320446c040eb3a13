"""Administrative divisions (行政区划) and dated sets of them."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Division:
    """A province, prefecture or county with its GB/T 2260 code, as rows of ``gazetteers/divisions.csv``.

    ``short_names`` drop the ending (浙江, 安吉) and the people's names (新疆, 恩施); one-character forms and common
    nouns are left out, since 老城 in a sentence is hardly ever the county-level 老城区 of 洛阳. ``common_noun`` marks
    a full name that is a common noun itself (矿区, 老城区) or arises between words (范县 in 示范县): it means the
    division only where its prefecture or province stands before it.
    """

    code: str
    name: str
    level: str  # province | prefecture | county
    parent: str  # code of the division above, "" for provinces
    short_names: tuple[str, ...]
    common_noun: bool = False


@dataclass(frozen=True, slots=True)
class DivisionSet:
    """A dated list of divisions that a policy names (国家乡村振兴重点帮扶县), which says how complete it is here.

    ``size`` is the official number of members; ``members`` are the codes that a source confirms, so
    ``len(members) <= size``, and a county that is missing may still belong to the set. ``file`` is the list of members
    in ``sets/``, which gives the source of each.
    """

    id: str
    name: str
    aliases: tuple[str, ...]
    as_of: date
    size: int
    members: tuple[str, ...]
    source: str
    file: str = ""

    @property
    def complete(self) -> bool:
        """Whether every member of the official list is here."""
        return len(self.members) == self.size
