"""Amounts, units and currencies as tables print them."""

import re
from typing import NamedTuple

from cases.importers.saved_page.lines import Line
from cases.importers.saved_page.spelling import fold, folded

UNITS = {
    "thousand": ["thousand", "thousands", "'000"],
    "million": ["million", "millions", "mio", "mill", "mln"],
    "billion": ["billion", "billions", "bn"],
}
CURRENCIES = {
    "ATS": ["austrian schilling"],
    "AUD": ["a$", "australian dollar"],
    "BEF": ["belgian franc"],
    "BRL": ["r$", "reais"],
    "CAD": ["c$", "can$", "canadian dollar"],
    "CHF": ["sfr", "swiss franc"],
    "CNY": ["yuan", "rmb", "renminbi"],
    "DEM": ["dm", "deutsche mark", "deutschmark"],
    "ESP": ["peseta", "pesetas"],
    "EUR": ["€", "euro", "euros"],
    "FRF": ["french franc"],
    "GBP": ["£", "pound sterling", "pounds sterling"],
    "INR": ["indian rupee"],
    "ITL": ["italian lira", "lire"],
    "JPY": ["yen"],
    "KES": ["kenya shilling", "kenyan shilling"],
    "NLG": ["dutch guilder"],
    "NZD": ["nz$"],
    "THB": ["baht"],
    "TZS": ["tanzanian shilling"],
    "UGX": ["ugandan shilling", "uganda shilling"],
    "USD": ["us$", "$us", "us $", "us dollar", "u.s. dollar", "u.s.$"],
    "XAF": ["fcfa beac"],
    "XOF": ["fcfa bceao"],
    "ZAR": ["south african rand", "rand"],
}
CODE = re.compile(
    r"\b(?:"
    r"AED|ARS|ATS|AUD|BDT|BEF|BGN|BHD|BOB|BRL|BWP|CAD|CHF|CLP|CNY|COP|CRC|CZK|DEM|DKK|DOP"
    r"|DZD|EGP|ESP|ETB|EUR|FIM|FRF|GBP|GHS|GRD|GTQ|HKD|HNL|HRK|HUF|IDR|IEP|ILS|INR|IQD|IRR"
    r"|ISK|ITL|JMD|JOD|JPY|KES|KHR|KRW|KWD|LBP|LKR|LUF|MAD|MWK|MXN|MYR|MZN|NAD|NGN|NIO|NLG"
    r"|NOK|NPR|NZD|OMR|PEN|PHP|PKR|PLN|PTE|PYG|QAR|RON|RUB|RWF|SAR|SDG|SEK|SGD|SIT|SKK|SVC"
    r"|SYP|THB|TND|TRL|TRY|TTD|TWD|TZS|UAH|UGX|USD|UYU|VEF|VND|XAF|XCD|XOF|ZAR|ZMW"
    r")\b"
)
SAID_AROUND = folded(
    "total all figures amount annual budget costs expenditure funding in of are the values "
    "currency unit"
)
WORD = re.compile(r"[^\s().,:;/\[\]*%–—-]+")
NUMBER = re.compile(
    r"(?<![\w.,])(?:\d{1,3}(?:[, ]\d{3})+(?:\.\d+)?|\d+,\d{1,2}|\d+(?:\.\d+)?)(?![\w,]|\.\d)"
)


def _either(spellings: dict[str, list[str]]) -> re.Pattern:
    """Return what matches any of the spellings; Markdown may have put a backslash before "$"."""
    words = sorted((word for words in spellings.values() for word in words), key=len, reverse=True)
    either = "|".join(re.escape(word).replace(r"\$", r"\\?\$") for word in words)
    return re.compile(rf"(?i)(?<![^\W\d_])(?:{either})s?(?![^\W\d_])")


UNIT = _either(UNITS)
CURRENCY = _either(CURRENCIES)
_UNIT_OF = {word: unit for unit, words in UNITS.items() for word in words}
_CODE_OF = {word: code for code, words in CURRENCIES.items() for word in words}


class Money(NamedTuple):
    """What a cell or a line says of money; each part of the text with its meaning, or None.

    ``number`` is normalised to digits and a decimal point. ``rest`` are the words that say
    neither and are not just "total", "in" and the like.
    """

    number: tuple[Line, str] | None
    unit: tuple[Line, str] | None
    currency: tuple[Line, str] | None
    rest: list[Line]


def read_money(text: Line) -> Money:
    """Read the number, the unit and the currency that ``text`` states.

    Two currencies, or one with no certain code ("$", "rupees"), are ``rest``. "1,200,000" and
    "1 200 000" are a number, "9,71" is 9.71.
    """
    named = [*CODE.finditer(text.text), *CURRENCY.finditer(text.text)]
    one = len({_meaning(_CODE_OF, found[0]) for found in named}) == 1
    currency = named[0] if one else None
    unit, number = UNIT.search(text.text), NUMBER.search(text.text)
    rest = text.text
    for found in (currency, unit, number):
        if found:
            rest = rest[: found.start()] + " " * len(found[0]) + rest[found.end() :]
    words = (text.group(word, 0) for word in WORD.finditer(rest))
    return Money(
        (text.group(number, 0), _plain(number[0])) if number else None,
        (text.group(unit, 0), _meaning(_UNIT_OF, unit[0])) if unit else None,
        (text.group(currency, 0), _meaning(_CODE_OF, currency[0])) if currency else None,
        [word for word in words if fold(word.text) not in SAID_AROUND],
    )


def _meaning(names: dict[str, str], word: str) -> str:
    """Return the unit or code that ``word``, perhaps a plural, stands for."""
    word = word.lower().replace("\\", "")
    return names.get(word) or names.get(word.removesuffix("s")) or word.upper()


def _plain(number: str) -> str:
    if re.fullmatch(r"\d+,\d{1,2}", number):
        return number.replace(",", ".")
    return number.replace(",", "").replace(" ", "")
