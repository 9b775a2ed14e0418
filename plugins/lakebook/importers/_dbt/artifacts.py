"""Which files are meant: a manifest, a ``target/`` folder or a project, and the catalogue beside the manifest."""

from __future__ import annotations

from pathlib import Path

from lakebook.syntax import SyntaxTrouble, Unreadable

_ENDINGS = ("manifest.json", "manifest.json.gz")


def manifest_at(given: Path) -> Path:
    """The manifest that a file or folder of the command line means.

    Raises:
        Unreadable: the folder holds none, or several.
    """
    if not given.is_dir():
        return given
    for folder in (given / "target", given):
        found = sorted(path for path in folder.glob("*manifest.json*") if path.name.endswith(_ENDINGS))
        exact = [path for path in found if path.name == "manifest.json"] or found
        if len(exact) == 1:
            return exact[0]
        if exact:
            names = ", ".join(path.name for path in exact)
            raise Unreadable(SyntaxTrouble("file_unreadable", f"several manifests: {names}", "name one of them"))
    hint = "run 'dbt docs generate' there, or name the manifest.json"
    raise Unreadable(SyntaxTrouble("file_unreadable", "no manifest.json in it, nor in its target/", hint))


def catalog_beside(manifest: Path) -> Path | None:
    """``catalog.json`` in the folder of *manifest*; ``x_catalog.json`` of ``x_manifest.json``; packed or not."""
    for name in (manifest.name.replace("manifest", "catalog"), "catalog.json", "catalog.json.gz"):
        for one in (name, f"{name}.gz", name.removesuffix(".gz")):
            beside = manifest.with_name(one)
            if beside != manifest and beside.is_file():
                return beside
    return None
