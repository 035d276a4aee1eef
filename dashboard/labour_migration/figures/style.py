"""Every colour, font, size and margin of the charts, with its reason; no other module of figures has any.

Sizes are in pixels unless their comment says otherwise. Text and axes take the colours of the page's theme
(``dashboard/.streamlit/config.toml``); the colours below are for marks. They reach a contrast of 3:1 on the light and
on the dark page (``tests/test_theme.py``), and marks differ in shape as well, for readers who do not tell colours
apart.
"""

# --- Colours --------------------------------------------------------------------------------------

REPORTED = "#c2571a"  # figures that articles print
PROMISED = "#8250c0"  # targets, potentials and agreements that articles print
OFFICIAL = "#3f93ae"  # figures that offices publish
DATED = OFFICIAL  # dated events
CONTEXT = "#7d858d"  # series that are there for comparison
# Official series in one facet. Every reader can tell them apart, and none looks like REPORTED or PROMISED.
CATEGORICAL = (OFFICIAL, "#ac8939", "#4966ab", "#955072", "#7d9b69", "#4d6e49", "#6b6b2d")
REPORTERS = {"JPN": OFFICIAL, "PAK": CATEGORICAL[1]}  # whose office counts, the same in every chart
LANE = "rgba(128, 128, 128, 0.35)"  # lanes of the timeline and bands behind a facet
NOTE_LINE = "gray"  # lines at breaks and at days of events
# Lines of the axes, in drawings that stand in a page (vector.py): the page's own, in light and in dark.
GRID_LINE, ZERO_LINE = "var(--chart-grid, rgb(128 128 128 / 0.25))", "var(--chart-zero, rgb(128 128 128 / 0.6))"
# Words in the colour of their mark, yet to be read: in tones of the page, or with a part of its ink mixed in.
TEXT_TONES = {
    REPORTED: "var(--reported-text, #a54612)",
    OFFICIAL: "var(--official-text, #246b83)",
    CONTEXT: "var(--soft, #5b6068)",
    **{colour: f"color-mix(in srgb, {colour} 60%, currentColor)" for colour in CATEGORICAL[1:]},
}

# --- Opacities (shares) ---------------------------------------------------------------------------

OPAQUE, INVISIBLE = 1, 0
DOUBTFUL_OPACITY = 0.62  # bars and strokes whose value is estimated, provisional or otherwise doubtful

# --- Fonts ----------------------------------------------------------------------------------------

NOTE_FONT = 12  # names of breaks and days: the least important words of a chart
TEXT_FONT = 13  # titles of facets, labels at the ends of series, keys
MARK_LABEL_FONT = 13  # labels of reported figures among official series, the figure in bold
REPORTED_LABEL_FONT = 15  # labels that are a trace of their own
# An estimate of the space that labels of reported figures take; Plotly tells nobody the true one.
LETTER_WIDTH, LINE_HEIGHT = 6.7, 19

# --- Marks: diameters -----------------------------------------------------------------------------

POINTER_SIZE = 14  # the invisible points that react to a pointer: easy to hit
FIGURE_SIZE = 11  # a reported figure on its day
DOT_SIZE = 5  # the same without an official figure beside it
BRACKET_WIDTH, BRACKET_LEAST, BRACKET_ASIDE = 9, 16, 10  # of "about": its ends; shorter ones stand beside their mark
CARET_WIDTH, CARET_HEIGHT, CARET_DISTANCE = 11, 5, 9  # of "more than", and from the middle of its mark
HELD_SIZE = 18  # the square around an official figure of which a reported one is true
POINT_SIZE = 6  # a date of an official line
EVENT_SIZE = 11  # an event whose day is known
EVENT_BAR_SIZE = 1  # the middle of a bar of an event: only for the pointer

# --- Lines: widths --------------------------------------------------------------------------------

