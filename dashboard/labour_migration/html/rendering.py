"""The one Jinja2 environment: the templates of this folder, autoescaped and compiled once."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
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
