"""The search index, as data: what the box finds, cut into files that a browser loads when it needs them.

``build_index`` turns Documents into files; ``names.js`` alone is asked for with the first key. The front end
(``plugins/frontend/src/search``) reads them; this room knows neither MkDocs nor pages.
"""
