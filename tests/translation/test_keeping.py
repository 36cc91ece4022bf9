"""Nothing lost: a rendering and its account are one state, what a person wrote stays, finished sentences are kept."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from conftest import Result

from release_kit.model import Abilities, Candidate, Request
from release_kit.newsroom import load_newsroom
from release_kit.release import read_shelf
from release_kit.translation import translate
from release_kit.translation.plan import Anew

Run = Callable[..., Result]


def rendering(newsroom: Path, tag: str = "ja") -> Path:
    return newsroom / "releases" / "fair" / f"index.{tag}.md"


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, (old, text)
    path.write_text(text.replace(old, new), encoding="utf-8")


def source(newsroom: Path) -> Path:
    return rendering(newsroom, "en")


def entries(newsroom: Path) -> dict[str, dict[str, str]]:
    values = json.loads((newsroom / "releases" / "fair" / "ledger.ja.json").read_text(encoding="utf-8"))
    return {entry["unit"]: entry for entry in values["entries"]}


# -- one state, whenever a run is killed


def kill_runs(newsroom: Path, count: int, seed: int) -> int:
    """Kill `translate` at random instants while the source changes; how many runs were really killed."""
    rng = random.Random(seed)
    killed = 0
    command = [sys.executable, "-m", "release_kit", "translate", "--to", "ja", "--engine", "echo"]
    for turn in range(count):
        text = source(newsroom).read_text(encoding="utf-8")
        head, _, body = text.partition("\n---\n\n")
        more = f"\n\nParagraph {turn} of Kaohsiung.\n" if turn % 3 else "\n"
        body = body.replace("29 February", f"{turn % 28 + 1} February").split("\n\nParagraph")[0]
        source(newsroom).write_text(f"{head}\n---\n\n{body.rstrip()}{more}", encoding="utf-8")
        process = subprocess.Popen(command, cwd=newsroom, stderr=subprocess.DEVNULL)
        time.sleep(rng.uniform(0.25, 0.75))
        process.send_signal(signal.SIGKILL)
        killed += process.wait() == -signal.SIGKILL
    return killed


def test_killed_at_any_write_the_machines_words_are_known_as_the_machines(newsroom: Path, run: Run) -> None:
    """The process ends before each of its renames in turn: the very instants between two files."""
    run("translate", "--to", "ja", "--engine", "echo")
    code = (
        "import os, sys\n"
        "left = int(sys.argv.pop(1))\n"
        "real = os.replace\n"
        "def replace(old, new):\n"
        "    global left\n"
        "    if not left: os._exit(9)\n"
        "    left -= 1\n"
        "    real(old, new)\n"
        "os.replace = replace\n"
        "from release_kit.cli import main\n"
        "main()\n"
    )
    for turn in range(12):
        edit(source(newsroom), "29 February", "28 February") if turn % 2 else None
        text = (
            source(newsroom).read_text(encoding="utf-8").replace("28 February", "29 February", 1 - turn % 2)
        )
        body = text.split("\n\nMore ")[0].rstrip() + (
            f"\n\nMore {turn} of Kaohsiung.\n" if turn % 3 else "\n"
        )
        source(newsroom).write_text(body, encoding="utf-8")
        arguments = [str(turn % 4), "translate", "--to", "ja", "--engine", "echo"]
        subprocess.run(
            [sys.executable, "-c", code, *arguments], cwd=newsroom, check=False, capture_output=True
        )
        result = run("translate", "--to", "ja", "--engine", "echo")
        assert (result.code, "left alone" in result.err) == (0, False), result.err
        found = entries(newsroom)
        assert all(entry["written"] == entry["seen"] for entry in found.values()), turn
        assert ("More" in rendering(newsroom).read_text(encoding="utf-8")) is bool(turn % 3)


@pytest.mark.slow
def test_killed_at_random_instants_nothing_is_taken_for_a_persons(newsroom: Path, run: Run) -> None:
    run("translate", "--to", "ja", "--engine", "echo")
    assert kill_runs(newsroom, 24, seed=5) >= 4
    assert run("translate", "--to", "ja", "--engine", "echo").code == 0
    assert all(entry["written"] == entry["seen"] for entry in entries(newsroom).values())
    edit(rendering(newsroom), "opened", "OPENED")
    edit(source(newsroom), "February", "March")
    kill_runs(newsroom, 6, seed=6)
    run("translate", "--to", "ja", "--engine", "echo")
    assert "OPENED" in rendering(newsroom).read_text(encoding="utf-8")


# -- a person saves meanwhile


class Slow:
    """An engine during whose work somebody saves a file."""

    name, abilities = "slow", Abilities(echoes=True)

    def __init__(self, save: Callable[[], None]) -> None:
        self.save = save

    def writes(self, source: str, target: str) -> str:
        return target

    def translate(
        self, requests: Sequence[Request], source: str, target: str, count: int = 1
    ) -> list[list[Candidate]]:
        self.save()
        return [[Candidate(request.text, 0.0)] for request in requests]


def test_what_a_person_saves_while_a_run_works_is_not_overwritten(newsroom: Path, run: Run) -> None:
    run("translate", "--engine", "echo")
    edit(source(newsroom), "opened", "solemnly opened")
    engine = Slow(lambda: edit(rendering(newsroom), "## Next steps", "## A person's heading"))
    shelf = read_shelf(load_newsroom(newsroom))
    (report,) = translate(shelf, ["fair"], ["ja"], "slow", engines={"slow": engine})
    assert "somebody saved it while this ran" in report.problem
    text = rendering(newsroom).read_text(encoding="utf-8")
    assert ("A person's heading" in text, "solemnly" in text) == (True, False)
    assert run("translate", "--engine", "echo").code == 0
    text = rendering(newsroom).read_text(encoding="utf-8")
    assert ("A person's heading" in text, "solemnly" in text) == (True, True)


def test_a_rendering_that_a_person_makes_meanwhile_stays(newsroom: Path) -> None:
    engine = Slow(lambda: rendering(newsroom).write_text("---\nid: hers\n---\n", encoding="utf-8"))
    shelf = read_shelf(load_newsroom(newsroom))
    (report,) = translate(shelf, ["fair"], ["ja"], "slow", engines={"slow": engine})
    assert report.problem
    assert rendering(newsroom).read_text(encoding="utf-8") == "---\nid: hers\n---\n"


# -- what a person changed stays


@pytest.mark.parametrize(
    ("old", "new", "stays"),
    [
        ("## Next steps", "### Next steps", "### Next steps"),
        ("- 蒲島知事", "* 蒲島知事", "* 蒲島知事"),
        ("\nstatus: draft", "\n# to be read by Ms Hayashi\nstatus: draft", "# to be read by Ms Hayashi"),
        ("hashtags:\n  - 熊本", "hashtags:\n  - 熊本\n  - 展示会", "  - 展示会"),
        ("\ntitle:", "\nsubtitle: A line of our own\ntitle:", "subtitle: A line of our own"),
        ("\ntitle:", "\nboilerplate: 当社について\ntitle:", "boilerplate: 当社について"),
    ],
)
def test_fields_comments_and_marks_stay_when_another_paragraph_changes(
    newsroom: Path, run: Run, old: str, new: str, stays: str
) -> None:
    run("translate", "--engine", "echo")
    edit(rendering(newsroom), old, new)
    edit(source(newsroom), "opened", "solemnly opened")
    run("translate", "--engine", "echo")
    text = rendering(newsroom).read_text(encoding="utf-8")
    assert "solemnly" in text
    assert stays in text.split("\n") or any(line.startswith(stays) for line in text.split("\n"))
    again = run("translate", "--engine", "echo")
    assert "nothing to do" in again.err


def test_a_mark_that_changed_in_the_source_changes_in_the_rendering(newsroom: Path, run: Run) -> None:
    run("translate", "--engine", "echo")
    edit(source(newsroom), "## Next steps", "### Next steps")
    run("translate", "--engine", "echo")
    assert "### Next steps" in rendering(newsroom).read_text(encoding="utf-8")


def test_a_field_that_left_the_source_leaves_the_rendering(newsroom: Path, run: Run) -> None:
    edit(source(newsroom), "title:", "subtitle: A second line\ntitle:")
    run("translate", "--engine", "echo")
    assert "A second line" in rendering(newsroom).read_text(encoding="utf-8")
    edit(source(newsroom), "subtitle: A second line\n", "")
    edit(source(newsroom), "opened", "solemnly opened")
    run("translate", "--engine", "echo")
    assert "A second line" not in rendering(newsroom).read_text(encoding="utf-8")


def test_paragraphs_that_change_places_take_their_edits_along(newsroom: Path, run: Run) -> None:
    path = source(newsroom)
    path.write_text(
        path.read_text(encoding="utf-8") + "\nThe first.\n\nThe second.\n\nThe third.\n", encoding="utf-8"
    )
    run("translate", "--engine", "echo")
    edit(rendering(newsroom), "The second.", "The second, edited.")
    edit(path, "The first.\n\nThe second.\n\nThe third.", "The second.\n\nThe third.\n\nThe first.")
    result = run("translate", "--engine", "echo")
    text = rendering(newsroom).read_text(encoding="utf-8")
    assert text.rstrip().endswith("The second, edited.\n\nThe third.\n\nThe first.")
    assert "no paragraph any more" not in result.err
    edit(path, "The second.\n\n", "")
    assert "1 edited text without a paragraph now" in run("translate", "--to", "ja", "--engine", "echo").err


def test_retranslating_says_what_it_means(newsroom: Path, run: Run) -> None:
    run("translate", "--to", "ja", "--engine", "echo")
    edit(rendering(newsroom), "opened", "EDITED")
    run("translate", "--to", "ja", "--engine", "echo")
    edit(source(newsroom), "opened", "solemnly opened")
    run("translate", "--to", "ja", "--engine", "echo")
    for choice, is_kept in (("machine", True), ("stale", False)):
        run("translate", "--to", "ja", "--engine", "echo", "--retranslate", choice)
        assert ("EDITED" in rendering(newsroom).read_text(encoding="utf-8")) is is_kept, choice
    assert run("translate", "--retranslate", "everything").code == 2
    assert {choice.value for choice in Anew} == {"", "machine", "stale", "all"}


def test_an_engine_that_is_none_is_an_error_even_with_nothing_to_do(newsroom: Path, run: Run) -> None:
    run("translate", "--engine", "echo")
    result = run("translate", "--engine", "deepl")
    assert (result.code, "unknown engine 'deepl'" in result.err) == (2, True)


# -- finished sentences are kept


class Counted:
    """An engine that counts what it is asked and may be interrupted."""

    name, abilities = "counted", Abilities()

    def __init__(self, left: int = 10**9) -> None:
        self.left, self.calls = left, 0
        self.asked: list[str] = []

    def fingerprint(self, source: str, target: str) -> str:
        return "1"

    def writes(self, source: str, target: str) -> str:
        return target

    def translate(
        self, requests: Sequence[Request], source: str, target: str, count: int = 1
    ) -> list[list[Candidate]]:
        self.calls += 1
        if self.calls > self.left:
            raise KeyboardInterrupt
        self.asked += [request.text for request in requests]
        return [
            [Candidate(f"これは会館の案内「{'あ' * (len(request.text) % 9 + 1)}」である。", -0.1)]
            for request in requests
        ]


def long_release(newsroom: Path) -> None:
    path = source(newsroom)
    extra = "".join(f"\n\nThe hall number {'I' * number} is open today." for number in range(1, 61))
    path.write_text(path.read_text(encoding="utf-8") + extra + "\n", encoding="utf-8")


def test_an_interrupted_run_loses_one_batch_at_most_and_the_next_goes_on(newsroom: Path) -> None:
    long_release(newsroom)
    shelf = read_shelf(load_newsroom(newsroom))
    whole = Counted()
    translate(shelf, ["fair"], ["ja"], "counted", engines={"counted": whole}, dry_run=False)
    rendering(newsroom).unlink()
    (newsroom / ".release-kit" / "drafts.sqlite").unlink()
    first = Counted(left=whole.calls - 1)
    with pytest.raises(KeyboardInterrupt):
        translate(
            read_shelf(load_newsroom(newsroom)), ["fair"], ["ja"], "counted", engines={"counted": first}
        )
    second = Counted()
    translate(read_shelf(load_newsroom(newsroom)), ["fair"], ["ja"], "counted", engines={"counted": second})
    finished = set(whole.asked) - set(second.asked)
    assert len(finished) >= 20, "what was finished before the interruption is not asked for again"
    assert rendering(newsroom).is_file()


@pytest.mark.parametrize("harm", ["damaged", "deleted"])
def test_drafts_are_a_cache(newsroom: Path, harm: str) -> None:
    shelf = read_shelf(load_newsroom(newsroom))
    translate(shelf, ["fair"], ["ja"], "counted", engines={"counted": Counted()})
    before = rendering(newsroom).read_bytes()
    rendering(newsroom).unlink()
    path = newsroom / ".release-kit" / "drafts.sqlite"
    path.write_bytes(b"no database" * 1000) if harm == "damaged" else path.unlink()
    translate(
        read_shelf(load_newsroom(newsroom)), ["fair"], ["ja"], "counted", engines={"counted": Counted()}
    )
    assert rendering(newsroom).read_bytes() == before
    again = Counted()
    rendering(newsroom).unlink()
    translate(read_shelf(load_newsroom(newsroom)), ["fair"], ["ja"], "counted", engines={"counted": again})
    assert again.asked == []


def test_sentences_that_did_not_change_keep_their_words(newsroom: Path) -> None:
    path = source(newsroom)
    path.write_text(
        path.read_text(encoding="utf-8") + "\nThe hall is open. The port is shut.\n", encoding="utf-8"
    )
    translate(
        read_shelf(load_newsroom(newsroom)), ["fair"], ["ja"], "counted", engines={"counted": Counted()}
    )
    (newsroom / ".release-kit" / "drafts.sqlite").unlink()
    edit(path, "The port is shut.", "The port is closed again.")
    engine = Counted()
    translate(read_shelf(load_newsroom(newsroom)), ["fair"], ["ja"], "counted", engines={"counted": engine})
    assert any("closed again" in text for text in engine.asked)
    assert not any("hall is open" in text for text in engine.asked)
