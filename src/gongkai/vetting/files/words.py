"""The text of a file as it is gathered, cut at a bound, so that no file can fill the memory with words."""

MOST = 2_000_000
"""Characters of an attachment that are kept and checked: about a thousand pages."""


class Words:
    """Pieces of text with what parts them: the last separator before the next piece counts, whatever came before."""

    def __init__(self, most: int = MOST) -> None:
        self._pieces: list[str] = []
        self._left = most
        self._between = ""
        self.is_cut = False
        self.has_any = False

    def add(self, text: str) -> None:
        if not text:
            return
        if self._left <= 0:
            self.is_cut = True
            return
        if self._between:
            self._pieces.append(self._between)
            self._left -= len(self._between)
            self._between = ""
        self._pieces.append(text[: self._left])
        self.is_cut = self.is_cut or len(text) > self._left
        self._left -= len(text)
        self.has_any = self.has_any or not text.isspace()

    def part(self, by: str) -> None:
        """Sets what stands between the last piece and the next; the end of a page is not taken back."""
        if self._pieces and "\f" not in self._between:
            self._between = by

    def end_part(self) -> None:
        """Ends a page, a sheet or a slide, even one without words."""
        self._between = (self._between if "\f" in self._between else "") + "\f"

    def __str__(self) -> str:
        return "".join(self._pieces)


def whole_lines(data: bytes) -> bytes:
    """The beginning of a text up to the end of a line, so that no letter is cut in two."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data[: len(data) // 2 * 2]
    return data[: data.rfind(b"\n") + 1] or data
