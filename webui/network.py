"""The network page: who is joined to whom, as a picture to walk about in, with the table of its links."""

from collections import Counter
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlencode
from zipfile import ZIP_DEFLATED, ZipFile

from flask import Blueprint, Response, abort, current_app, make_response, render_template, request
from flask.blueprints import BlueprintSetupState

from ..graph.export_network import FORMATS, export_network, print_network
from ..graph.network import Network
from ..graph.network_narrowing import narrow
from ..graph.projection import NetworkError
from ..graph.projection_file import load_projections
from .address import address_of
from .format import wanted_format
from .home import ListedDocument, read_documents
from .language import language_of, word
from .named import Named
from .network_choice import DOCUMENTS, SIZES, Choice, Networks, around, choose
from .page import Field, page
from .shelf import Snapshot
from .site import site_of
from .spreadsheet import as_csv

blueprint = Blueprint("network", __name__)

_KEY = "zhengtu.networks"
#: Links that the page lists; the table to download has all of them.
LISTED = 200
#: Labels that are shown from the beginning; all others on request, or a picture is nothing but labels.
LABELS = 45
_MARGIN = 60
_COLUMNS = ("source", "link", "target", "weight", "said", "quote", "document", "date")
FIRST_VIEW = "agency-task"


@dataclass(frozen=True, slots=True)
class NetworkNode:
    """A node of the picture; ``hidden`` counts its neighbours that are not shown, ``open`` is the page that adds them.

    ``key`` is its name in addresses of this page, ``x`` and ``y`` its place in pixels; ``named`` tells that there is
    room for its label.
    """

    key: str
    label: str
    type: str
    type_label: str
    page: str
    about: str
    x: float
    y: float
    degree: int
    hidden: int
    opened: bool
    start: bool
    named: bool
    open: str
    focus: str


@dataclass(frozen=True, slots=True)
class NetworkLink:
    """A link between two nodes (by their keys); ``weight`` is in what the network counts, such as tasks."""

    source: str
    target: str
    source_label: str
    target_label: str
    label: str
    weight: int
    said: bool
    quote: str
    page: str
    document: str
    date: str


@dataclass(frozen=True, slots=True)
class TypeChoice:
    """A type of nodes with how many of them the whole network has."""

    type: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class NetworkPage:
    """A network, as much of it as is shown.

    ``total`` and ``total_links`` are those of the whole network, ``problem`` says what is wrong with the question,
    ``notes`` what was left out.
    """

    view: str
    views: tuple[Named, ...]
    document: str
    documents: tuple[ListedDocument, ...]
    start: str
    candidates: tuple[Named, ...]
    concluded: bool
    size: int
    sizes: tuple[int, ...]
    opened: tuple[str, ...]
    types: tuple[TypeChoice, ...]
    problem: str
    notes: tuple[str, ...]
    nodes: tuple[NetworkNode, ...]
    links: tuple[NetworkLink, ...]
    total: int
    total_links: int
    width: int
    height: int
    directed: bool
    address: str
    formats: tuple[Named, ...]


@blueprint.record_once
def start(state: BlueprintSetupState) -> None:
    """Have a shelf for the networks that were made lately."""
    state.app.extensions[_KEY] = Networks()


@page(
    blueprint,
    "/network",
    NetworkPage,
    "network.html",
    "A network of the store: bodies, tasks, documents, programmes and what joins them",
    Field("view", "which network: agency-task, agency-agency, typed-graph …", "agency-agency"),
    Field("document", "only what this document says: its key", "安政办发-2022-901"),
    Field("from", "only what lies around a node: its name or key", "安吉县科学技术局"),
    Field("open", "a node (its key) whose neighbours are added; more of them each time", "", repeated=True),
    Field("type", "only nodes of this type", "agency", repeated=True),
    Field("concluded", "yes adds what no text says", "yes"),
    Field("size", "nodes to begin with: 60, 150 or 500", "60"),
)
def network() -> NetworkPage | Response:
    """Show a network."""
    shown = _Asked(site_of().snapshot).shown()
    if wanted_format(request, "json", "svg") == "svg":
        answer = make_response(render_template("network.svg", page=shown))
        answer.headers["Content-Type"] = "image/svg+xml; charset=utf-8"
        return answer
    rows = (
        (e.source_label, e.label, e.target_label, e.weight, e.said, e.quote, e.document, e.date) for e in shown.links
    )
    return as_csv("network", [_COLUMNS, *rows]) or shown


