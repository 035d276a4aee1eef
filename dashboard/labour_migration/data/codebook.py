"""Renders the descriptor as Markdown: the codebook."""

from labour_migration.data.schema import Descriptor, Field, Resource
from labour_migration.labels import join_clauses, join_names, join_sentences
from labour_migration.language import gettext as _


def write_codebook(descriptor: Descriptor) -> str:
    """The codebook: every table with its columns, their types, meaning and closed lists, as Markdown."""
    head = [
        "# " + _("Codebook"),
        f"{descriptor.title}, {_('version {version}').format(version=descriptor.version)}. {descriptor.description}",
        _("Made from `datapackage.json` by `python dashboard/curate.py codebook`; change that file, not this one."),
    ]
    return "\n\n".join([*head, *map(describe_resource, descriptor.resources)]) + "\n"


def describe_resource(resource: Resource) -> str:
    """One table of the codebook as Markdown."""
    lines = [
        f"## {_(resource.title)} · `{resource.path}`",
        "",
        _(resource.description),
        "",
        _("Key: {columns}.").format(columns=join_names([f"`{name}`" for name in resource.primary_key])),
        "",
        "| {} | {} | {} | {} |".format(_("Column"), _("Type"), _("Filled"), _("Meaning")),
        "|---|---|---|---|",
        *(_describe_field(field, resource) for field in resource.fields),
    ]
    return "\n".join(lines)


def _describe_field(field: Field, resource: Resource) -> str:
    meaning = _(field.description)
    if field.choices:
        named = _("`{code}`: {meaning}")
        codes = [named.format(code=value, meaning=_(label)) for value, label in field.choices.items()]
        meaning = join_sentences([meaning, _("{codes}.").format(codes=join_clauses(codes))])
    if field.name in resource.references:
        key = _("Key of `{table}`.").format(table=resource.references[field.name])
        meaning = join_sentences([meaning, key])
    filled = _("always") if field.is_required else _("or empty")
    return f"| `{field.name}` | {field.type} | {filled} | {meaning} |"
