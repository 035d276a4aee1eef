from labour_migration.html.foot import format_foot


def test_foot_names_the_version_and_leads_to_the_data_with_the_query_of_the_page(package):
    html = format_foot(package, {"from": ["2020"]})
    assert f"Data version {package.descriptor.version}, " in html
    assert '<a href="api/v1/datapackage.zip" target="_self">All data (ZIP)</a>' in html
    assert '<a href="data?from=2020" target="_self">Data and sources</a>' in html
    assert '<a href="data?part=glossary" target="_self">Glossary</a>' in html