MARK_OUTLINE = 2  # outline of a reported figure; hollow ones consist of it
POINT_OUTLINE = 1.5  # outline of a point of an official line
BAR_OUTLINE = 1.5  # outline of a bar, in its own colour
LINE_WIDTH = 2  # a line of an official series, unless it stands out
STROKE_WIDTH, WIDE_STROKE = 4, 11  # a stroke over a period of an official flow; among lines by years
PERIOD_WIDTH = 3  # a bar over the period of a reported figure
HEDGE_WIDTH = 1.5  # brackets and carets of reported figures, brackets of totals
TIE_WIDTH = 3  # between a statement and the official figure beside it
LANE_WIDTH, EVENT_WIDTH = 1, 9  # a lane of the timeline, and the bar of an event on it
NOTE_LINE_WIDTH = 1  # lines at breaks and days
END_LEADER_WIDTH = 2  # leaders of labels at the ends, in the colours of their series
MARK_LEADER_WIDTH = 1  # leaders of labels of reported figures

# --- Layout of every chart ------------------------------------------------------------------------

AXIS_MARGIN, SECOND_LINE = 33, 16  # the margin for the labels of the time axis, and for a second line of them
LEFT_MARGIN = 13  # narrow, because tick labels stand inside the plot
AIR = 8  # a margin that nothing stands in
TICK_SHIFT = 8  # from the plot outwards to the labels of its axes
TITLE_SHIFT = -6  # titles of facets begin this much to the left of the plot, above the tick labels
EMPTY_HEIGHT = 120  # a chart with a sentence in place of figures

# --- The space for labels -------------------------------------------------------------------------

# The plot on a telephone, the narrowest that there is: with labels at the right, and with all inside.
NARROW_PLOT, NARROW_FULL_PLOT = 200, 330
# The least that has the labels of a wide one: of a chart of 720 pixels, as chart.js has it.
WIDE_PLOT, WIDE_FULL_PLOT = 590, 698
TELEPHONE_CHART, DESKTOP_CHART = 326, 786  # charts in windows of 390 and of 1280
BOX_DISTANCE = 3  # least distance between two texts
TICK_LABEL_OVERLAP = 3  # tick labels are this much lower than LINE_HEIGHT
SLANT = 4  # a slanted line is avoided in boxes up to so high, or so wide
SEGMENT_DISTANCE = 2  # from a label to bars, whiskers and brackets of reported figures
MARK_DISTANCE = 6  # from a label to the points of reported figures
SERIES_DISTANCE = 4  # from a label to official series

# --- Small multiples: official series in facets ---------------------------------------------------

FACET_HEIGHT, FACET_TITLE_HEIGHT = 190, 52  # a facet without its title, and its title of two lines
LOW_FACET, LINE_TITLE_HEIGHT = 120, 30  # the highest of those that are low: their titles are lines, so high
FOOT = 26  # what the time axis adds below the last facet
LABEL_MARGIN = 112  # the right margin, for the labels at the ends of series
KEY_ROW, KEY_AIR = 20, 12  # a row of the key, and the air around all of them
HEADROOM, NAMED_HEADROOM = 1.3, 1.9  # the axis ends at this multiple of its largest value; with names of days above
FITTED_AIR = 0.15  # of the span of values: the air below values on an axis that is fitted to them; above it is twice
TICK_ROOM = 17  # above a tick, for its label: one with less room has no line either
WINDOW_AIR = 0.03  # of the span of time: the air after the last date
TICK_LABEL_AIR = 3  # the air before the first date, as a multiple of that: tick labels stand there
TOTAL_RISE, TOTAL_HOOK = 0.1, 0.04  # of the axis: a bracket stands so much above its bars, and ends so much lower
PERIOD_LETTER, PERIOD_GAP = 6.2, 5  # the width of a letter in the label of a year or a month, and the gap to the next
BAR_SHARE = 0.86  # of the length of its period: the width of a bar, so that there is a gap to the next

