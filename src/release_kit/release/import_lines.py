"""Lines of an imported text that are no text: marks of its beginning and end, contacts, headings."""

from __future__ import annotations

import re
from collections.abc import Sequence

from release_kit.model import Contact
from release_kit.release.datelines import read_date

HASHTAGS = re.compile(r"^hash ?tags?\s*:\s*(.+)$", re.I)
ISSUER = re.compile(r"^(?:issuer|issued by|source)\s*:\s*(.+)$", re.I)
DISCLAIMER = re.compile(r"^(?:disclaimer\s*:\s*)?(?:the )?issuer is (?:solely )?responsible\b.*", re.I)
MARK = re.compile(
    r"[\s#*_【〔（(\[<＜～~-]*"
    r"(?:(?:for )?immediate release|(?:for )?release on receipt|(?:press|news|media) (?:release|statement)"
    r"|即日(?:発表|解禁)|報道(?:関係者)?(?:資料|各位)|プレスリリース|ニュースリリース|新聞稿|新闻稿|即[時时][發发][布佈]"
    r"|ends?|-?30-?|以上|完|終わり)"
    r"(?:[\s:,：–—-]+(?P<date>(?=[^a-z]*\b[A-Z][a-z]|.*\d{4})[\w., ]{6,24}))?"
    r"[\s#*_:：】〕）)\]>＞～~-]*|\s*#(?: ?#){2,}\s*",
    re.I,
)
CONTACT = re.compile(
    r"[#*_【\[■◆●\s]*(?:(?:(?:media|press|news|pr|public relations) )?(?:contacts?|enquiries|inquiries)"
    r"(?: (?:information|details|person))?"
    r"|for (?:more|further|media) (?:information|enquiries|inquiries),?(?: please)?(?: contact)?"
    r"|(?:本件に関する)?(?:報道関係者様?の?)?お?問い?合わ?せ先?|連絡先"
    r"|(?:新聞|新闻|媒體|媒体)?[聯联][絡络繫系](?:人|方式|窗口|我們)?)"
    r"[*_】\]\s]*(?:[:：][*_\s]*(?P<rest>.*)|$)",
    re.I,
)
NAMED = r"(?:Co|Ltd|Inc|Corp|St)\.,?|[A-Z0-9(&][^\s.!?:;]*(?:\.[^\s.!?:;]+)*,?"
ABOUT = re.compile(
    r"[#*_【\[■◆\s]*(?P<heading>About (?:the |our )?(?=[A-Z])"
    rf"(?:{NAMED})(?: (?:the|of|and|for|in|de|{NAMED})){{0,9}}"
    r"|(?:關於|关于)[^。，,]{1,30}|[^。、]{1,30}について)[*_】\]:：\s]*$"
)
EMAIL = re.compile(
    r"(?:\b(?:e-?mail|mail)|電子郵件|電郵|メール)?\s*[:：]?\s*<?(?P<email>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)>?",
    re.I,
)
MARKDOWN_LINK = re.compile(r"\[([^\]\n]*)\]\((?:mailto|tel):[^)\n]*\)")
PHONE = re.compile(
    r"(?:\b(?:tel|telephone|phone|mobile|cell|mob|direct|office|t|p|m)\b\.?|電話|电话|手機|手机)?\s*[:：]?\s*"
    r"(?P<phone>(?:\+|\(|\b0|\b\d{3}[-. ])[\d() .-]{6,22}\d(?:\s*(?:ext\.?|x|#|分機|内線)\s*\d{1,6})?)",
    re.I,
)
FAX = re.compile(r"\bfax\b|傳真|传真|ファクス|ファックス|\bhttps?:|\bwww\.", re.I)
OFFICE = re.compile(
    r"\b(?:government|press|media|pr|officer|office|bureau|department|ministry|division|team|relations|inc|ltd|corp|llc|company|group"
    r"|communications|association|center|centre|agency|institute|university)\b|[局部課室府社処處]$",
    re.I,
)
LONGEST = 100  # characters of a line of a contact
SENTENCE = re.compile(r"(?:\w+\W+){6,}\w*[a-z)]\.$|。$")
MOST = 8  # lines of a contact


