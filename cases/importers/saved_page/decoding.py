"""The bytes of a file as text, or one clear message why not."""

import codecs

MAX_BYTES = 5 * 1024 * 1024
MAX_LINES = 20_000

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class ParseError(ValueError):
    """The file as a whole cannot be read as a saved page; the message says why."""


def decode(data: bytes) -> tuple[str, str]:
    """Return the text of a saved page without its byte order mark, and the encoding found.

    UTF-8 and UTF-16 are told by their byte order mark; without one the text is UTF-8 or else
    Windows-1252. Line ends stay as they are. Raises ParseError for an empty, binary or over-large
    file and for bytes that fit none of these encodings.
    """
    if len(data) > MAX_BYTES:
        raise ParseError(f"The file has {len(data)} bytes; a saved page has at most {MAX_BYTES}.")
    text, encoding = _decode(data)
    if "\0" in text:
        raise ParseError(
            f"The file is no text: it holds a NUL character at position {text.index(chr(0)) + 1}."
        )
    lines = text.count("\n") + text.count("\r") - text.count("\r\n") + 1
    if lines > MAX_LINES:
        raise ParseError(f"The file has {lines} lines; a saved page has at most {MAX_LINES}.")
    if not text.strip():
        raise ParseError("The file is empty.")
    return text, encoding


def _decode(data: bytes) -> tuple[str, str]:
    encodings = [name for mark, name in BYTE_ORDER_MARKS if data.startswith(mark)]
    for encoding in encodings or ["utf-8", "cp1252"]:
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError as error:
            failure = error
    raise ParseError(
        f"The file is no text in UTF-8, UTF-16 or Windows-1252: byte 0x{data[failure.start]:02X} "
        f"at position {failure.start + 1} fits none of them."
    )
