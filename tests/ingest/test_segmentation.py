import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhengtu.ingest.segmentation import Token, segment, segment_with_jieba

CORPUS = Path(os.environ.get("ZHENGTU_CORPUS", Path(__file__).parents[3] / "shared" / "corpus"))

# What official texts are made of: Chinese, marks, digits, Latin letters, and the odd spaces of web copies.
WRITING = st.text(
    st.one_of(
        st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5),
        st.sampled_from("建设发展推进县域一二三十年月底前的和在对将"),
        st.sampled_from("，。；：！？、（）《》“”〔〕—…％%.·0123456789aAzZ+-#&_/ \n\r\t\u3000①㎡"),
    ),
    max_size=60,
)


def ends(tokens: tuple[Token, ...]) -> list[int]:
    return [token.end for token in tokens]


@given(WRITING)
def test_the_words_of_a_text_tile_it(text: str) -> None:
    tokens = segment(text)
    assert [token.begin for token in tokens] == [0, *ends(tokens)][: len(tokens)]
    assert (tokens[-1].end if tokens else 0) == len(text)


@settings(deadline=None)
@given(WRITING)
def test_both_segmenters_set_the_same_boundaries(text: str) -> None:
    assert ends(segment(text)) == ends(segment_with_jieba(text))


def test_both_segmenters_agree_on_the_corpus() -> None:
    if not CORPUS.is_dir():
        pytest.skip(f"no corpus at {CORPUS}; set ZHENGTU_CORPUS to the folder of real documents")
    for path in sorted(CORPUS.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        assert ends(segment(text)) == ends(segment_with_jieba(text)), path.name


def test_a_document_number_keeps_its_hyphen() -> None:
    text = "编号2018-00223的文件"
    assert "2018-00223" in [text[token.begin : token.end] for token in segment(text)]
