"""What the lineage view loads, as files of the site, made where what they are made from has changed."""

from __future__ import annotations

import hashlib
from functools import partial

from lakebook.book import Book
from lakebook.pages._lineage import GRAPH, columns_file
from lakebook.pages._lineage.column_file import column_script
from lakebook.pages._lineage.graph_file import graph_script
from lakebook.pages._lineage.nodes import shared_nodes
from lakebook.site.context import SiteContext
from lakebook.site.folder import SiteFolder


def bring_lineage(folder: SiteFolder, book: Book, context: SiteContext, code: bytes) -> None:
    """Put the whole graph, and the columns of each dataset, into *folder*; *code* stands for what makes them."""
    key = hashlib.sha256(b"%d" % context.directories + code).digest()

    def made_from(whole: bytes) -> bytes:
        return hashlib.sha256(key + whole).digest()[:16]

    nodes, catalogue, lineage = shared_nodes(book, context), book.catalogue, book.lineage
    whole = made_from(book.surroundings.of_all_lineage())
    folder.bring(GRAPH, whole, lambda: graph_script(catalogue, lineage, nodes, context))
    for dataset in catalogue.datasets.values():
        near = made_from(book.surroundings.of(dataset))
        folder.bring(columns_file(dataset), near, partial(column_script, lineage.column_edges, nodes, dataset))
