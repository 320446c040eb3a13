"""Many documents out of the three samples: varied copies with numbers, places and tasks of their own.

The same seed gives the same files on any machine. Each family (nation, province, county) cites its own members, so that
chains close; sentences are left out at random, numbers vary, and the county and province are real ones of the
gazetteer, so that no two documents say the same. Run: python bench/make_documents.py FOLDER [FAMILIES]
"""

import random
import re
import sys
from importlib.resources import files
from pathlib import Path

from zhengtu.ontology import Division, load_ontology

#: Families of three documents of about 3,000 quads each: a million in all, with the vocabularies.
FAMILIES = 110
_NUMBER = re.compile(r"(?<![\d〔第条.—-])\d{1,4}(?=[个家项名%％]|人次|万)")
_SENTENCE = re.compile(r"[^。\n]+。")
#: Of the sentences inside paragraphs so many are left out.
_LEFT_OUT = 0.12


def make_documents(folder: Path, families: int = FAMILIES, seed: int = 2022) -> list[Path]:
    """Write ``3 × families`` text files and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    chance = random.Random(seed)
    divisions = load_ontology().divisions
    counties = sorted((each for each in divisions.values() if _plain(each)), key=lambda each: each.code)
    texts = {path.name: path.read_text("utf-8") for path in (files("zhengtu.cli") / "samples").iterdir()}  # type: ignore[attr-defined]
    written = []
    for number in range(1, families + 1):
        county = chance.choice(counties)
        province = divisions[county.code[:2] + "0000"]
        for name, text in sorted(texts.items()):
            path = folder / f"{number:04d}-{name}"
            path.write_text(_varied(text, number, county, province, chance), encoding="utf-8")
            written.append(path)
    return written


def _plain(division: Division) -> bool:
    return division.level == "county" and division.name.endswith("县") and len(division.name) == 3


def _varied(text: str, number: int, county: Division, province: Division, chance: random.Random) -> str:
    for old, new in (
        ("安吉", county.name.removesuffix("县")),
        ("浙江", province.short_names[0] if province.short_names else province.name),
        ("国科发农〔2022〕158号", f"国科发农〔2022〕{1000 + number}号"),
        ("浙政办发〔2022〕900号", f"浙政办发〔2022〕{1000 + number}号"),
        ("安政办发〔2022〕901号", f"安政办发〔2022〕{1000 + number}号"),
        ("（示例文本）", f"（示例文本{number}）"),
    ):
        text = text.replace(old, new)
    text = _NUMBER.sub(lambda found: str(max(2, round(int(found[0]) * chance.uniform(0.5, 1.5)))), text)
    return "\n".join(_thinned(line, chance) for line in text.split("\n"))


def _thinned(line: str, chance: random.Random) -> str:
    """Leave sentences out, but neither the first one, which is the heading, nor the last."""
    sentences = _SENTENCE.findall(line)
    if len(sentences) < 4 or "".join(sentences) != line:
        return line
    kept = [sentence for sentence in sentences[1:-1] if chance.random() > _LEFT_OUT]
    return "".join((sentences[0], *kept, sentences[-1]))


if __name__ == "__main__":
    made = make_documents(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else FAMILIES)
    print(f"{len(made)} files in {sys.argv[1]}")
