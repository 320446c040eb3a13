"""``zhengtu reason``: prove that nothing contradicts itself, and conclude what follows from the texts."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .failure import MENDABLE, Failure
from .options import load, ontology_option, open_for_reading, store_option
from .printing import note, print_json, shown

if TYPE_CHECKING:
    from ..graph import Store
    from ..graph.conclusions import Concluded
    from ..graph.reasoning import Proof
    from ..ontology import Ontology


@click.command("reason")
@store_option
@click.option("--apply", "write", is_flag=True, help="把推断写入图谱 Write the conclusions into the graph.")
@click.option("--no-proof", is_flag=True, help="只做规则推断，不运行 HermiT Conclude by rules only, without HermiT.")
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=4000,
    show_default=True,
    help="HermiT 最多看多少个事物，超过时取样 Most things that HermiT sees; of more, a sample.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(("table", "json")),
    default="table",
    show_default=True,
    help="输出格式 Output format.",
)
@ontology_option
@click.pass_context
def command(
    ctx: click.Context, store: str, write: bool, no_proof: bool, limit: int, form: str, folder: Path | None
) -> None:
    """用推理机检查图谱与本体有无矛盾，并按规则得出推断。

    不加 --apply 时只列出数量和例子；加上则写入各文件的推断图，重复运行不会改变结果。有矛盾时退出码为 1。

    Prove with HermiT that the graph and the ontology do not contradict each other (needs Java), and conclude by rules
    what follows from the texts. Without --apply this only counts and shows examples; with it, conclusions go to the
    documents' concluded graphs, and running again changes nothing. The exit code is 1 for contradictions.
    """
    from ..graph import open_store
    from ..graph.conclusions import apply, conclude

    ontology = load(folder)
    with open_for_reading(store) as graph:  # a folder without a graph is told as such; opening it to write makes one
        concluded = conclude(graph)
        proof = None if no_proof else _proof(graph, ontology, limit)
        if form == "table":
            _print_proof(proof)
            _print_conclusions(graph, concluded)
        else:
            print_json({"proof": _proof_value(proof), "conclusions": [_value(graph, each) for each in concluded]})
    contradiction = proof is not None and not proof.consistent
    added, removed = (sum(counts) for counts in zip(*map(_changes, concluded), strict=True))
    if not added and not removed:
        note("图谱中已有这些推断，没有变化 (nothing changes)")
    elif write and contradiction:
        note("有矛盾，没有写入推断 (a contradiction: nothing was written)")
    elif write:
        with open_store(store) as graph:
            apply(graph, concluded)
        note(f"已写入图谱 (written): {store}, +{added} −{removed}")
    else:
        note("没有写入；加 --apply 写入图谱 (not written; --apply writes)")
    if contradiction or (proof is not None and proof.impossible):
        ctx.exit(MENDABLE)


def _proof(graph: "Store", ontology: "Ontology", limit: int) -> "Proof":
    from ..graph.reasoning import prove_store
    from ..ontology.owl import NoJavaError

    try:
        return prove_store(graph, ontology, limit, note)
    except NoJavaError as error:
        raise Failure(
            "推理机 HermiT 需要 Java，这台机器上没有 (HermiT needs Java); 请安装 Java，或加 --no-proof 只做规则推断"
        ) from error


def _print_proof(proof: "Proof | None") -> None:
    if proof is None:
        return
    seen = f"看了 {proof.documents}/{proof.of_documents} 份文件、{proof.things} 个事物 (documents, things)"
    if proof.consistent:
        click.echo(f"没有矛盾 (consistent)：{seen}")
    else:
        click.echo(f"有矛盾 (inconsistent)：{seen}")
        click.echo("下列陈述不能同时成立 (these cannot all hold)：" if proof.causes else _UNEXPLAINED)
    for cause in proof.causes:
        click.echo(f"  {cause.zh}\n    {cause.en}")
    for impossible in proof.impossible:
        click.echo(f"类“{impossible.label}”不可能有成员，因为 (can have no member, because)：")
        for cause in impossible.causes:
            click.echo(f"  {cause.zh}\n    {cause.en}")


_UNEXPLAINED = "没有找到简短的原因 (no short cause was found); 请运行 (run): zhengtu validate"


def _print_conclusions(graph: "Store", concluded: "tuple[Concluded, ...]") -> None:
    from ..graph.conclusions import examples

    for each in concluded:
        added, removed = _changes(each)
        name = f"{each.rule.summary.zh} {each.rule.summary.en}" if each.rule else "已删去的规则 a rule that is gone"
        click.echo(f"\n{name}：{len(each.conclusions)} 条推断 (conclusions)，+{added} −{removed} 条陈述 (statements)")
        for words, document, quote in examples(graph, each):
            click.echo(f"  {words.zh}\n    {words.en}")
            click.echo(f"    依据 because：《{document}》“{shown(quote)}”")


def _changes(concluded: "Concluded") -> tuple[int, int]:
    return sum(map(len, concluded.added.values())), sum(map(len, concluded.removed.values()))


def _proof_value(proof: "Proof | None") -> "dict[str, Any] | None":
    if proof is None:
        return None
    from dataclasses import asdict

    return asdict(proof)


def _value(graph: "Store", concluded: "Concluded") -> dict[str, Any]:
    from ..graph.conclusions import examples

    added, removed = _changes(concluded)
    return {
        "rule": concluded.rule.name if concluded.rule else None,
        "conclusions": list(concluded.conclusions),
        "added": added,
        "removed": removed,
        "examples": [
            {"zh": words.zh, "en": words.en, "document": document, "quote": quote}
            for words, document, quote in examples(graph, concluded)
        ],
    }
