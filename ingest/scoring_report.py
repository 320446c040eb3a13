"""The values of a scoring: layers with counts, what was missed and what was invented, and the tables that show them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Json = Mapping[str, Any]  # a gold file, a record, or one entry of theirs


@dataclass(frozen=True, slots=True)
class Entry:
    """One statement as a person reads it: its words, the quote behind it, the document it is from."""

    text: str
    quote: str = ""
    optional: bool = False
    document: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """A matched pair that disagrees in one fact: a target with the right number and the wrong comparator."""

    figure: str
    gold: str
    found: str
    entry: Entry


@dataclass(frozen=True, slots=True)
class Figure:
    """An accuracy inside a layer: of the matched pairs where either side states the fact, how many agree."""

    name: str
    right: int
    of: int

    @property
    def accuracy(self) -> float | None:
        """Return right / of, None where no pair states the fact."""
        return self.right / self.of if self.of else None


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer's result.

    ``spared`` counts what is neither rewarded nor punished; ``annotated`` is False where the gold file does not have
    the layer, which is then not scored.
    """

    name: str
    right: int = 0
    misses: tuple[Entry, ...] = ()
    false_alarms: tuple[Entry, ...] = ()
    spared: int = 0
    figures: tuple[Figure, ...] = ()
    differences: tuple[Difference, ...] = ()
    annotated: bool = True

    @property
    def precision(self) -> float | None:
        """Return right / found, None where nothing was found."""
        found = self.right + len(self.false_alarms)
        return self.right / found if found else None

    @property
    def recall(self) -> float | None:
        """Return right / gold, None where the gold file asks for nothing."""
        gold = self.right + len(self.misses)
        return self.right / gold if gold else None

    @property
    def f1(self) -> float | None:
        """Return the harmonic mean of precision and recall, None where nothing was wanted and nothing found."""
        total = 2 * self.right + len(self.misses) + len(self.false_alarms)
        return 2 * self.right / total if total else None


@dataclass(frozen=True, slots=True)
class Report:
    """The layers of one document, or of several summed up."""

    documents: tuple[str, ...]
    layers: tuple[Layer, ...]

    def layer(self, name: str) -> Layer:
        """Return one layer; a ValueError names the layers there are."""
        for layer in self.layers:
            if layer.name == name:
                return layer
        raise ValueError(f"no layer {name!r} in the report; choose one of {', '.join(x.name for x in self.layers)}")

    def rows(self) -> tuple[dict[str, Any], ...]:
        """Return one row of plain values a layer, for CSV and JSON; figures that cannot be computed are None."""
        return tuple(
            {
                "layer": layer.name,
                "annotated": layer.annotated,
                "gold": layer.right + len(layer.misses),
                "found": layer.right + len(layer.false_alarms),
                "right": layer.right,
                "spared": layer.spared,
                "precision": layer.precision,
                "recall": layer.recall,
                "f1": layer.f1,
                "figures": {f.name: {"right": f.right, "of": f.of, "accuracy": f.accuracy} for f in layer.figures},
            }
            for layer in self.layers
        )


def tally(
    name: str,
    gold: Sequence[Entry],
    found: Sequence[Entry],
    pairs: Iterable[tuple[int, int]],
    *,
    spared: Collection[int] = (),
    figures: Sequence[Figure] = (),
    differences: Sequence[Difference] = (),
) -> Layer:
    """Count a layer from its pairs (gold index, found index).

    A pair with an optional gold entry, or a loose found entry in ``spared``, is neither right nor wrong.
    """
    matched = dict(pairs)
    taken = set(matched.values())
    right = sum(1 for i in matched if not gold[i].optional)
    loose = [j for j in range(len(found)) if j not in taken]
    return Layer(
        name,
        right=right,
        misses=tuple(entry for i, entry in enumerate(gold) if i not in matched and not entry.optional),
        false_alarms=tuple(found[j] for j in loose if j not in spared),
        spared=len(matched) - right + sum(1 for j in loose if j in spared),
        figures=tuple(figures),
        differences=tuple(differences),
    )


def format_report(report: Report) -> str:
    """Return a text table: for each layer its counts, precision, recall and F1, and its figures below."""
    width = max(len(layer.name) for layer in report.layers) + 2
    count = len(report.documents)
    lines = [
        report.documents[0] if count == 1 else f"{count} documents, counts summed (micro-average)",
        f"{'layer':<{width}}{'gold':>6}{'found':>7}{'right':>7}{'spared':>8}{'P':>8}{'R':>8}{'F1':>8}",
    ]
    for layer in report.layers:
        if not layer.annotated:
            lines.append(f"{layer.name:<{width}}  not annotated in the gold file, not scored")
            continue
        gold, found = layer.right + len(layer.misses), layer.right + len(layer.false_alarms)
        shares = "".join(f"{_share(x):>8}" for x in (layer.precision, layer.recall, layer.f1))
        lines.append(f"{layer.name:<{width}}{gold:>6}{found:>7}{layer.right:>7}{layer.spared:>8}{shares}")
        lines.extend(f"  {figure.name}: {figure.right} of {figure.of}" for figure in layer.figures if figure.of)
    return "\n".join(lines)


def format_errors(report: Report, layer: str) -> str:
    """Return what one layer missed, invented and got wrong in part, each with its quote.

    Raises ValueError for a layer that the report does not have.
    """
    scored = report.layer(layer)
    many = len(report.documents) > 1
    lines = [
        f"{layer}: {len(scored.misses)} missed, {len(scored.false_alarms)} false alarms, "
        f"{len(scored.differences)} differences"
    ]
    for label, entries in (("missed", scored.misses), ("false alarm", scored.false_alarms)):
        for entry in entries:
            lines.extend(_lines(label, entry.text, entry, many))
    for difference in scored.differences:
        text = f"{difference.figure}: gold {difference.gold or '(none)'}, found {difference.found or '(none)'}"
        lines.extend(_lines("differs", f"{text} | {difference.entry.text}", difference.entry, many))
    return "\n".join(lines)


def _lines(label: str, text: str, entry: Entry, many: bool) -> Iterable[str]:
    yield f"{label:<12} {f'[{entry.document}] ' if many else ''}{text}"
    if entry.quote and entry.quote != entry.text:
        yield f"{'':<12} 「{' '.join(entry.quote.split())}」"


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
