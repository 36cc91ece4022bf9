"""What release-kit.toml may hold: one class a table, one line a setting.

The descriptions are for people: errors quote them as the way out, and the JSON Schema that editors read
(data/release-kit.schema.json, made by tools/settings_schema.py) is made of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal, get_args

from msgspec import UNSET, Meta, Struct, UnsetType

from release_kit.languages import PIVOT, TAG_SHAPE

FORMATS = ("html", "docx")
BaseTerms = Literal["countries", "languages", "currencies", "cities", "titles", "institutions", "companies"]
BASE_TERMS: tuple[BaseTerms, ...] = get_args(BaseTerms)
Manner = Literal["", "none", "full", "bilingual"]
Field = Literal["name", "organisation", "phone", "email"]
Tag = Annotated[str, Meta(pattern=f"^(?:{TAG_SHAPE})$", description="The tag of a language.")]
Text = Annotated[str, Meta(max_length=20_000)]
Name = Annotated[  # it becomes a folder's name, and a part of the names of environment variables
    str,
    Meta(
        pattern=r"^[^\s./\\:*?\"<>|][^/\\:*?\"<>|]{0,60}$",
        description='A short name without / \\ : * ? " < > | in it, and no full stop at its start.',
    ),
]
Percent = Annotated[int, Meta(ge=30, le=100, description="A whole number from 30 to 100, in percent.")]
Limit = Annotated[int, Meta(ge=0, le=10_000_000, description="A whole number of characters; 0 for no limit.")]


class Table(Struct, frozen=True, forbid_unknown_fields=True):
    """A table of release-kit.toml: what it does not know it refuses."""


class FirstMention(Table, frozen=True):
    """[first_mention]: how a thing is named the first time, where its row in the glossary does not say."""

    form: Annotated[Manner, Meta(description='"none", "full" or "bilingual".')] = ""
    kinds: Annotated[
        tuple[str, ...], Meta(description='For rows of which kinds: ["company", "product"].')
    ] = ("company", "organisation", "event", "product")
    headline: Annotated[
        bool, Meta(description="Whether a headline counts as the first mention: true or false.")
    ] = False


class MemorySettings(Table, frozen=True):
    """[memory]: how like a sentence must be to one that was approved, in percent."""

    offer: Annotated[Percent, Meta(description="From where it is shown to the editor; 30 to 100.")] = 75
    repair: Annotated[Percent, Meta(description="From where its names and facts are swapped; 30 to 100.")] = (
        60
    )


class HandoutSettings(Table, frozen=True):
    """[handout]: what the office wants on its handouts."""

    banner: Annotated[
        Mapping[Tag, Text],
        Meta(description='The words at the top, by language: {ja = "プレスリリース"}.'),
    ] = {}
    logo: Annotated[str, Meta(description="A picture inside the newsroom's folder.")] = ""
    eras: Annotated[
        tuple[Tag, ...],
        Meta(description='Languages whose dates are written by their own era: ["ja", "zh-Hant"].'),
    ] = ()


class FeedSettings(Table, frozen=True):
    """[feeds]: how long feeds are."""

    window: Annotated[int, Meta(ge=0, le=100_000, description="How many items a feed has; 0 for all.")] = 100
    archives: Annotated[
        bool, Meta(description="Whether older items go on in archives (RFC 5005): true or false.")
    ] = False
    hub: Annotated[str, Meta(description='The address of a WebSub hub: "https://hub.example".')] = ""


class FolderTarget(Table, frozen=True, tag_field="kind", tag="folder"):
    """[targets.NAME] with kind = "folder": a folder on this machine or on a mounted disk."""

    path: Annotated[str, Meta(min_length=1, description='The folder: path = "/srv/www/press".')]

    @property
    def kind(self) -> str:
        return "folder"


class SftpTarget(Table, frozen=True, tag_field="kind", tag="sftp"):
    """[targets.NAME] with kind = "sftp": a folder of a server. Its secrets come from the environment."""

    host: Annotated[str, Meta(min_length=1, description='The server: host = "sftp.wire.example".')]
    user: Annotated[str, Meta(min_length=1, description='The name to log in with: user = "press".')]
    path: Annotated[str, Meta(min_length=1, description='The folder on the server: path = "/incoming".')]
    port: Annotated[int, Meta(ge=1, le=65_535, description="The server's port.")] = 22
    key: Annotated[str, Meta(description='The file of a private key: key = "~/.ssh/id_ed25519".')] = ""
    known_hosts: Annotated[str, Meta(description="The file with the keys of known servers.")] = (
        "~/.ssh/known_hosts"
    )

    @property
    def kind(self) -> str:
        return "sftp"


class OtherTarget(Struct, frozen=True):
    """[targets.NAME] of a kind that an installed package brought; the package checks its options."""

    kind: str
    options: Mapping[str, Any]


Target = FolderTarget | SftpTarget | OtherTarget


class WireSettings(Table, frozen=True):
    """[wires.NAME]: a wire's own rules; what is not said is as in the profile that it is like."""

    like: Annotated[str, Meta(description="The profile to start from.")] = ""
    about: Annotated[Text, Meta(description="What this wire is, in a few words.")] | UnsetType = UNSET
    formats: (
        Annotated[tuple[str, ...], Meta(min_length=1, description='What it takes: ["docx", "txt"].')]
        | UnsetType
    ) = UNSET
    dateline: (
        Annotated[
            Mapping[Annotated[str, Meta(pattern=f"^(?:{TAG_SHAPE}|)$")], Text],
            Meta(
                description='The dateline by language, or "" for the others; it may hold {place}, {city},'
                " {country}, {wire} and {date}."
            ),
        ]
        | UnsetType
    ) = UNSET
    file_name: (
        Annotated[
            str,
            Meta(
                min_length=1,
                max_length=120,
                description="A file's name without its suffix; it may hold {date}, {slug} and {language}.",
            ),
        ]
        | UnsetType
    ) = UNSET
    end: (
        Annotated[Mapping[Tag, Text], Meta(description='The end mark by language: {en = "-30-"}.')]
        | UnsetType
    ) = UNSET
    width: (
        Annotated[int, Meta(ge=20, le=1000, description="Columns of plain text; 20 to 1000.")] | UnsetType
    ) = UNSET
    headline_limit: (
        Annotated[Limit, Meta(description="The longest headline, in characters; 0 for any.")] | UnsetType
    ) = UNSET
    text_limit: (
        Annotated[Limit, Meta(description="The longest text, in characters; 0 for any.")] | UnsetType
    ) = UNSET
    contact: (
        Annotated[tuple[Field, ...], Meta(description='What the contact must have: ["phone", "email"].')]
        | UnsetType
    ) = UNSET
    disclaimer: Annotated[bool, Meta(description="Whether there must be a disclaimer.")] | UnsetType = UNSET


