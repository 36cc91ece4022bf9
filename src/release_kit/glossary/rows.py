"""The glossary's CSV files: reading them, and saying what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from release_kit.errors import InputError
from release_kit.glossary.folding import fold_text
from release_kit.glossary.spreadsheets import Rows, refuse_workbooks
from release_kit.kinds import TermKind
from release_kit.languages import LANGUAGES, Language, convert_script
from release_kit.model import MANNERS, Finding, Severity, Term
from release_kit.newsroom import files_in
from release_kit.places import Place

PLAIN_COLUMNS = frozenset({"id", "kind", "case", "note", "first_mention"})
SHAPES = ("{}", "{}_alt", "forbidden_{}", "family_{}", "short_{}")  # of columns, around a language
CASES = ("", "any", "exact")


def load_glossary(folder: Path) -> tuple[Term, ...]:
    """The rows of every CSV in the folder; an `InputError` for one that contradicts another."""
    terms: list[Term] = []
    if folder.is_dir():
        refuse_workbooks(folder)
        for path in files_in(folder, "*.csv"):
            terms += read_rows(path)
    _refuse_contradictions(terms)
    return tuple(terms)


def read_rows(path: Path) -> list[Term]:
    """The terms of one file; the header is checked first."""
    reader = Rows(path)
    header = [name.strip() for name in next(reader, [])]
    _check_header(header, path)
    rows: list[tuple[int, dict[str, str]]] = []
    for cells in reader:
        if len(cells) > len(header):
            fix = "A form with a comma needs quotation marks around it."
            raise InputError(path, f"{len(cells)} cells in {len(header)} columns", fix, reader.line_num)
        cell = {name: text for name, cell in zip(header, cells, strict=False) if (text := cell.strip())}
        if cell:
            rows.append((reader.line_num, cell))
    groups = {shape: _columns(header, shape) for shape in SHAPES}
    turned = {row.tag: _turned([cell for _, cell in rows], row) for row in LANGUAGES.values() if row.sister}
    return [_term(cell, groups, turned, path, line) for line, cell in rows]


def _columns(header: Sequence[str], shape: str) -> list[tuple[str, str]]:
    """The columns of one shape that the file has, each with its language."""
    return [(tag, shape.format(tag)) for tag in LANGUAGES if shape.format(tag) in header]


def _turned(cells: Sequence[Mapping[str, str]], row: Language) -> dict[str, str]:
    """The forms in the sister's script that stand without one in this, turned all at once."""
    wanted = list(
        dict.fromkeys(cell[row.sister] for cell in cells if row.sister in cell and row.tag not in cell)
    )
    turned = convert_script("\n".join(wanted), row.from_sister).split("\n")
    return dict(zip(wanted, turned, strict=True)) if wanted else {}


def _check_header(header: Sequence[str], path: Path) -> None:
    for name in ("id", "kind"):
        if name not in header:
            fix = "The first line names the columns: id,kind,en,ja,zh-Hant,zh-Hans,..."
            raise InputError(path, f"no column `{name}`", fix, 1)
    for name in header:
        stem = re.sub(r"^(?:forbidden|family|short)_|_alt$", "", name)
        if name not in PLAIN_COLUMNS and stem not in LANGUAGES:
            fix = f"Columns are id, kind, case, note, first_mention, {', '.join(LANGUAGES)}, *_alt, ..."
            raise InputError(path, f"unknown column `{name}`", fix, 1)


def _term(
    cell: Mapping[str, str],
    groups: Mapping[str, Sequence[tuple[str, str]]],
    turned: Mapping[str, Mapping[str, str]],
    path: Path,
    line: int,
) -> Term:
    """The term of one row: `groups` are the file's columns by shape, `turned` the forms of other scripts."""
    _refuse_unknown_words(cell, path, line)
    filled = {
        shape: {tag: cell[name] for tag, name in columns if name in cell} for shape, columns in groups.items()
    }
    if not filled["{}"]:
        raise InputError(path, f"row {cell['id']!r} has no form", "Fill the languages' columns.", line)
    kind = TermKind(cell["kind"])
    return Term(
        id=cell["id"],
        kind=kind,
        forms=_complete(filled["{}"], kind, turned),
        alternatives={tag: _parts(text) for tag, text in filled["{}_alt"].items()},
        forbidden={tag: _parts(text) for tag, text in filled["forbidden_{}"].items()},
        family=_complete(filled["family_{}"], kind, {}),
        case=cell.get("case", ""),
        note=cell.get("note", ""),
        first_mention=_manner(cell.get("first_mention", ""), path, line),
        short=filled["short_{}"],
        place=Place(str(path), line),
    )


