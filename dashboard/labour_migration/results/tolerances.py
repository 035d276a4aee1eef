"""Every tolerance of the results, each with its reason; no other module has one."""

# "About 25,000", "25,000-strong": journalists round so much. It is also the most that the rounding of a number
# without a qualifier allows: "10,000" would otherwise stand for anything from 5,000 to 15,000.
ROUNDED = 0.05
# An official figure in money is often published rounded: "1.26 billion" is anything from 1.255 to 1.265 billion. A
# round number may as well be exact, so that its rounding is never taken for more than this share of it.
OFFICIALLY_ROUNDED = 0.01
# So small a difference changes nothing that a reader would conclude, and lies within the revisions of most counts.
SAME = 0.01
# A difference that a reader should see, but that no fact-checker would call a contradiction.
CLOSE = 0.05
# "More than 26,000" suggests a number not far above: true of 34,911 too, yet a reader is led to think of fewer people.
FAR = 0.10
# A figure that was once official is called an older one for so long; before that it is just another number.
OLDER_MONTHS = 24
# Articles that name no period are dated by their publication. Within so many days two of them are the same news: a
# speech is reported within days, a monthly magazine reports it within the month.
RETOLD_DAYS = 31
# Days from a half-yearly count of residents to its publication, where the day was not read: the longest that was seen
# (105; the shortest is 73), so that no report is held against a count that may not have been public.
USUAL_LAG = 105
