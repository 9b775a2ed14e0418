"""Semantic models of Power BI: TMDL folders, ``model.bim``, and the answer of the scanner."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from lakebook.importers import Place
from lakebook.importers._documents.documents import Documents
from lakebook.importers._harvest import Harvest, harvester
from lakebook.importers._powerbi.harvest import harvest_of
from lakebook.importers._powerbi.json_model import bim_in, models_of, reports_of, workspaces_in
from lakebook.importers._powerbi.model import Model, Report
from lakebook.importers._powerbi.tmdl import TmdlObject, parse_tmdl
from lakebook.importers._powerbi.tmdl_model import model_of, name_of, root_of


@harvester()
def powerbi(given: Sequence[Path] | str, place: Place, **options: Any) -> Harvest:
    """Models of Power BI: TMDL folders, model.bim, answers of the scanner API as JSON."""
    documents = Documents(given, (".json", ".bim", ".tmdl"))
    models, reports = _tmdl(documents), list[Report]()
    for document in documents.each():
        bim = bim_in(document, name_of(root_of(document.path)))
        workspaces = [] if bim else workspaces_in(document.value)
        if bim is not None:
            models.append(bim)
        elif not workspaces:
            hint = "name a folder of TMDL, a model.bim, or an answer with 'workspaces'"
            documents.refuse(document.path, "no model of Power BI", hint)
        for workspace in workspaces:
            models += models_of(workspace, document)
            reports += reports_of(workspace, document)
    return documents.harvest(harvest_of(models, reports, place.book.settings.kinds, documents.notes))


def _tmdl(documents: Documents) -> list[Model]:
    files: dict[Path, list[tuple[Path, TmdlObject]]] = {}
    for path, text in documents.texts(".tmdl"):
        files.setdefault(root_of(path), []).append((path, parse_tmdl(text)))
    models = [model_of(name_of(root), parsed) for root, parsed in files.items()]
    for model, (root, parsed) in zip(models, files.items(), strict=True):
        if not model.tables:
            for path, _ in parsed:
                documents.refuse(path, "no tables in this TMDL", f"name the folder of the whole model, such as {root}")
    return [model for model in models if model.tables]