def _refuse_unknown_words(cell: Mapping[str, str], path: Path, line: int) -> None:
    """An `InputError` for a row without a name, or with a kind or case that there is not."""
    kind, case = cell.get("kind", ""), cell.get("case", "")
    if not cell.get("id"):
        raise InputError(path, "a row without id", "Give it a short name: kumamoto.", line)
    if kind not in list(TermKind):
        raise InputError(path, f"unknown kind {kind!r}", f"One of {', '.join(sorted(TermKind))}.", line)
    if case not in CASES:
        raise InputError(path, f"unknown case {case!r}", "Leave it empty, or write any or exact.", line)


def _manner(text: str, path: Path, line: int) -> str:
    """How the first mention is written: a word, or a pattern of known languages."""
    if not text:
        return text
    names = re.findall(r"\{([^}]*)\}", text)
    wrong = [name for name in names if name != "form" and name not in LANGUAGES]
    if wrong or (not names and text not in MANNERS):
        fix = "Write none, full, bilingual, or a pattern such as {form}（{en}）."
        raise InputError(path, f"unknown first_mention {text!r}", fix, line)
    return text


def _complete(forms: dict[str, str], kind: str, turned: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """A language without a form follows its sister by script; what is kept is the same everywhere."""
    if kind == TermKind.KEEP and forms:
        only = next(iter(forms.values()))
        return dict.fromkeys(LANGUAGES, only) | forms
    for row in LANGUAGES.values():
        if row.sister in forms and row.tag not in forms:
            theirs = forms[row.sister]
            forms[row.tag] = turned.get(row.tag, {}).get(theirs) or convert_script(theirs, row.from_sister)
    return forms


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("|") if part.strip())


def source_forms(term: Term, tag: str) -> tuple[str, ...]:
    """The forms by which a term is known in a language."""
    own = (term.forms[tag],) if tag in term.forms else ()
    return (*own, *term.alternatives.get(tag, ()))


def _refuse_contradictions(terms: Iterable[Term]) -> None:
    ids: dict[str, Term] = {}
    for term in terms:
        other = ids.setdefault(term.id, term)
        if other is not term:
            fix = f"It stands at {other.place} too. Give one of them another id, or remove it."
            raise _refusal(term, f"id {term.id!r} stands twice", fix)
    for row in LANGUAGES.values():
        if row.one_meaning:
            _refuse_two_meanings(ids.values(), row.tag)


def _refuse_two_meanings(terms: Iterable[Term], tag: str) -> None:
    """Two rows that one source form could mean, with different targets, cannot both be obeyed.

    Not every language is held to it: 局長 is the head of any bureau, and its rows stand beside each other.
    """
    known: dict[str, Term] = {}
    for term in terms:
        for form in source_forms(term, tag):
            key = fold_text(form) if term.case == "any" else f"={fold_text(form, keep_case=True)}"
            other = known.setdefault(key, term)
            if other is term:
                continue
            differs = [t for t in term.forms if t in other.forms and term.forms[t] != other.forms[t]]
            if differs:
                mine, theirs = term.forms[differs[0]], other.forms[differs[0]]
                fix = f"{other.place} has {theirs!r} for it. Keep one of the two rows."
                raise _refusal(term, f"{form!r} is {mine!r} here", fix)


def _refusal(term: Term, problem: str, fix: str) -> InputError:
    return InputError(term.place.path, problem, fix, term.place.line)


def review_glossary(terms: Iterable[Term], languages: Sequence[str]) -> Iterator[Finding]:
    """Rows that will not do for these languages: a form that is missing or in the wrong script."""
    for term in terms:
        missing = [tag for tag in languages if tag not in term.forms]
        if missing:
            text = f"{term.id}: no form for {', '.join(missing)}; it is not guarded there"
            yield Finding("glossary", Severity.WARNING, term.place, text)
        for tag, form in term.forms.items():
            row = LANGUAGES[tag]
            if (
                row.refused_letters
                and term.kind != TermKind.KEEP
                and re.search(f"[{row.refused_letters}]", form)
            ):
                text = f"{term.id}: the {row.name} form {form!r} holds {row.refused_name}"
                yield Finding("glossary", Severity.WARNING, term.place, text)
