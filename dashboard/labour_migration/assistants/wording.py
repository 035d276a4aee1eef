"""What assistants are told of all figures: how they are used, and what it means where there is none."""

from labour_migration.language import marked

KEEP = marked(
    "When you use a figure, keep its qualifier (such as “more than” or “about”) and its status (such as “unverified”), "
    "say who published it and when, give its link, and name the data version. A reported figure is what an article "
    "says. An official figure is what an agency publishes. Never present one as the other, nor a forecast as a fact."
)
INSTRUCTIONS = marked(
    "Figures on labour migration and trade between Pakistan and Japan, as articles report them and as agencies publish "
    "them, each with its source. Use check_claim for a sentence, search_figures for a subject, get_series for official "
    "figures, get_sources for where figures come from."
)
NOTHING = marked(
    "Not recorded: nothing here matches. That does not mean that a figure is wrong. Say that this data has no record."
)