# Labels at the ends of series, in the right margin.
END_LABEL_WIDTH, END_FIGURE_WIDTH = 14, 16  # characters of a line; digits are narrower than letters
END_LABEL_LINE, END_LABEL_GAP = 16, 4  # a line of a label, and the gap between two labels
LEADER_LENGTH = 14  # the part of the margin in which leaders run, before the texts
LEADER_START, LEADER_GAP = 2, 3  # from the plot to a leader, and from a leader to its text

# Labels inside a facet.
DAY_LABEL_RISE = 8  # from a point of a line up to its label
DAY_LABEL_ROOM, DAY_LABEL_LINE = 30, 17  # above the greatest level, for a label in a line, and for a second line
EARLY_END = 0.12  # of the window: a series that ends longer before its end has no label in the margin
INSIDE_LABEL_SHIFT = (18, 2)  # from the end of a line to its label: to the right, and down
STROKE_LABEL_SHIFT = 3  # from a stroke to its figure, above or below it
STROKE_LABEL_ROOM = 0.25  # of the axis: figures of strokes that are closer, and overlap in time, would cover each other
NOTE_WIDTH = 20  # characters of a line in the name of a break or a day
NOTE_SHIFT = 4  # from the line at a break or a day to its name
NOTE_STEP = 7  # by so much a name stands lower where there is no room above
NOTE_SIDE = 0.6  # the share of the window from which names stand at the left of their line

# Labels of reported figures inside a facet.
LABEL_SHARE = 0.64  # of the width of the plot: the longest line of a label
MARK_LABEL_BESIDE, MARK_LABEL_ABOVE = 10, 18  # from a mark to a label that needs no leader: aside, above or below
MARK_LABEL_LIFT = 4  # of one that is beside its mark and higher or lower
MARK_LABEL_SHIFT = 12  # from a mark to its label, to the side
MARK_LEADER_LENGTH = 30  # least distance between a mark and its label
MARK_LEADER_GAP = 6  # from the end of a leader to the mark

# --- Timeline of events ---------------------------------------------------------------------------

EVENT_LABEL_WIDTH = 54  # characters of a line: what a telephone shows
EVENT_LINE, EVENT_LANE = 17, 26  # a line of a label, and the lane with the mark below it
TIMELINE_AIR = 0.03  # of the span of time: the air before and after the events
TIMELINE_TOP, TIMELINE_FOOT = 4, 40  # above the first label; the time axis, which stands at the top

# --- Preview pictures: what chats show beside a link -----------------------------------------------

PICTURE_WIDTH, PICTURE_HEIGHT = 1200, 630  # what sites that show links ask for
PICTURE_MARGIN = 64
PICTURE_RULE = 3  # below the name of the site
PICTURE_STROKE = 6, 40  # of an official number on a scale: across, along
# The light theme, since a picture has no other: tests/test_theme.py holds its colours to those of config.toml.
PAPER, BAND, INK, SOFT, RULE = "#fdfcf9", "#f2efe8", "#22252a", "#5b6068", "#c9c4b8"
REPORTED_INK, OFFICIAL_INK = "#a54612", "#246b83"  # numbers in the colour of their mark, darker to be read
RESULT_COLOURS = {"dash": SOFT, "dot": SOFT, "diamond": PROMISED}  # of shapes; all others have that of REPORTED
HEAD_FONT, DAY_FONT = 30, 23  # the name of the site, and the day of the data
LARGEST_FIGURE, LEAST_FIGURE = 124, 66  # a reported figure: as large as one line of it allows
FINDING_FONT, KICKER_FONT, BODY_FONT, SOURCE_FONT = 52, 28, 36, 29
RESULT_FONT, TOLD_FONT, LABEL_FONT = 40, 30, 27
SIGN_SIZE, MARK_SIZE = 34, 22  # the shape of a result beside its name, and in a small chart
AREA_OPACITY = 0.15  # below a line
COURSE_WIDTH, COURSE_DOT = 5, 9  # a line, and the dot at its end
