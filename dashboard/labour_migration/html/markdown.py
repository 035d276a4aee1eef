"""The HTML that a server sends as Markdown, for programs that read words: assistants, feeds, notes."""

from functools import cache
from urllib.parse import urljoin

from markupsafe import Markup


def to_markdown(html: Markup, address: str) -> str:
    """HTML of the writer of blocks as Markdown: headings, lists, tables, quotes.

    ``address`` is where the HTML stands: each link is made whole by it. What is drawn, and what needs an app, has no
    place in it; what unfolds stands below its summary, but for the definition of a term, which only explains it.
    """
    converter = _make_converter()(address)
    lines = (line.rstrip() for line in converter.convert(str(html)).strip().splitlines())
    return "\n".join(lines) + "\n"


@cache
def _make_converter() -> type:
    """The converter of markdownify, which takes a sixth of a second to import: who reads HTML does not wait for it."""
    from markdownify import ATX, MarkdownConverter, chomp

    class Converter(MarkdownConverter):
        """Markdown of our own HTML: of its quotes, its tables, what unfolds."""

        def __init__(self, address: str):
            super().__init__(heading_style=ATX, bullets="-", bs4_options="lxml")
            self.address = address

        def convert_a(self, element, text, parent_tags):  # noqa: ANN001, ANN202
            """A link with its whole address."""
            element["href"] = urljoin(self.address, element.get("href", ""))
            return super().convert_a(element, text, parent_tags)

        def convert_q(self, _element, text, _parent_tags):  # noqa: ANN001, ANN202
            """Words as printed, in marks."""
            return f"“{text}”"

        def convert_svg(self, *_arguments: object) -> str:
            """Nothing of what is drawn."""
            return ""

        convert_form = convert_button = convert_svg

        def convert_caption(self, _element, text, _parent_tags):  # noqa: ANN001, ANN202
            """The caption of a table, in a line above it."""
            return f"**{text.strip()}**\n\n"

        def convert_summary(self, element, text, _parent_tags):  # noqa: ANN001, ANN202
            """What unfolds, by its name."""
            if "term" in element.parent.get("class", ()):
                element.parent.attrs["data-is-read"] = ""
                return chomp(text)[2]
            return f"\n\n**{' '.join(text.split())}**\n\n"

    return Converter
