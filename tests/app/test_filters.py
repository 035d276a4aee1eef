"""Filters, address and notices."""

from streamlit.testing.v1 import AppTest

from labour_migration.data.selection import year_span
from labour_migration.site import PAGES

from .conftest import address, go_to


def selected(app: AppTest) -> tuple:
    return app.sidebar.multiselect[0].value, app.sidebar.slider[0].value


def test_address_sets_the_filters(run_app):
    app = run_app(programme=["titp", "ssw"], from_="2020", to="2023")
    assert selected(app) == (["titp", "ssw"], (2020, 2023))


def test_filters_set_the_address_in_codes_and_leave_defaults_out(run_app):
    app = run_app()
    assert address(app) == {}
    app.sidebar.multiselect[0].select("titp").run()
    app.sidebar.slider[0].set_range(2019, 2023).run()
    assert address(app) == {"programme": ["titp"], "from": ["2019"], "to": ["2023"]}


def test_links_to_other_pages_carry_the_filters(run_app, package):
    app = run_app(programme=["titp", "ssw"], from_="2020")
    links = {link.proto.page or "overview": link.proto.query_string for link in app.get("page_link")}
    assert set(links) == {page.view for page in PAGES}
    assert set(links.values()) == {"programme=titp&programme=ssw&from=2020"}
    go_to(app, "data")
    assert selected(app) == (["titp", "ssw"], (2020, year_span(package)[1]))


def test_other_parameters_stay_in_the_address(run_app):
    app = run_app(programme=["titp"], utm_source="letter")
    app.sidebar.multiselect[0].select("ssw").run()
    assert address(app) == {"utm_source": ["letter"], "programme": ["titp", "ssw"]}


def test_what_the_address_names_in_vain_is_told_until_a_filter_changes(run_app, package):
    first, last = year_span(package)
    app = run_app(programme=["tipt", "ssw"], from_="1950")
    (notice,) = [warning.value.replace("\\", "") for warning in app.warning]
    assert (
        "found ‘tipt’, expected the code of a route, such as labour-programmes, titp, titp-i-a. It was ignored."
        in notice
    )
    assert f"found ‘1950’, expected one year from {first} to {last}." in notice
    assert selected(app) == (["ssw"], (first, last))
    go_to(app, "data")
    assert len(app.warning) == 1
    app.sidebar.multiselect[0].select("titp").run()
    assert not app.warning
    assert address(app) == {"programme": ["titp", "ssw"]}


def test_markup_in_an_address_is_shown_as_it_stands(run_app):
    app = run_app(programme=["**bold** <b>x</b> [a](http://a.example)"])
    (notice,) = [warning.value for warning in app.warning]
    assert "\\*\\*bold" in notice
    assert "\\[a\\]\\(http\\:" in notice


def test_filters_can_be_cleared(run_app, package):
    app = run_app(programme=["titp"], from_="2020", to="2021")
    assert app.info
    app.button(key="clear").click().run()
    assert selected(app) == ([], year_span(package))
    assert address(app) == {}
    assert not app.info
