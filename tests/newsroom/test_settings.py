"""release-kit.toml: what will not do is said with file, line, setting, value and way out."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import jsonschema
import pytest
from conftest import ROOT

from release_kit.errors import InputError
from release_kit.newsroom.settings import load_newsroom
from release_kit.newsroom.tables import FolderTarget, SftpTarget

sys.path.insert(0, str(ROOT))

from tools.settings_schema import PATH, schema_text

BASE = """base_url = "https://press.example.org"
source = "en"
languages = ["en", "ja"]
time_zone = "Asia/Taipei"
"""

CASES = [  # what is added, the line of the error, words of it
    ('[feeds]\nwindw = 3\n', 6, "unknown setting `feeds.windw`", "Did you mean window?"),
    ('[feeds]\nwindow = "many"\n', 6, "`feeds.window` is 'many', not a whole number", "0 for all"),
    ("[feeds]\nwindow = true\n", 6, "`feeds.window` is True, not a whole number", "0 for all"),
    ("[feeds]\nwindow = -1\n", 6, "`feeds.window` is -1, not a whole number >= 0", "0 for all"),
    ("[feeds]\narchives = 1\n", 6, "`feeds.archives` is 1, not true or false", "RFC 5005"),
    ('[feeds]\nhub = "hub"\n', 6, "`feeds.hub` is not a web address: 'hub'", "https://hub.example"),
    ("feeds = 3\n", 5, "`feeds` is 3, not a table", "how long feeds are"),
    ("[memory]\noffer = 20\n", 6, "`memory.offer` is 20, not a whole number >= 30", "30 to 100"),
    ('[name]\nen = "Office"\njp = "x"\n', 7, "unknown language 'jp'", "Known: en, ja"),
    ("[name]\nen = 3\n", 6, "`name.en` is 3, not text", "What the office is called"),
    ("name = 3\n", 5, "`name` is 3, not a table", "What the office is called"),
    ("[boilerplate]\nfair = 3\n", 6, "`boilerplate.fair` is 3, not a table", "Standing texts"),
    ('[boilerplate.fair]\njp = "x"\n', 6, "unknown language 'jp'", "Did you mean ja?"),
    ('[first_mention]\nform = "ful"\n', 6, "`first_mention.form` is 'ful'", "Did you mean full?"),
    ('base_terms = ["citys"]\n', 5, "`base_terms[0]` is 'citys'", "Did you mean cities?"),
    ("base_terms = 3\n", 5, "`base_terms` is 3, not a list", "[] for none"),
    ("formats = []\n", 5, "`formats` is [], not a list in [ ] of length >= 1", "html"),
    ('[handout]\nlogo = "../x.png"\n', 6, "`handout.logo`: no picture '../x.png'", "inside the newsroom"),
    ('[handout]\neras = "ja"\n', 6, "`handout.eras` is 'ja', not a list", "ja"),
    ('[targets.web]\nkind = "ftp"\n', 6, "`targets.web.kind` is 'ftp'", "Did you mean sftp?"),
    ('[targets.web]\npath = "x"\n', 5, "`targets.web.kind` is missing", "Where `publish` sends to"),
    ('[targets.web]\nkind = "folder"\n', 5, "`targets.web.path` is missing", 'path = "/srv/www/press"'),
    ('[targets.web]\nkind = "sftp"\nhost = "h"\npath = "p"\n', 5, "`targets.web.user` is missing", "log in"),
    ('[targets.web]\nkind = "folder"\npath = "x"\npassword = "hunter2"\n', 8, "unknown setting `targets.web.password`", "RELEASE_KIT_WEB_PASSWORD"),
    ('[targets.web]\nkind = "sftp"\nhost = "h"\nuser = "u"\npath = "p"\nport = "22"\n', 10, "`targets.web.port` is '22', not a whole number", "port"),
    ('[targets."../x"]\nkind = "folder"\npath = "x"\n', 5, "'../x' will not do", "short name"),
    ('[targets]\nweb = 3\n', 6, "`targets.web` is 3, not a table", "Where `publish`"),
    ('[wires."../../x"]\nlike = "text"\n', 5, "'../../x' will not do", "short name"),
    ('[wires.a]\nfile_name = "../../x"\n', 6, "`wires.a.file_name` '../../x': a file's name has none of", "AG-"),
    ('[wires.a]\nfile_name = "{slug.path}"\n', 6, "unknown {slug.path}", "AG-"),
    ('[wires.a]\nfile_name = "{slug:>99999999}"\n', 6, "unknown {slug}", "AG-"),
    ('[wires.a]\nfile_name = "{slug"\n', 6, "expected '}'", "AG-"),
    ('[wires.a]\ndateline = { ja = "{town}" }\n', 6, "unknown {town}", "{place}"),
    ('[wires.a]\ncontact = ["fax"]\n', 6, "`wires.a.contact[0]` is 'fax'", "Known: email"),
    ('[wires.a]\nheadlin_limit = 3\n', 6, "unknown setting `wires.a.headlin_limit`", "Did you mean headline_limit?"),
    ('engine = "a\\u0000b"\n', 5, "a control character (U+0000)", "Delete it"),
    ("a = " + "[" * 5000 + "\n", 0, "TOML: brackets within brackets", "stray ["),
    ("a = " + "9" * 5000 + "\n", 0, "TOML", "straight quotation marks"),
    ("a = “x”\n", 5, "TOML", "straight quotation marks"),
]  # fmt: skip


@pytest.mark.parametrize(("more", "line", "problem", "fix"), CASES, ids=[case[2][:50] for case in CASES])
def test_a_wrong_setting_is_named_with_its_line_value_and_way_out(
    tmp_path: Path, more: str, line: int, problem: str, fix: str
) -> None:
    (tmp_path / "release-kit.toml").write_text(BASE + more, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_newsroom(tmp_path)
    assert problem in caught.value.problem
    assert fix in caught.value.fix
    assert caught.value.line == line


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("https://press.example.org", "http://["),
        ("https://press.example.org", "https://press.example.org:x"),
        ("https://press.example.org", 'https://a\\"><script>'),
        ("https://press.example.org", "https://u@h/?q"),
        ("Asia/Taipei", "../../etc/passwd"),
        ("Asia/Taipei", "America"),
        ("Asia/Taipei", "a" * 5000),
        ('source = "en"', 'source = "zh-Hans"'),
    ],
)
def test_an_address_or_a_zone_that_is_none_is_an_error(tmp_path: Path, old: str, new: str) -> None:
    (tmp_path / "release-kit.toml").write_text(BASE.replace(old, new), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_newsroom(tmp_path)
    assert caught.value.line in (1, 2, 4)


def test_tables_of_targets_are_typed(tmp_path: Path) -> None:
    more = '[targets.web]\nkind = "folder"\npath = "out"\n'
    more += '[targets.wire]\nkind = "sftp"\nhost = "h"\nuser = "u"\npath = "/in"\n'
    (tmp_path / "release-kit.toml").write_text(BASE + more, encoding="utf-8")
    targets = load_newsroom(tmp_path).targets
    assert targets == {"web": FolderTarget("out"), "wire": SftpTarget("h", "u", "/in")}
    assert [target.kind for target in targets.values()] == ["folder", "sftp"]


def test_the_schema_for_editors_is_current_and_takes_the_sample() -> None:
    import tomllib

    assert PATH.read_text(encoding="utf-8") == schema_text()
    schema = json.loads(schema_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    values = tomllib.loads((ROOT / "release-kit.toml").read_text(encoding="utf-8"))
    jsonschema.validate(values, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(values | {"feeds": {"window": "many"}}, schema)
