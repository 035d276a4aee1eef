"""What the site is: its method, licence, contact and languages, and what was tested for accessibility."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from labour_migration.blocks import Block, Heading, Html, Introduction, Section, Text, Title
from labour_migration.data.package import DataPackage
from labour_migration.data.selection import Selection
from labour_migration.html.references import format_lines
from labour_migration.html.wrong import link_contact
from labour_migration.language import gettext as _
from labour_migration.language import marked
from labour_migration.site import find_view, format_heading
from labour_migration.verbatim import Markdown
from labour_migration.view import View, format_address

AXE = "4.12.1"  # the version of axe-core that the tests ask; they fail where it is another


@dataclass(frozen=True)
class Held:
    """What the site holds itself to, in one sentence, and the tests below ``tests/browser`` that hold it."""

    sentence: str
    tests: tuple[str, ...]


# Nothing stands here that no test fails for.
HELD = (
    Held(
        marked(
            "axe-core {version} finds no fault by its rules for WCAG 2.2 AA and best practice, on any page, on a wide "
            "and a narrow screen, in light and in dark."
        ),
        ("test_axe::test_page_has_no_fault", "test_axe::test_whatever_is_opened_has_no_fault"),
    ),
    Held(
        marked("Each chart is one stop of the Tab key. Arrow keys read out its points, and Enter opens one."),
        (
            "test_points::test_chart_is_one_tab_stop_with_a_name",
            "test_points::test_keys_walk_the_points_which_are_said_aloud_and_enter_opens_one",
        ),
    ),
    Held(
        marked("Text can be twice as large, or the window 320 pixels wide, and nothing is cut off."),
        (
            "test_reach::test_nothing_is_lost_where_a_reader_zooms",
            "test_reach::test_nothing_is_lost_where_text_is_twice_as_large",
        ),
    ),
    Held(
        marked(
            "Buttons, and links outside sentences, are at least 24 pixels in size or that far apart. The main ones on "
            "a telephone are 44."
        ),
        ("test_reach::test_what_can_be_pressed_is_large_enough",),
    ),
    Held(
        marked("What is chosen can be seen in forced colours. Movement stops where your system asks for less of it."),
        (
            "test_reach::test_what_is_chosen_is_seen_in_forced_colours",
            "test_reach::test_nothing_moves_for_who_asked_for_less_movement",
        ),
    ),
    Held(
        marked("Each page prints on A4 paper with its findings, charts, sources, address and date."),
        ("test_paper::test_page_prints_as_a_briefing",),
    ),
)
# What is not met, or not known.
OPEN = (
    marked("No user of a screen reader or of other aids has tested the site yet."),
    marked("The tests use Chromium only. We did not test Firefox, Safari or a real telephone."),
    marked("The table of rows on Data and sources scrolls in a frame of its own. The CSV file has the same rows."),
    marked("The list of sources shortens long titles on a wide screen. The page of each source has the whole title."),
    marked("Articles and official publications that we link to may not be accessible."),
)


def lay_out(package: DataPackage, _view: View) -> Iterator[Block]:
    """The page, from its title down."""
    yield Title(format_heading(find_view("about")))
    yield Introduction(
        _(
            "This site shows what articles and web pages say about Pakistanis in Japan, and what official statistics "
            "say. Every figure links to its source."
        )
    )
    yield Section("about", tuple(_tell(package)))


def _tell(package: DataPackage) -> Iterator[Block]:
    data = f"data{format_address(View(Selection(version=package.pin)))}"
    contact = link_contact(package)
    yield Heading(_("Method"), "method")
    yield Text(
        Markdown(
            _(
                "We record each reported figure with its exact words, including “about” and “more than”. People choose "
                "the official figure that is a fair comparison. Fixed rules then work out the result. They use only "
                "official figures that were public on the day of the report. [Data and sources]({address}) has every "
                "figure, source and correction."
            ).format(address=data)
        )
    )
    yield Heading(_("Licence"), "licence")
    yield Text(
        _(
            "We have not chosen a licence for this site or its data yet. The articles and statistics belong to their "
            "publishers."
        )
    )
    yield Heading(_("Contact"), "contact")
    if contact:
        yield Text(_("Tell us about mistakes in figures, words, translations or access."))
        yield Html(format_lines(contact))
    else:
        yield Text(_("This site has no contact address yet, so there is nowhere to report a mistake."))
    yield Heading(_("Languages"), "languages")
    yield Text(
        _(
            "The site is in English, Urdu and Japanese. No native speaker has checked and signed the Urdu and the "
            "Japanese yet. Quotes stay in the language of their article."
        )
    )
    yield Heading(_("Accessibility"), "accessibility")
    yield Text(_("Our aim is WCAG 2.2, level AA. Automatic tests check this in a browser whenever the site changes:"))
    yield Text(Markdown(_list(_(held.sentence).format(version=AXE) for held in HELD)))
    yield Text(_("We know of these limits:"))
    yield Text(Markdown(_list(map(_, OPEN))))


def _list(sentences: Iterable[str]) -> str:
    """Sentences as a list in Markdown."""
    return "\n".join(f"- {sentence}" for sentence in sentences)
