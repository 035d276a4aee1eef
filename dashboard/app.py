"""What ``streamlit run`` starts: one ASGI application that serves the pages and the data API."""

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from loading import DATASETS, load_package
from warming import warm_up
from web.api import api_routes
from web.assets import asset_routes
from web.crawlers import crawler_routes
from web.head import Head

ASSETS = Path(__file__).parent / "assets"
STYLE = (ASSETS / "style.css").read_text(encoding="utf-8")

app = st.App(
    "main.py",
    routes=[*api_routes(load_package, DATASETS), *asset_routes(ASSETS), *crawler_routes(load_package)],
    lifespan=warm_up,
    middleware=[Middleware(Head, style=STYLE, load_package=load_package)],
)
