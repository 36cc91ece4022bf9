"""What is wrong in a template, in plain words and with its paragraph, before a release is put into it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any

from docx.oxml.ns import qn
from jinja2 import nodes
from jinja2.exceptions import TemplateSyntaxError
from lxml import etree

from release_kit.editions.edition import Edition
from release_kit.editions.templating import environment
from release_kit.editions.view import BlockView, EditionView, show_edition
from release_kit.editions.word.handout import BODY, render
from release_kit.editions.word.opening import open_word
from release_kit.editions.word.wordml import Element, paragraphs_of, visible_text
from release_kit.errors import InputError, TemplateError
from release_kit.model import Contact, Finding, Severity
from release_kit.places import Place
from release_kit.release import Run

TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.S)
LOOSE = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
BLOCK = re.compile(r"\{%-?\s*(?:p|r|tr|tc)?\s+(?P<word>\w+)\s*(?P<rest>.*?)\s*-?%\}", re.S)
ENDS = {
    "if": "{% endif %}",
    "for": "{% endfor %}",
    "set": "",
    "elif": "",
    "else": "",
    "endif": "",
    "endfor": "",
}
STYLES = {
    "paragraph": (
        "Body Text", "heading 1", "heading 2", "heading 3", "List Bullet", "List Number", "Quote", "caption",
        "Picture", "Facts", "Facts Heading", "Table Text", "Code", "footnote text",
    ),
    "character": ("Hyperlink", "footnote reference"),
    "table": ("Release Table",),
}  # fmt: skip
EXTRA = ("body", "logo", "loop")


def _fields_of(kind: type[BlockView | Run | Contact | EditionView]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


# What a loop over the blocks, and over the runs of one, calls its members.
PARTS: Mapping[str, tuple[str, ...]] = {"block": _fields_of(BlockView), "run": _fields_of(Run)}


def inspect_template(data: bytes, name: str, sample: Edition) -> list[Finding]:
    """Everything that is wrong in a Word template; `sample` is an edition of its language."""
    try:
        document = open_word(data, name)
    except InputError as error:
        return [Finding("template", Severity.ERROR, Place(name), f"not a Word file: {error.problem}")]
    view = show_edition(sample)
    known = _known(view)
    found = [
        Finding("template", severity, Place(name, part=part), message)
        for part, node in _paragraphs(document)
        for severity, message in _tags(node, known)
    ]
    found += [Finding("template", severity, Place(name), message) for severity, message in _whole(document)]
    if not any(finding.severity is Severity.ERROR for finding in found):
        try:
            render(data, name, view.names() | {"body": BODY, "logo": ""})
        except TemplateError as error:
            message = str(error).removeprefix(f"{name}: ")
            found.append(Finding("template", Severity.ERROR, Place(name), message))
    return found


def _known(view: EditionView) -> dict[str, tuple[str, ...]]:
    """Names that a template may use, with what they have inside."""
    inside = {"contact": _fields_of(Contact), "labels": tuple(view.labels), **PARTS}
    return {**dict.fromkeys([*_fields_of(EditionView), *EXTRA], ()), **inside}


def _paragraphs(document: Any) -> Iterator[tuple[str, Element]]:
    stories = [("paragraph", document.element.body)]
    for relation in document.part.rels.values():
        for kind in ("header", "footer"):
            if relation.reltype.endswith(f"/{kind}"):
                stories.append((f"{kind}, paragraph", relation.target_part.element))
    for place, root in stories:
        for number, node in enumerate(root.iter(qn("w:p")), 1):
            text = visible_text(node)
            if text.strip():
                yield f"{place} {number} «{text[:50]}»", node


def _tags(node: Element, known: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[Severity, str]]:
    text = visible_text(node)
    if loose := LOOSE.search(TAG.sub("", text)):
        yield (
            Severity.ERROR,
            f"a broken tag: {loose.group()} without its other half; type the tag again in one go",
        )
    for match in TAG.finditer(text):
        tag = match.group()
        if tag.startswith("{#"):
            continue
        if _is_split(node, match.start(), match.end()):
            yield Severity.WARNING, f"{tag} is split by formatting: select all of it and give it one format"
        yield from _names(tag, known)
        if re.sub(r"[{}\s]", "", tag) == "body" and text.strip() != tag:
            yield Severity.ERROR, "{{ body }} stands among other words; give it a paragraph of its own"


def _is_split(node: Element, start: int, end: int) -> bool:
    """Whether a tag lies in runs of different formats."""
    at, formats = 0, set()
    for run in node.iter(qn("w:r")):
        length = len(visible_text(run))
        if at < end and start < at + length:
            style = run.find(qn("w:rPr"))
            formats.add(etree.tostring(style) if style is not None else b"")
        at += length
    return len(formats) > 1


def _names(tag: str, known: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[Severity, str]]:
    source = re.sub(r"^\{\{(?:p|r|tr|tc)?\s", "{{ ", tag)
    if tag.startswith("{%"):
        match = BLOCK.fullmatch(tag)
        word = match["word"] if match else ""
        if not match or word not in ENDS:
            yield Severity.ERROR, f"{tag}: templates have if, elif, else, endif, for, endfor and set"
            return
        rest = match["rest"]
        source = {"elif": f"{{% if {rest} %}}{{% endif %}}"}.get(word, f"{{% {word} {rest} %}}{ENDS[word]}")
        if word in ("else", "endif", "endfor"):
            return
    try:
        tree = environment().parse(
            source.replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"')
        )
    except TemplateSyntaxError as error:
        yield Severity.ERROR, f"{tag}: {error.message}"
        return
    yield from _unknown(tree, tag, known)


def _unknown(
    tree: nodes.Template, tag: str, known: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[Severity, str]]:
    own = {name.name for name in tree.find_all(nodes.Name) if name.ctx == "store"}
    for name in tree.find_all(nodes.Name):
        if name.ctx == "load" and name.name not in known and name.name not in own:
            yield (
                Severity.ERROR,
                f"{tag}: unknown variable {name.name!r}; there are {', '.join(sorted(known))}",
            )
    for reach in tree.find_all(nodes.Getattr):
        attribute = reach.attr
        held = reach.node.name if isinstance(reach.node, nodes.Name) else ""
        if attribute.startswith("_"):
            yield Severity.ERROR, f"{tag}: {attribute!r} is refused: templates reach for nothing but texts"
        elif attribute and known.get(held) and attribute not in known[held]:
            yield Severity.ERROR, f"{tag}: {held} has no {attribute!r}; it has {', '.join(known[held])}"


def _whole(document: Any) -> Iterator[tuple[Severity, str]]:
    """What is missing: the place of the text, styles, lists."""
    text = "\n".join(visible_text(node) for node in paragraphs_of(document))
    if not re.search(r"\{\{p?\s*body\s*\}\}", text) and "blocks" not in text:
        yield (
            Severity.ERROR,
            "no {{ body }}: the release's text would be nowhere; write it in a paragraph of its own",
        )
    there = {
        (style.get(qn("w:type")), style.find(qn("w:name")).get(qn("w:val")).lower())
        for style in document.styles.element.iterchildren(qn("w:style"))
        if style.find(qn("w:name")) is not None
    }
    for kind, names in STYLES.items():
        for style_name in names:
            if (kind, style_name.lower()) not in there:
                yield Severity.WARNING, f"no {kind} style «{style_name}»: its texts will look like the rest"