@blueprint.get("/network/download/<form>")
def download(form: str) -> Response:
    """Give what a page shows in one of the formats of network tools; those of several files as one archive."""
    if form not in FORMATS:
        abort(404)
    asked = _Asked(site_of().snapshot)
    choice = asked.choice
    if asked.problem or choice is None:
        abort(400, asked.problem)
    shown: Network = narrow(choice.network.copy(), (), (), 0, False, [])
    shown.remove_nodes_from([node for node in shown if node not in choice.places])
    suffix = FORMATS[form].suffix
    if FORMATS[form].is_folder:
        suffix = ".zip"
        body = _archive(shown, form)
    else:
        stream = BytesIO()
        print_network(shown, form, stream)
        body = stream.getvalue()
    answer = make_response(body)
    answer.headers["Content-Type"] = "application/zip" if suffix == ".zip" else "application/octet-stream"
    answer.headers["Content-Disposition"] = f'attachment; filename="zhengtu-{asked.view}{suffix}"'
    return answer


def _archive(network: Network, form: str) -> bytes:
    stream = BytesIO()
    with TemporaryDirectory(prefix="zhengtu-") as folder, ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        export_network(network, form, Path(folder) / form, bom=form == "csv")
        for file in sorted((Path(folder) / form).iterdir()):
            archive.write(file, file.name)
    return stream.getvalue()


