"""What ``streamlit run`` starts: one ASGI application that serves the pages and the data API."""

import gc

# Nothing that is made at the start becomes garbage. Looking for some all the same takes a tenth of a second, which the
# first visitor waits for; warming.py begins it again.
gc.disable()

from functools import partial
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from components.failures import show_failure
from loading import DATASETS, find_keeper, find_state, load_package
from views import layout_of
from web.api import api_routes
from web.assets import asset_routes, read_styles
from web.crawlers import crawler_routes
from web.delivery.bodies import Pace
from web.delivery.fonts import read_fonts
from web.delivery.static import CHART_FOLDER, CompressedFiles, Static
from web.delivery.warming import declare_chart, keep_warm
from web.embeds import embed_routes
from web.failures import Failures, tell_failed_downloads
from web.feeds import feed_routes
from web.head import Head
from web.health import health_routes
from web.languages import Languages, follow_addresses
from web.link_pictures import picture_routes
from web.mcp import mcp_routes
from web.process import prepare_process
from web.readiness import watch
from web.security import Security
from web.settings import require_settings
from web.sockets import Sockets

ASSETS = Path(__file__).parent / "assets"
STYLES = read_styles(ASSETS / "style.css", CHART_FOLDER / "chart.css")
GIVE_WAY = (ASSETS / "shell.js").read_text(encoding="utf-8")

require_settings(Path(__file__).parent / ".streamlit" / "config.toml")
prepare_process()
declare_chart(CHART_FOLDER)
follow_addresses()
tell_failed_downloads()
app = st.App(
    "main.py",
    on_script_error=show_failure,
    lifespan=keep_warm(load_package, partial(watch, find_keeper(), layout_of)),
    routes=[
        *api_routes(load_package, DATASETS),
        *asset_routes(ASSETS),
        *crawler_routes(load_package),
        *feed_routes(load_package),
        *health_routes(find_state),
        *mcp_routes(load_package),
        *picture_routes(load_package),
        *embed_routes(load_package, ASSETS),
    ],
    middleware=[
        Middleware(Pace),
        Middleware(Languages),
        Middleware(Security),
        Middleware(Sockets),
        Middleware(Failures, styles=STYLES),
        Middleware(Static, files=CompressedFiles(), load_package=load_package, fonts=read_fonts()),
        Middleware(Head, styles=STYLES, give_way=GIVE_WAY, load_package=load_package, layout_of=layout_of),
    ],
)
