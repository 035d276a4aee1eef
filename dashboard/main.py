"""Page config, language, navigation: nothing else."""

from pathlib import Path

import streamlit as st

from components.filters import shared_query
from labour_migration.language import gettext as _

ICON = Path(__file__).parent / "assets" / "icon.png"

# A local icon: with none, Streamlit would fetch a page's icon from another host.
st.set_page_config(page_icon=str(ICON), layout="wide")

pages = [
    st.Page("views/overview.py", title=_("Overview"), url_path="", default=True),
    st.Page("views/claims.py", title=_("Reported vs official"), url_path="claims"),
    st.Page("views/residents.py", title=_("Residents"), url_path="residents"),
    st.Page("views/programmes.py", title=_("Programmes"), url_path="programmes"),
    st.Page("views/arrivals.py", title=_("Arrivals"), url_path="arrivals"),
    st.Page("views/trade.py", title=_("Trade"), url_path="trade"),
    st.Page("views/gaps.py", title=_("What is not known"), url_path="gaps"),
    st.Page("views/sources.py", title=_("Sources"), url_path="sources"),
    st.Page("views/data.py", title=_("Data"), url_path="data"),
]
page = st.navigation(pages, position="hidden")
# Our own links, since Streamlit's would drop the filters from the address.
with st.container(horizontal=True, gap="xxsmall", key="navigation"):
    query = shared_query()
    for other in pages:
        st.page_link(other, query_params=query)
page.run()
