"""The benchmarks' own text, glossary and package: large enough, and what they claim to be."""

from __future__ import annotations

import sys

from conftest import ROOT

sys.path.insert(0, str(ROOT))

from benchmarks import terms
from release_kit.glossary.constraints import FACT_KINDS


def test_the_text_holds_enough_paragraphs_terms_and_facts() -> None:
    paragraphs = (terms.FOLDER / "paragraphs.txt").read_text(encoding="utf-8").splitlines()
    assert len(paragraphs) >= 60
    for tag in ("ja", "zh-Hant"):
        work = list(terms.tasks(paragraphs, terms.glossary("right", tag), tag))
        kinds = [part.kind for task in work for c in task.constraints for part in c.parts or (c,)]
        assert sum(kind not in FACT_KINDS for kind in kinds) >= 400
        assert sum(kind in FACT_KINDS for kind in kinds) >= 200


def test_random_mode_asks_for_other_words_at_the_same_places() -> None:
    paragraph = ["Mayor Chen Wei-ling opened the Asia Harbour Fair in Norvale."]
    right, strange = (
        next(iter(terms.tasks(paragraph, terms.glossary(mode, "ja"), "ja"))) for mode in ("right", "random")
    )
    assert [c.source for c in right.constraints] == [c.source for c in strange.constraints]
    assert all(a.form != b.form for a, b in zip(right.constraints, strange.constraints, strict=True))
