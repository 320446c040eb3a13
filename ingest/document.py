"""The facts of a document: what it calls itself, who issued it and when."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Document:
    """What the text says of itself; a fact that it does not state is "" or empty.

    ``id`` comes from the 发文字号 or, without one, from title and issuers. ``type`` is one of Plan, Opinion, Notice,
    Measures, Regulation, Scheme, Decision, Reply, Report, Letter, Announcement, or "". ``level`` is national,
    province, prefecture, county, township or "". ``jurisdiction`` is a division's GB/T 2260 code ("100000" = the whole
    country). Dates are ISO (2018-12-21); ``valid_until`` is the last day of validity (有效期至), also where the text
    gives years from the day in force; ``period`` is a pair of years.
    """

    id: str
    title: str
    type: str = ""
    number: str = ""
    issuers: tuple[str, ...] = ()
    issued: str = ""
    level: str = ""
    jurisdiction: str = ""
    period: tuple[str, str] | None = None
    addressees: tuple[str, ...] = ()
    published: str = ""
    in_force_from: str = ""
    aliases: tuple[str, ...] = ()  # further titles it goes by: an annexed plan's own title, 以下简称
    valid_until: str = ""
