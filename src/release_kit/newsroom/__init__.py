"""A newsroom on disk: settings, files and paths; the only place that knows where things lie."""

from release_kit.newsroom.archives import check_word_file, unpack_archive
from release_kit.newsroom.files import (
    FORBIDDEN_SIGNS,
    LEFTOVER,
    TEXT_LIMIT,
    decode_text,
    digest,
    files_in,
    read_bytes,
    read_text,
    remove_leftovers,
    sync_folder,
    write_atomic,
)
from release_kit.newsroom.lock import one_run
from release_kit.newsroom.paths import (
    approval_path,
    feed_path,
    handout_path,
    ledger_path,
    link_to,
    page_path,
    release_path,
)
from release_kit.newsroom.settings import SETTINGS_FILE, Newsroom, find_root, load_newsroom
from release_kit.newsroom.tables import (
    BASE_TERMS,
    FORMATS,
    FeedSettings,
    FirstMention,
    FolderTarget,
    OtherTarget,
    SftpTarget,
    Target,
    WireSettings,
)
from release_kit.newsroom.xml_reading import iterate_xml, parse_html, parse_xml

__all__ = [
    "BASE_TERMS",
    "FORBIDDEN_SIGNS",
    "FORMATS",
    "LEFTOVER",
    "SETTINGS_FILE",
    "TEXT_LIMIT",
    "FeedSettings",
    "FirstMention",
    "FolderTarget",
    "Newsroom",
    "OtherTarget",
    "SftpTarget",
    "Target",
    "WireSettings",
    "approval_path",
    "check_word_file",
    "decode_text",
    "digest",
    "feed_path",
    "files_in",
    "find_root",
    "handout_path",
    "iterate_xml",
    "ledger_path",
    "link_to",
    "load_newsroom",
    "one_run",
    "page_path",
    "parse_html",
    "parse_xml",
    "read_bytes",
    "read_text",
    "release_path",
    "remove_leftovers",
    "sync_folder",
    "unpack_archive",
    "write_atomic",
]
