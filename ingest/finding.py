"""Findings: what the text says about measures, responsibilities, targets, deadlines and other documents.

Each carries its span in the text (half-open offsets, ``quote == text[begin:end]``), the rule that found it where
several rules compete, and a confidence between 0 and 1. What the text does not say is "" or None.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measure:
    """A clause that states an action (政策措施): verb, what is done, whom it addresses, which policy instrument it is.

    ``modality`` is must (应当, 必须), do (推进, 建立), encourage (鼓励, 支持), explore (探索, 试点) or forbid (不得).
    ``instrument`` is a concept id of the instruments vocabulary or ``unclassified``.
    """

    id: str
    task: str
    quote: str
    begin: int
    end: int
    verb: str
    modality: str
    instrument: str
    target: str = ""
    object: str = ""


@dataclass(frozen=True, slots=True)
class Responsibility:
    """Who answers for a task and in which role, with the words that say so.

    ``agent`` is as written, ``agency`` the id it resolves to ("" where the text leaves it open). ``role`` is lead,
    joint, responsible, support or supervise. ``explicit`` is False for what the tool concluded (inherited from a
    heading).
    """

    agent: str
    agency: str
    role: str
    task: str
    generic: bool
    explicit: bool
    quote: str
    begin: int
    end: int
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Target:
    """A number that something must reach, reached already (achievement), or that is only mentioned.

    ``value`` is in base units (2.5万 = 25000; 15% = 15 with unit %). ``comparator`` is >=, <=, =, about, > or <.
    ``deadline`` is a year or an ISO date, also when inherited from the paragraph's opening; ``frequency`` is yearly,
    quarterly, monthly … ; ``change`` is increase or decrease where the number is a change, not a level; ``strength`` is
    strive (力争) or in_principle (原则上); ``per`` is the unit that the value is counted for (每公里).
    """

    task: str
    indicator: str
    value: float
    unit: str
    comparator: str
    deadline: str
    frequency: str
    kind: str
    quote: str
    begin: int
    end: int
    rule: str
    confidence: float
    change: str = ""
    strength: str = ""
    per: str = ""


@dataclass(frozen=True, slots=True)
class Deadline:
    """When work must be done: 2022年底前完成 → 2022-12-31."""

    task: str
    date: str
    quote: str
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Citation:
    """Another document that the text names, and why.

    ``relation`` is basis, implements, issues, forwards, repeals, amends, replaces or mentions.
    """

    title: str
    number: str
    relation: str
    quote: str
    begin: int
    end: int
    issuer: str = ""
