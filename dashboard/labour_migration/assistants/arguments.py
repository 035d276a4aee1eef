"""The arguments of a tool, checked against its JSON Schema: what is wrong is said in plain sentences."""

from collections.abc import Mapping, Sequence

from labour_migration.language import gettext as _
from labour_migration.verbatim import echo

_NAMED = 12  # codes at most that a sentence names


def check_arguments(arguments: Mapping, schema: Mapping) -> list[str]:
    """What is wrong with arguments, a sentence each; none where they fit.

    Of JSON Schema (2020-12) it knows what the tools use: objects without further properties, ``required``, ``enum``,
    lengths of texts and lists, bounds of whole numbers. A whole number may be written 5.0, as the standard says.
    """
    properties = schema["properties"]
    told = [
        _("The argument {name} is not known. Use {names}.").format(name=echo(name), names=", ".join(properties))
        for name in arguments
        if name not in properties
    ]
    told += [
        _("The argument {name} is missing.").format(name=name) for name in schema["required"] if name not in arguments
    ]
    for name, value in arguments.items():
        if name in properties and not _fits(value, properties[name]):
            expected = _describe(properties[name])
            told.append(_("The argument {name} has to be {expected}.").format(name=name, expected=expected))
    return told


def _fits(value: object, schema: Mapping) -> bool:
    if schema["type"] == "array":
        return (
            isinstance(value, Sequence)
            and not isinstance(value, str)
            and schema["minItems"] <= len(value) <= schema["maxItems"]
            and all(_fits(item, schema["items"]) for item in value)
        )
    if schema["type"] == "integer":
        is_whole = isinstance(value, int | float) and not isinstance(value, bool) and value == value // 1
        return is_whole and schema["minimum"] <= value <= schema["maximum"]
    if not isinstance(value, str):
        return False
    return value in schema["enum"] if "enum" in schema else schema["minLength"] <= len(value) <= schema["maxLength"]


def _describe(schema: Mapping) -> str:
    if schema["type"] == "array":
        return _("a list of {least} to {most}, each {expected}").format(
            least=schema["minItems"], most=schema["maxItems"], expected=_describe(schema["items"])
        )
    if schema["type"] == "integer":
        return _("a whole number from {least} to {most}").format(least=schema["minimum"], most=schema["maximum"])
    if "enum" not in schema:
        return _("a text of {least} to {most} characters").format(least=schema["minLength"], most=schema["maxLength"])
    codes = schema["enum"]
    named = [*codes[:_NAMED], "…"] if len(codes) > _NAMED else codes
    return _("one of {codes}").format(codes=", ".join(named))
