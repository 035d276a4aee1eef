"""The one Jinja2 environment: the templates of this folder, autoescaped and compiled once; and Markdown as HTML."""

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


_MARKDOWN = MarkdownIt("commonmark", {"html": False})


def render_markdown(text: str) -> Markup:
    """Markdown as HTML, in paragraphs; HTML in it is shown as it stands."""
    return Markup(_MARKDOWN.render(text).strip())
