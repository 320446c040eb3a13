"""Agencies (党政机关): the national bodies by name, and the department types every local government has."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Agency:
    """A national body of party, state, judiciary, army or mass organisation, as a row of ``gazetteers/agencies.csv``.

    ``short_names`` are the forms official texts use without a place name in front (科技部, 发展改革委);
    ``ambiguous_names`` are further ones that also arise inside other words (央行 in 中央行政): good in a list of
    bodies, worth nothing in the middle of a sentence.
    ``successor`` is the id of the body that took over when this one ended (国家卫计委 → 国家卫生健康委 in 2018);
    ``department`` is the id of the local department type that does the same work, "" where there is none.
    ``valid_from`` is the first day and ``valid_until`` the day after the last one: the day on which the People's
    Congress or the Central Committee decided the change, so that both bodies share it. None means "not known" or, for
    the end, "still there"; ``note`` tells what the other columns cannot (a split among several successors).
    """

    id: str
    name: str
    short_names: tuple[str, ...]
    kind: str  # party | state | judiciary | army | mass | institution | enterprise
    parent: str
    department: str
    valid_from: date | None
    valid_until: date | None
    successor: str
    name_en: str
    note: str = ""
    ambiguous_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DepartmentType:
    """A kind of department that local governments have (科学技术局), as a row of ``gazetteers/departments.csv``.

    ``names`` are the stems with their endings as written after a place or level word, longest first:
    科学技术局, 科技局, 科技厅, 科委. 县科技局 and 安吉县科学技术局 are both this type below a division.

    The official name of the department of a place is the place and ``full_name`` (人民政府办公室), or
    ``province_name`` where it is a province's (科学技术厅), ``municipality_names`` in Beijing, Tianjin, Shanghai and
    Chongqing (科学技术委员会; where there are two, the second is that of their districts); where these are empty, with
    ``name``. A full name that begins with 委 is that of a department of the Party's committee (中共安吉县委组织部).
    """

    id: str
    name: str
    names: tuple[str, ...]
    kind: str  # as of an agency
    national: str  # id of the national body that does the same work, "" where there is none
    name_en: str
    full_name: str = ""
    province_name: str = ""
    municipality_names: tuple[str, ...] = ()
