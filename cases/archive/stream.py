"""Reads a JSON export piece by piece: however large it is, one value at a time is in memory."""

import codecs
import json
from collections.abc import Iterator
from typing import BinaryIO

LISTS = ("shared", "practices", "following")
MOST_CHARACTERS = 20_000_000
CHUNK = 256 * 1024
_SPACE = " \t\r\n"


class JSONError(ValueError):
    """The file is no JSON, or no export; the message says where and why."""


class Collection:
    """An export: an object whose long lists come last, a list of records, or a single record.

    ``items`` gives (list, item) in the order of the file, ``head`` is the rest read so far.
    Raises JSONError for what is no JSON and for a single value of more than 20 million characters.
    """

    def __init__(self, file: BinaryIO):
        self.file = file
        self.head: dict = {}
        self.buffer, self.at, self.read, self.ended = "", 0, 0, False
        self._decode = json.JSONDecoder().raw_decode
        self._incremental = _decoder(file)

    def items(self) -> Iterator[tuple[str, object]]:
        first = self._next()
        if first == "[":
            yield from self._list("practices")
        elif first == "{":
            yield from self._object()
        else:
            raise JSONError("The file is no export: it begins neither with { nor with [.")
        if self._next(may_end=True):
            raise JSONError(f"There is something after the end, at character {self._place()}.")
        if self.head.get("format") == "practice/1":
            yield "practices", self.head

    def _object(self) -> Iterator[tuple[str, object]]:
        self.at += 1
        if self._next() == "}":
            self.at += 1
            return
        while True:
            name = self._value()
            self._take(":")
            if name in LISTS and self._next() == "[":
                yield from self._list(name)
            else:
                self.head[str(name)] = self._value()
            if self._take(",}") == "}":
                return

    def _list(self, name: str) -> Iterator[tuple[str, object]]:
        self.at += 1
        if self._next() == "]":
            self.at += 1
            return
        while True:
            yield name, self._value()
            if self._take(",]") == "]":
                return

    def _take(self, expected: str) -> str:
        found = self._next()
        if found not in expected:
            raise JSONError(f"Expected {' or '.join(expected)} at character {self._place()}.")
        self.at += 1
        return found

    def _next(self, may_end: bool = False) -> str:
        """Return the next character that is no white space, without taking it."""
        while True:
            while self.at < len(self.buffer):
                if self.buffer[self.at] not in _SPACE:
                    return self.buffer[self.at]
                self.at += 1
            if not self._more(CHUNK):
                if may_end:
                    return ""
                raise JSONError("The file ends too early: it was cut off.")

    def _value(self):
        self._next()
        while True:
            try:
                value, end = self._decode(self.buffer, self.at)
            except RecursionError:
                raise JSONError(f"Too deeply nested at character {self._place()}.") from None
            except ValueError as error:
                value, end, fault = None, len(self.buffer), error
            else:
                if end < len(self.buffer) or self.ended:
                    self.at = end
                    return value
                fault = None
            waiting = len(self.buffer) - self.at
            if waiting > MOST_CHARACTERS:
                raise JSONError(f"A value is too long, at character {self._place()}.")
            if not self._more(max(CHUNK, waiting)):
                if fault is None:
                    continue
                raise JSONError(f"No JSON at character {self._place()}: {_why(fault)}.")

    def _more(self, wanted: int) -> bool:
        """Read on; return whether there was anything. What was taken is dropped."""
        data = self.file.read(wanted)
        try:
            text = self._incremental.decode(data, final=not data)
        except UnicodeDecodeError:
            raise JSONError("The file is no text in UTF-8 or UTF-16.") from None
        if not data:
            was_ended, self.ended = self.ended, True
            return bool(text) or not was_ended
        self.read += self.at
        self.buffer, self.at = self.buffer[self.at :] + text, 0
        return True

    def _place(self) -> int:
        return self.read + self.at + 1


def _decoder(file: BinaryIO):
    mark = file.read(4)
    file.seek(-len(mark), 1)
    utf16 = mark.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return codecs.getincrementaldecoder("utf-16" if utf16 else "utf-8-sig")()


def _why(fault: ValueError) -> str:
    return fault.msg if isinstance(fault, json.JSONDecodeError) else str(fault)
