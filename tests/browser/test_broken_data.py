"""A corrupted CSV gives a message; the mended one, the page, without a reload or a restart."""

from playwright.sync_api import expect


def test_corrupted_csv_is_told_and_the_app_recovers_by_itself(start_app, visit, seal):
    app = start_app()
    file = app.folder / "datasets" / "reported_figures.csv"
    sound = file.read_bytes()
    file.write_bytes(sound.replace(b",~,25000,", b",~,52000,", 1))
    seal(file.parent)
    visited = visit(app.url)
    page = visited.page
    expect(page.get_by_role("alert")).to_contain_text("the data has 1 problem", timeout=30_000)
    expect(page.get_by_text("reported_figures.csv, line 7, value: found 52000, expected a number that")).to_be_visible()
    expect(page.get_by_text("Traceback")).to_have_count(0)
    expect(page.locator("h1")).to_have_count(0)
    file.write_bytes(sound)
    seal(file.parent)
    expect(page.locator("h1")).to_have_text("Pakistanis in Japan: reported and official figures", timeout=15_000)
    expect(page.get_by_role("alert")).to_have_count(0)
    assert visited.errors == []
    assert "Traceback" not in app.log.read_text()
