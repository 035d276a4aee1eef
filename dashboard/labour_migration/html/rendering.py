"""The one Jinja2 environment: the templates of this folder, autoescaped and compiled once; and Markdown as HTML."""

import re
from collections.abc import Callable
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markdown_it import MarkdownIt
from markupsafe import Markup

TEMPLATES = Path(__file__).parent / "templates"

# A part that a template asks for and nobody has passed is an error, never a gap.
environment = Environment(
    loader=FileSystemLoader(TEMPLATES),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
    undefined=StrictUndefined,
    auto_reload=False,
)


def render(name: str, **parts: object) -> Markup:
    """The HTML of a template, by its name without the ending; text among ``parts`` is escaped, Markup is not."""
    return Markup(environment.get_template(f"{name}.html").render(parts))


_TAG = re.compile("(<[^>]*>)")
_MARKDOWN = MarkdownIt("commonmark", {"html": False}).disable("image")  # which would be asked for at another host


def render_markdown(text: str) -> Markup:
    """Markdown as HTML, in paragraphs; HTML in it is shown as it stands."""
    return Markup(_MARKDOWN.render(text).strip())


def render_line(text: str, change: Callable[[str], str] = str) -> Markup:
    """A line of Markdown as HTML, in no paragraph; ``change`` may put safe HTML into the words between its tags."""
    parts = _TAG.split(_MARKDOWN.renderInline(text).strip())  # words and tags in turn
    return Markup("".join(part if place % 2 else change(part) for place, part in enumerate(parts)))
