"""Dated events as lanes."""

from labour_migration.figures.timeline import describe_events, draw_timeline


def test_lane_for_each_event_with_its_label(package):
    figure = draw_timeline(package.events, package)
    assert len(figure.layout.annotations) == len(package.events)


def test_days_are_written_once_above_the_events_that_share_them(package):
    titles = ["Senate chair meets ambassador of Japan", "Trade called short of its potential"]
    figure = draw_timeline(package.events[package.events["title"].isin(titles)], package)
    assert [note.text for note in figure.layout.annotations] == [f"<b>29 August 2024</b> {titles[0]}", titles[1]]


def test_no_event_is_a_sentence(package):
    figure = draw_timeline(package.events.iloc[:0], package)
    assert [note.text for note in figure.layout.annotations] == ["No event matches these filters."]
    assert describe_events(package.events.iloc[:0]) == ""