class _Asked:
    """What one request asks, and the network that answers it."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot, self.language = snapshot, language_of(request)
        self.problem, self.notes, self.candidates = "", list[str](), list[Named]()
        given = {name: request.args.get(name, "").strip()[:500] for name in ("document", "from", "view", "size")}
        self.view = given["view"] or FIRST_VIEW
        self.document, self.start = given["document"], given["from"]
        self.types = tuple(sorted({each for each in request.args.getlist("type") if each}))[:40]
        self.concluded = request.args.get("concluded") == "yes"
        self.size = int(given["size"]) if given["size"] in map(str, SIZES) else SIZES[0]
        self.documents = read_documents(snapshot.store, snapshot.base)
        self.choice: Choice | None = None
        self.network: Network | None = None
        try:
            self._choose([each for each in request.args.getlist("open") if each][:200])
        except NetworkError as error:
            self.problem = str(error)

    def _choose(self, opened: list[str]) -> None:
        networks = current_app.extensions[_KEY]
        assert isinstance(networks, Networks)
        asked = self._chosen_documents()
        self.network = network = networks.network(self.snapshot, self.view, asked, self.concluded)
        self.notes += network.graph.get("notes", ())
        start = self._find_start(network)
        if self.start and not start:
            return
        known = {str(said.get("type")) for _, said in network.nodes(data=True)}
        types = tuple(each for each in self.types if each in known)
        key = (self.snapshot.state, self.view, asked, self.concluded)
        self.choice = choose(networks, key, network, start, [self._iri(each) for each in opened], types, self.size)

    def _chosen_documents(self) -> tuple[str, ...]:
        if self.document:
            iri = next(
                (
                    each.iri
                    for each in self.documents
                    if self.document in (self._key(each.iri).partition("/")[2], each.number, each.title)
                ),
                "",
            )
            if not iri:
                raise NetworkError(word("network_no_document", self.language, document=self.document))
            return (iri,)
        if len(self.documents) > DOCUMENTS:
            self.notes.append(word("network_newest", self.language, count=DOCUMENTS, all=len(self.documents)))
        return tuple(each.iri for each in self.documents[:DOCUMENTS])

    def _find_start(self, network: Network) -> str:
        if not self.start:
            return ""
        if self._iri(self.start) in network:
            return self._iri(self.start)
        labels = [(node, str(said.get("label", ""))) for node, said in network.nodes(data=True)]
        same = [node for node, label in labels if label == self.start]
        if len(same) == 1:
            return same[0]
        near = same or [node for node, label in labels if self.start in label]
        if len(near) == 1:
            return near[0]
        near.sort(key=lambda node: -len(around(network, node)))
        self.candidates = [
            Named(
                str(network.nodes[node].get("label")),
                self.address(**{"from": self._key(node)}),
                str(network.nodes[node].get("document", "")),
            )
            for node in near[:12]
        ]
        self.problem = word("network_which" if near else "network_no_start", self.language, start=self.start)
        return ""

    def _key(self, iri: str) -> str:
        return iri.removeprefix(self.snapshot.base)

    def _iri(self, key: str) -> str:
        return key if "://" in key else self.snapshot.base + key

    def address(self, **changed: str | list[str]) -> str:
        """Return the address of this page with some of what it asks changed."""
        values: dict[str, str | list[str]] = {
            "view": self.view,
            "document": self.document,
            "from": self.start,
            "type": list(self.types),
            "concluded": "yes" if self.concluded else "",
            "size": str(self.size) if self.size != SIZES[0] else "",
            "open": [self._key(each) for each in self.choice.opened] if self.choice else [],
        }
        if "from" in changed:
            values["open"] = []
        return urlencode({name: value for name, value in {**values, **changed}.items() if value}, doseq=True)

    def shown(self) -> NetworkPage:
        """Return the page."""
        zh = self.language == "zh"
        network, choice = self.network, self.choice
        nodes = self._nodes(choice) if choice else ()
        places = {node.key for node in nodes}
        links = self._links(network, places) if network is not None else ()
        counted = Counter(
            (str(said.get("type")), str(said.get("type_label")))
            for _, said in (network.nodes(data=True) if network is not None else ())
        )
        return NetworkPage(
            view=self.view,
            views=tuple(
                Named(
                    each.summary.zh if zh else each.summary.en, name, each.description.zh if zh else each.description.en
                )
                for name, each in load_projections().items()
            ),
            document=self.document,
            documents=self.documents,
            start=self.start,
            candidates=tuple(self.candidates),
            concluded=self.concluded,
            size=self.size,
            sizes=SIZES,
            opened=tuple(self._key(each) for each in choice.opened) if choice else (),
            types=tuple(
                TypeChoice(type_, self._type(type_, label), count, not self.types or type_ in self.types)
                for (type_, label), count in counted.most_common()
            ),
            problem=self.problem,
            notes=tuple(self.notes),
            nodes=nodes,
            links=links,
            total=network.number_of_nodes() if network is not None else 0,
            total_links=network.number_of_edges() if network is not None else 0,
            width=round(max((node.x for node in nodes), default=0) + _MARGIN),
            height=round(max((node.y for node in nodes), default=0) + _MARGIN),
            directed=bool(network is not None and network.is_directed()),
            address=self.address(),
            formats=tuple(
                Named(name, f"/network/download/{name}?{self.address()}", form.about) for name, form in FORMATS.items()
            ),
        )

    def _nodes(self, choice: Choice) -> tuple[NetworkNode, ...]:
        left = min((x for x, _ in choice.places.values()), default=0) - _MARGIN
        top = min((y for _, y in choice.places.values()), default=0) - _MARGIN
        beside = {node: around(choice.network, node) for node in choice.places}
        first = set(sorted(choice.places, key=lambda node: -len(beside[node]))[:LABELS])
        opened = [self._key(each) for each in choice.opened]
        shown = []
        for iri, (x, y) in choice.places.items():
            said, key = choice.network.nodes[iri], self._key(iri)
            wanted = [
                each for each in beside[iri] if not self.types or choice.network.nodes[each].get("type") in self.types
            ]
            hidden = sum(each not in choice.places for each in wanted)
            about = [
                str(said.get(name, "")) for name in ("place", "document", "date") if said.get(name) != said.get("label")
            ]
            shown.append(
                NetworkNode(
                    key=key,
                    label=str(said.get("label", key)),
                    type=str(said.get("type", "")),
                    type_label=self._type(str(said.get("type", "")), str(said.get("type_label", ""))),
                    page=address_of(iri, self.snapshot.base),
                    about=" · ".join(filter(None, about)),
                    x=round(x - left, 1),
                    y=round(y - top, 1),
                    degree=len(beside[iri]),
                    hidden=hidden,
                    opened=key in opened,
                    start=bool(self.start) and (self._iri(self.start) == iri or self.start == said.get("label")),
                    named=iri in first,
                    open=self.address(open=[*opened, key]) if hidden else "",
                    focus=self.address(**{"from": key}),
                )
            )
        return tuple(shown)

    def _links(self, network: Network, shown: set[str]) -> tuple[NetworkLink, ...]:
        words = load_projections()[self.view].edges
        found = []
        for source, target, said in network.edges(data=True):
            if self._key(source) not in shown or self._key(target) not in shown:
                continue
            link = words.get(str(said.get("type")))
            label = link.en if link and self.language == "en" else str(said.get("label", said.get("type", "")))
            one, other = (str(network.nodes[node].get("label", "")) for node in (source, target))
            passage = str(said.get("passage", "")).partition(" ")[0]
            found.append(
                NetworkLink(
                    self._key(source),
                    self._key(target),
                    one,
                    other,
                    label,
                    int(said.get("weight", 1)),
                    bool(said.get("explicit", True)),
                    str(said.get("quote", "")),
                    address_of(passage, self.snapshot.base),
                    str(said.get("document", "")),
                    str(said.get("date", "")),
                )
            )
        return tuple(sorted(found, key=lambda each: -each.weight))

    def _type(self, type_: str, label: str) -> str:
        key = f"type_{type_}"
        told = word(key, self.language)
        return label if told == key else told
