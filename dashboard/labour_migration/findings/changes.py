"""The sentences on the latest value of a line, by what a value in the past makes of it: one whole message each."""

from labour_migration.findings.kinds import DOUBLE, DOWN, MORE_THAN_DOUBLE, NEARLY_DOUBLE, TIMES, UP
from labour_migration.findings.wording import ALONE, Sentences
from labour_migration.language import gettext as _
from labour_migration.language import ngettext

RESIDENTS: Sentences = {
    ALONE: lambda n: ngettext(
        "{number} Pakistani lived in Japan in {period}", "{number} Pakistanis lived in Japan in {period}", n
    ),
    DOWN: lambda _n: _("{number} Pakistanis lived in Japan in {period}, down {percent} from {base} in {start}"),
    UP: lambda _n: _("{number} Pakistanis lived in Japan in {period}, up {percent} from {base} in {start}"),
    NEARLY_DOUBLE: lambda _n: _("{number} Pakistanis lived in Japan in {period}, nearly double the {base} of {start}"),
    DOUBLE: lambda _n: _("{number} Pakistanis lived in Japan in {period}, double the {base} of {start}"),
    MORE_THAN_DOUBLE: lambda _n: _(
        "{number} Pakistanis lived in Japan in {period}, more than double the {base} of {start}"
    ),
    TIMES: lambda _n: _("{number} Pakistanis lived in Japan in {period}, {times} times the {base} of {start}"),
}
REGISTERED_FOREIGNERS: Sentences = {
    ALONE: lambda n: ngettext(
        "{number} Pakistani was registered in Japan as a foreigner in {period}",
        "{number} Pakistanis were registered in Japan as foreigners in {period}",
        n,
    ),
    DOWN: lambda _n: _(
        "{number} Pakistanis were registered in Japan in {period}, down {percent} from {base} in {start}"
    ),
    UP: lambda _n: _("{number} Pakistanis were registered in Japan in {period}, up {percent} from {base} in {start}"),
    TIMES: lambda _n: _(
        "{number} Pakistanis were registered in Japan in {period}, {times} times the {base} of {start}"
    ),
}
ONE_STATUS: Sentences = {
    ALONE: lambda _n: _("{status}: Pakistani residents numbered {number} in {period}"),
    DOWN: lambda _n: _(
        "{status}: Pakistani residents numbered {number} in {period}, down {percent} from {base} in {start}"
    ),
    UP: lambda _n: _(
        "{status}: Pakistani residents numbered {number} in {period}, up {percent} from {base} in {start}"
    ),
    TIMES: lambda _n: _(
        "{status}: Pakistani residents numbered {number} in {period}, {times} times the {base} of {start}"
    ),
}
EXPLORED: Sentences = {
    ALONE: lambda _n: _("{name}: {number} in {period}"),
    DOWN: lambda _n: _("{name}: {number} in {period}, down {percent} from {base} in {start}"),
    UP: lambda _n: _("{name}: {number} in {period}, up {percent} from {base} in {start}"),
    TIMES: lambda _n: _("{name}: {number} in {period}, {times} times the {base} of {start}"),
}
STUDENTS: Sentences = {
    ALONE: lambda n: ngettext(
        "{number} Pakistani studied at a university in Japan in {period}",
        "{number} Pakistanis studied at universities in Japan in {period}",
        n,
    ),
    DOWN: lambda _n: _(
        "{number} Pakistanis studied at universities in Japan in {period}, down {percent} from {base} in {start}"
    ),
    UP: lambda _n: _(
        "{number} Pakistanis studied at universities in Japan in {period}, up {percent} from {base} in {start}"
    ),
    DOUBLE: lambda _n: _(
        "{number} Pakistanis studied at universities in Japan in {period}, double the {base} of {start}"
    ),
    TIMES: lambda _n: _(
        "{number} Pakistanis studied at universities in Japan in {period}, {times} times the {base} of {start}"
    ),
}
ASYLUM: Sentences = {
    ALONE: lambda n: ngettext(
        "{number} Pakistani applied for asylum in Japan in {period}",
        "{number} Pakistanis applied for asylum in Japan in {period}",
        n,
    ),
    DOWN: lambda _n: _(
        "{number} Pakistanis applied for asylum in Japan in {period}, down {percent} from {base} in {start}"
    ),
    UP: lambda _n: _(
        "{number} Pakistanis applied for asylum in Japan in {period}, up {percent} from {base} in {start}"
    ),
    TIMES: lambda _n: _(
        "{number} Pakistanis applied for asylum in Japan in {period}, {times} times the {base} of {start}"
    ),
}
LEARNERS: Sentences = {
    ALONE: lambda n: ngettext(
        "{number} person was learning Japanese in Pakistan in {period}",
        "{number} people were learning Japanese in Pakistan in {period}",
        n,
    ),
    DOWN: lambda _n: _(
        "{number} people were learning Japanese in Pakistan in {period}, down {percent} from {base} in {start}"
    ),
    UP: lambda _n: _(
        "{number} people were learning Japanese in Pakistan in {period}, up {percent} from {base} in {start}"
    ),
    TIMES: lambda _n: _(
        "{number} people were learning Japanese in Pakistan in {period}, {times} times the {base} of {start}"
    ),
}
WORKERS: Sentences = {
    ALONE: lambda n: ngettext(
        "Pakistan registered {number} worker for Japan in {period}",
        "Pakistan registered {number} workers for Japan in {period}",
        n,
    ),
    DOWN: lambda _n: _(
        "Pakistan registered {number} workers for Japan in {period}, down {percent} from {base} in {start}"
    ),
    UP: lambda _n: _("Pakistan registered {number} workers for Japan in {period}, up {percent} from {base} in {start}"),
    TIMES: lambda _n: _(
        "Pakistan registered {number} workers for Japan in {period}, {times} times the {base} of {start}"
    ),
}
REMITTANCES: Sentences = {
    ALONE: lambda _n: _("Remittances from Japan were {number} in {period}"),
    DOWN: lambda _n: _("Remittances from Japan were {number} in {period}, down {percent} from {base} in {start}"),
    UP: lambda _n: _("Remittances from Japan were {number} in {period}, up {percent} from {base} in {start}"),
    TIMES: lambda _n: _("Remittances from Japan were {number} in {period}, {times} times the {base} of {start}"),
}
TRADE_VOLUME: Sentences = {
    ALONE: lambda _n: _("Pakistan–Japan trade was {number} in {period}"),
    DOWN: lambda _n: _("Pakistan–Japan trade was {number} in {period}, down {percent} from {base} in {start}"),
    UP: lambda _n: _("Pakistan–Japan trade was {number} in {period}, up {percent} from {base} in {start}"),
}
VEHICLES_OUT: Sentences = {
    ALONE: lambda n: ngettext(
        "Japan exported {number} used vehicle to Pakistan in {period}",
        "Japan exported {number} used vehicles to Pakistan in {period}",
        n,
    ),
    DOWN: lambda _n: _(
        "Japan exported {number} used vehicles to Pakistan in {period}, down {percent} from {base} in {start}"
    ),
    UP: lambda _n: _(
        "Japan exported {number} used vehicles to Pakistan in {period}, up {percent} from {base} in {start}"
    ),
    TIMES: lambda _n: _(
        "Japan exported {number} used vehicles to Pakistan in {period}, {times} times the {base} of {start}"
    ),
}
VEHICLES_IN: Sentences = {
    ALONE: lambda n: ngettext(
        "Pakistan imported {number} used vehicle from all countries in {period}",
        "Pakistan imported {number} used vehicles from all countries in {period}",
        n,
    ),
    DOWN: lambda _n: _(
        "Pakistan imported {number} used vehicles from all countries in {period}, down {percent} from {base} in {start}"
    ),
    UP: lambda _n: _(
        "Pakistan imported {number} used vehicles from all countries in {period}, up {percent} from {base} in {start}"
    ),
    TIMES: lambda _n: _(
        "Pakistan imported {number} used vehicles from all countries in {period}, {times} times the {base} of {start}"
    ),
}
