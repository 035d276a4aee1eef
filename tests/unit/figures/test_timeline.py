"""Dated events as lanes."""

from labour_migration.figures.timeline import describe_events, draw_timeline


def test_lane_for_each_event_with_its_label(package):
    figure = draw_timeline(package.events, package)
    assert len(figure.layout.annotations) == len(package.events) == 10


def test_no_event_is_a_sentence(package):
    figure = draw_timeline(package.events.iloc[:0], package)
    assert [note.text for note in figure.layout.annotations] == ["No dated event in this selection."]
    assert describe_events(package.events.iloc[:0]) == ""
