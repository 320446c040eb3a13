"""A mention: where the text names an agency, a programme, a division, a list of divisions or a group of actors."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text and what it stands for.

    ``type`` is Agency, Programme, Division, DivisionSet (a dated list of counties) or ActorGroup. ``entity`` is the id
    the name resolves to in its context (``agency:most`` for 科技部, ``division:330523`` for 安吉县,
    ``agency:310151/transport`` for 区交通委 in a 崇明区 document, ``programme:xingchuang-tiandi``), or the surface
    form behind the type's prefix (``programme=数字乡村行动``) where the dictionary has no such name. ``generic`` marks
    bodies named only by kind (各地区, 有关部门).
    """

    type: str
    text: str
    entity: str
    begin: int
    end: int
    generic: bool = False