def read_mark(text: str) -> tuple[bool, str]:
    """Whether a line only marks a beginning or an end, and the date that it says."""
    match = MARK.fullmatch(text)
    if match is None:
        return False, ""
    said = (match["date"] or "").strip()
    date = read_date(said) if said else ""
    return bool(date) or not said, date


def find_heading(text: str) -> str:
    """The heading of a paragraph on somebody, as `About X`; empty where a line is none."""
    match = ABOUT.match(text) if len(text) <= LONGEST else None
    return match["heading"].strip(" *_】]") if match else ""


def stands_alone(text: str) -> bool:
    """Whether a line does not run on into the next."""
    return read_mark(text)[0] or bool(CONTACT.match(text)) or bool(find_heading(text))


def take_contact(paragraphs: Sequence[str]) -> tuple[Contact | None, list[str], int]:
    """The contact that the first paragraph begins, the lines that are no part of it, and how many paragraphs
    it has; none where it has neither a telephone number nor an address.
    """
    own = paragraphs[0].split("\n")
    match = CONTACT.match(own[0])
    if match is None or len(own[0]) > LONGEST:
        return None, [], 0
    lines = [line for line in (match["rest"] or "", *own[1:]) if line.strip()]
    count = 1
    for number, text in enumerate(paragraphs[1 : MOST + 1], start=2):
        if not _may_belong(text):
            break
        if is_reachable(text):
            lines += [line for earlier in paragraphs[count:number] for line in earlier.split("\n")]
            count = number
    if not any(is_reachable(line) for line in lines):
        return None, [], 0
    contact, rest = sort_contact(lines)
    return contact, [*([own[0]] if rest else []), *rest], count


def _may_belong(text: str) -> bool:
    return not any(
        len(line) > LONGEST or SENTENCE.search(line) or stands_alone(line) or line.startswith("#")
        for line in text.split("\n")
    )


def is_reachable(text: str) -> bool:
    """Whether a telephone number or an address for mail is in it."""
    return bool(EMAIL.search(text) or PHONE.search(text))


def sort_contact(lines: Sequence[str]) -> tuple[Contact, list[str]]:
    """A contact of its lines, and the lines with what did not fit."""
    found = {"phone": "", "email": ""}
    names: list[str] = []
    rest: list[str] = []
    for whole in lines:
        line = MARKDOWN_LINK.sub(r"\1", whole).strip().rstrip("\\").strip("*_ ")
        if FAX.search(line):
            rest.append(line)
            continue
        for key, pattern in (("email", EMAIL), ("phone", PHONE)):
            match = pattern.search(line)
            if match and not found[key]:
                found[key] = match[key].strip()
                line = f"{line[: match.start()]}, {line[match.end() :]}"
        line = re.sub(r"(?:[\s,，;；|/]*[,，;；|/][\s,，;；|/]*)+", ", ", line).strip(" ,;|/-–")
        if re.search(r"\w", line):
            (rest if is_reachable(line) or re.search(r"\d", line) else names).append(line)
    return _name_contact(names, found), rest


def _name_contact(names: Sequence[str], found: dict[str, str]) -> Contact:
    """The first of a person's name and office is the name; where it is an office, the second."""
    said = [re.sub(r"^(?:name|姓名|担当者?)\s*[:：]\s*", "", name, flags=re.I) for name in names]
    parts = [part for name in said for part in name.split(", ") if re.search(r"\w", part)]
    number = next((number for number, part in enumerate(parts[:2]) if not OFFICE.search(part)), None)
    name = "" if number is None else parts.pop(number)
    return Contact(name=name, organisation=", ".join(parts), phone=found["phone"], email=found["email"])
