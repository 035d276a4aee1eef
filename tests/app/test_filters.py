"""Filters, address and notices."""

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Multiselect

from labour_migration.charts import filters_of
from labour_migration.data.selection import year_span
from labour_migration.site import NAVIGATION, PAGES

from .conftest import address, go_to, notices, open_all, popovers


def opened(app: AppTest) -> AppTest:
    """The page with its filters open."""
    return open_all(app, "filter")


def statuses(app: AppTest) -> Multiselect:
    """The widget of programmes and statuses on an open page."""
    return next(one for one in app.multiselect if one.key.startswith("programmes-"))


def selected(app: AppTest) -> tuple:
    opened(app)
    return statuses(app).value, app.slider[0].value


def test_address_sets_the_filters(run_app):
    app = run_app("residents", programme=["titp", "ssw"], from_="2020", to="2023")
    assert selected(app) == (["titp", "ssw"], (2020, 2023))


def test_filters_set_the_address_in_codes_and_leave_defaults_out(run_app):
    app = opened(run_app("residents"))
    assert address(app) == {}
    statuses(app).select("titp").run()
    app.slider[0].set_range(2019, 2023).run()
    assert address(app) == {"programme": ["titp"], "from": ["2019"], "to": ["2023"]}


def test_links_to_other_pages_carry_the_filters(run_app, package):
    app = run_app("residents", programme=["titp", "ssw"], from_="2020")
    links = {link.proto.page or "overview": link.proto.query_string for link in app.get("page_link")}
    assert set(links) == {page.view for page in NAVIGATION}
    assert set(links.values()) == {"programme=titp&programme=ssw&from=2020"}
    go_to(app, "data")
    assert selected(app) == (["titp", "ssw"], (2020, year_span(package)[1]))


def test_other_parameters_stay_in_the_address(run_app):
    app = opened(run_app("residents", programme=["titp"], utm_source="letter"))
    statuses(app).select("ssw").run()
    assert address(app) == {"utm_source": ["letter"], "programme": ["titp", "ssw"]}


def test_what_the_address_names_in_vain_is_told_until_a_filter_changes(run_app, package):
    first, last = year_span(package)
    app = run_app("residents", programme=["tipt", "ssw"], from_="1950")
    (notice,) = notices(app)
    assert (
        "We ignored “programme=tipt” in this link. Use the code of a programme or status, such as labour-programmes, "
        "titp, titp-i-a." in notice
    )
    assert f"We ignored “from=1950” in this link. Use one year from {first} to {last}." in notice
    assert selected(app) == (["ssw"], (first, last))
    go_to(app, "data")
    assert len(notices(app)) == 1
    statuses(opened(app)).select("titp").run()
    assert not notices(app)
    assert address(app) == {"programme": ["titp", "ssw"]}


def test_markup_in_an_address_is_shown_as_it_stands(run_app):
    app = run_app("residents", programme=["**bold** <b>x</b> [a](http://a.example)"])
    (notice,) = notices(app)
    assert "We ignored “programme=**bold** <b>x</b> [a](http://a.example)” in this link." in notice


def test_filters_can_be_cleared(run_app, package):
    app = run_app("residents", programme=["titp"], from_="2020", to="2021")
    assert app.info
    assert popovers(app, "filters-all") == {"filters-all-residents": "Filters (2)"}
    app.button(key="clear").click().run()
    assert "clear" not in [button.key for button in app.button]
    assert selected(app) == ([], year_span(package))
    assert address(app) == {}
    assert not app.info


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.view)
def test_filter_that_no_chart_follows_is_not_offered(page, run_app):
    offered = popovers(run_app(page.view), "filter")
    assert set(offered) == {f"filter-{name}-{page.view}" for name in filters_of(page.view)}


def test_chips_name_their_values_and_a_chip_that_is_open_keeps_its_name(run_app, package):
    first, last = year_span(package)
    app = run_app("residents")
    assert popovers(app, "filter") == {
        "filter-programmes-residents": "Programme or status of residence: all",
        "filter-years-residents": f"Years: {first}–{last}",
    }
    opened(app).slider[0].set_range(2019, 2023).run()
    assert popovers(app, "filter")["filter-years-residents"] == f"Years: {first}–{last}"
    app.session_state["filter-years-residents"] = False
    app.run()
    assert popovers(app, "filter")["filter-years-residents"] == "Years: 2019–2023"


def test_years_are_chosen_by_a_preset_or_typed(run_app, package):
    _first, last = year_span(package)
    app = opened(run_app("residents"))
    app.button(key="preset-0-filter-years-residents").click().run()
    assert address(app) == {"from": ["2019"]}
    app.number_input(key="last-filter-years-residents").set_value(2024).run()
    assert address(app) == {"from": ["2019"], "to": ["2024"]}
    app.number_input(key="first-filter-years-residents").set_value(2025).run()
    assert address(app) == {"from": ["2024"], "to": ["2025"]}  # whichever comes first
    app.button(key="preset-1-filter-years-residents").click().run()
    assert address(app) == {"from": [str(last - 4)]}
    app.button(key="preset-2-filter-years-residents").click().run()
    assert address(app) == {}


def test_only_routes_that_a_chart_of_the_page_is_about_are_offered(run_app, package):
    app = opened(run_app("programmes", programme=["student"]))
    shown = statuses(app).options
    assert any("TITP" in name for name in shown)
    assert not any("Permanent" in name for name in shown)
    assert statuses(app).value == ["student"]  # what the address says stays


def test_clear_takes_options_back_too(run_app):
    app = run_app("residents", axis="fit", from_="2019")
    app.button(key="clear").click().run()
    assert address(app) == {}


def test_panel_says_what_is_left_out_where_something_is(run_app):
    said = "Filtered: TITP · 2019–2024"
    assert said in [
        caption.value for caption in run_app("residents", programme="titp", from_="2019", to="2024").caption
    ]
    assert not any(caption.value.startswith("Filtered") for caption in run_app("residents").caption)