class Settings(Table, frozen=True):
    """The whole of release-kit.toml."""

    base_url: Annotated[
        str, Meta(description='The address that public/ will have: base_url = "https://press.example.org".')
    ]
    languages: Annotated[
        tuple[Tag, ...], Meta(min_length=1, description='All languages: languages = ["en", "ja"].')
    ]
    name: Annotated[
        Mapping[Tag, Text], Meta(description='What the office is called, by language: en = "Press Office".')
    ] = {}
    source: Annotated[Tag, Meta(description="The language that releases are written in.")] = PIVOT
    time_zone: Annotated[str, Meta(description='The office\'s time zone: "Asia/Taipei".')] = "UTC"
    engine: Annotated[str, Meta(description='Which engine translates: "auto" takes the best there is.')] = (
        "auto"
    )
    boilerplate: Annotated[
        Mapping[str, Mapping[Tag, Text]],
        Meta(description="Standing texts, by the key that releases name and by language."),
    ] = {}
    first_mention: FirstMention = FirstMention()
    base_terms: Annotated[
        tuple[BaseTerms, ...],
        Meta(description="The kinds of the base term list that are used; [] for none of them."),
    ] = BASE_TERMS
    memory: MemorySettings = MemorySettings()
    handout: HandoutSettings = HandoutSettings()
    feeds: FeedSettings = FeedSettings()
    formats: Annotated[
        tuple[str, ...],
        Meta(min_length=1, description='What public/ holds of each release: ["html", "docx"].'),
    ] = FORMATS
    targets: Annotated[
        Mapping[Name, FolderTarget | SftpTarget], Meta(description="Where `publish` sends to, by name.")
    ] = {}
    wires: Annotated[Mapping[Name, WireSettings], Meta(description="Changes to wire profiles, by name.")] = {}
