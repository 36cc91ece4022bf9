"""What a typesetter does to a machine's sentence: punctuation, spacing, script.

Placed forms are stood in for by private-use characters (`STAND_IN` on) and stay as they are.
Sources: JLREQ and CLREQ (W3C) on full-width punctuation and on no space between ideographs and
Latin; 重訂標點符號手冊 (Taiwan, Ministry of Education) on 「」 and 、.
"""

from __future__ import annotations

import re

from release_kit.languages import Language, convert_script

STAND_IN = 0xE000
PRIVATE = "\ue000-\uf8ff"
WIDE = f"\u3000-\u303f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef{PRIVATE}"
SPACES = re.compile(rf"(?<=[{WIDE}])[ \t\u00a0]++|(?<![ \t\u00a0])[ \t\u00a0]++(?=[{WIDE}])")
NARROW_SIGNS = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {
    ord("。"): ". ", ord("、"): ", ", ord("「"): " “", ord("」"): "” ", ord("『"): " ‘", ord("』"): "’ ",
    0x3000: " ", ord("，"): ", ",
}  # fmt: skip
CLOSE_ON = {ord("」"): "”", ord("』"): "’"}  # where a sentence goes on right behind a quotation
PAIR = re.compile(r"[\"“”„]([^\"“”„]*)[\"“”]")
BEFORE_OR_AFTER = rf"(?:(?<=[{WIDE}]){{0}}(?!\d)|(?<!\d){{0}}(?=[{WIDE}]))"


def finish(text: str, row: Language, written: str = "", ends_with: str = "") -> str:
    """A sentence in the language's own punctuation, spacing and script.

    `written` is an OpenCC configuration for text that came in another script; `ends_with` is the
    source's last sign, so that a sentence ends like one and a headline does not.
    """
    if not row.punctuation:
        return _western(text, row, ends_with)
    text = convert_script(text.strip(), written)
    text = _quotes(text, row)
    for sign, wide in row.punctuation.items():
        text = re.sub(BEFORE_OR_AFTER.format(re.escape(sign)) + " ?", wide, text)
    text = SPACES.sub("", text)
    text = re.sub(r"([、，。])[、，。]+", r"\1", text).lstrip("、，。；：")
    return _end(text, ends_with)


def _western(text: str, row: Language, ends_with: str) -> str:
    """Full-width signs made narrow, spaces set right, a sentence begun as in the language, and ended."""
    text = text.translate(NARROW_SIGNS | (CLOSE_ON if row.quoted_goes_on else {}))
    text = _quotes(text, row)
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r" +([,.;:!?)”])(?!\d)", r"\1", text)
    text = re.sub(r"([(“]) +", r"\1", text).strip()
    text = text[:1].upper() + text[1:] if row.begins_with_capital else text
    if ends_with == "." and not re.search(r"[.!?][”)]*$", text):
        closing = re.search(r"[”)]*$", text)
        at = closing.start() if closing else len(text)
        text = f"{text[:at].rstrip(',;:')}.{text[at:]}"
    return text if ends_with else re.sub(r"\.$", "", text)


def _quotes(text: str, row: Language) -> str:
    outer, close, _, _ = row.quotes
    text = PAIR.sub(lambda match: f"{outer}{match.group(1)}{close}", text)
    return text.replace("“", outer).replace("”", close)


def _end(text: str, ends_with: str) -> str:
    """The last sign of the source decides; a model often adds or drops it."""
    closing = re.search(r"[」』”）)]*$", text)
    tail = closing.group() if closing else ""
    body = text[: len(text) - len(tail)] if tail else text
    stripped = body.rstrip("。．.、，")
    if ends_with == ".":
        if tail and body != stripped:
            return stripped + "。" + tail if tail[0] not in "）)" else stripped + tail + "。"
        return text if text.endswith(("。", "！", "？")) else (text.rstrip("。．.、，") + "。")
    if not ends_with:
        return stripped + tail
    return text
