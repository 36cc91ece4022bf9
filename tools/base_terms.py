"""Write the parts of the base term list that come from CLDR: countries, languages, currencies.

    python tools/base_terms.py

The other parts (cities, titles, institutions, companies) are tables kept by hand beside them. CLDR is
read through babel (Unicode License v3). Language names stand with the word "language", since the name
alone is an adjective as often; names in CAPITALS of SAR and brackets are given their everyday form too.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path

from babel import Locale
from babel.numbers import get_territory_currencies

FOLDER = Path(__file__).parent.parent / "src" / "release_kit" / "data" / "terms"
LOCALES = {"en": "en", "ja": "ja", "zh-Hant": "zh_Hant_TW", "zh-Hans": "zh_Hans_CN"}
TABLES = {tag: Locale.parse(name) for tag, name in LOCALES.items()}
COLUMNS = ["id", "kind", "en", "en_alt", "ja", "ja_alt", "zh-Hant", "zh-Hant_alt", "zh-Hans", "case"]
MORE = {  # further English forms, and forms that papers accept beside CLDR's
    "US": {
        "en_alt": "United States of America|USA|U.S.|U.S.A.",
        "ja": "米国",
        "ja_alt": "アメリカ|アメリカ合衆国",
    },
    "GB": {"en_alt": "U.K.|Great Britain", "ja": "英国", "ja_alt": "イギリス"},
    "TW": {"zh-Hant": "臺灣", "zh-Hant_alt": "台灣"},
    "HK": {"en": "Hong Kong", "ja": "香港", "zh-Hant": "香港", "zh-Hans": "香港"},
    "MO": {"en": "Macao", "en_alt": "Macau", "ja": "マカオ", "zh-Hant": "澳門", "zh-Hans": "澳门"},
    "TR": {"en": "Türkiye", "en_alt": "Turkey"},
    "KR": {"en_alt": "Republic of Korea"},
    "CZ": {"en_alt": "Czech Republic"},
    "MM": {"en": "Myanmar"},
    "CI": {"en_alt": "Ivory Coast"},
    "VA": {"en_alt": "Vatican"},
    "EU": {"en_alt": "EU", "ja_alt": "EU"},
    "003": {"ja": "北米"},
    "005": {"ja": "南米"},
    "013": {"ja": "中米"},
    "018": {"en": "Southern Africa", "zh-Hant": "南部非洲"},
    "UN": {"en_alt": "U.N.", "ja": "国連", "ja_alt": "国際連合"},
}
# Names that are words or people's names as often; whoever means the country writes a row of their own.
LEFT_OUT = {
    "TD",
    "JO",
    "GG",
    "JE",
    "GE",
    "XA",
    "XB",
    "ZZ",
    "QO",
    "EZ",
    "XK",
    "IM",
    "AQ",
    "BV",
    "HM",
    "TF",
    "UM",
    "EA",
    "IC",
    "AC",
    "CP",
    "DG",
    "TA",
    "CQ",
}
REGIONS = {
    "002", "003", "005", "009", "011", "013", "014", "015", "018", "019", "021", "029", "030",
    "034", "035", "039", "053", "142", "143", "145", "150", "151", "154", "155", "419",
}  # fmt: skip
LANGUAGES = (
    "en ja zh yue ko vi th id ms fil hi bn ta ur fa ar he tr ru uk pl cs sk hu ro bg el de fr es pt it nl sv no da "
    "fi is et lv lt my km lo mn ne si sw am zu eo la ca eu ga cy hr sr sl mk sq hy ka kk uz nan hak"
).split()
ALONE = {"yue", "nan", "hak", "hi", "sw", "eo", "ta", "fa", "bn", "ur"}  # names that are not adjectives


def names(table: str, code: str) -> dict[str, str]:
    """The name of a code in the four languages."""
    return {tag: str(getattr(locale, table).get(code, "")) for tag, locale in TABLES.items()}


def countries() -> list[dict[str, str]]:
    rows = []
    for code in sorted(TABLES["en"].territories):
        if code in LEFT_OUT or (code.isdigit() and code not in REGIONS):
            continue
        row = {"id": f"base-{code.lower()}", "kind": "place"} | names("territories", code)
        row |= {tag: re.sub(r" ?[(（].*?[)）]", "", row[tag]) for tag in LOCALES} | MORE.get(code, {})
        plain = row["en"].replace("&", "and")
        alternatives = [
            row.get("en_alt", ""),
            plain if plain != row["en"] else "",
            row["en"].replace("St. ", "Saint ") if "St. " in row["en"] else "",
        ]
        rows.append(row | {"en_alt": "|".join(filter(None, alternatives))})
    return rows


def languages() -> list[dict[str, str]]:
    rows = []
    for code in LANGUAGES:
        row = {"id": f"base-language-{code}", "kind": "term"} | names("languages", code)
        name = row["en"]
        row["en"] = f"{name} language"
        rows.append(row | {"en_alt": name if code in ALONE else "", "case": ""})
    return rows


def currencies() -> list[dict[str, str]]:
    current = {code for territory in TABLES["en"].territories for code in get_territory_currencies(territory)}
    rows = []
    for code in sorted(current):
        row = {"id": f"base-currency-{code.lower()}", "kind": "term"} | names("currencies", code)
        if all(row[tag] for tag in LOCALES) and row["en"] != code:
            rows.append(row | {"case": "any"})
    return rows


def main() -> None:
    for name, rows in (("countries", countries()), ("languages", languages()), ("currencies", currencies())):
        with (FOLDER / f"{name}.csv").open("w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, COLUMNS, lineterminator="\n", restval="")
            writer.writeheader()
            writer.writerows(rows)


if __name__ == "__main__":
    main()
