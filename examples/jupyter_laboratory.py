"""The laboratory of Cask in a cell of Jupyter or Colab, with nothing but anywidget: pip install anywidget

    from jupyter_laboratory import Laboratory
    lab = Laboratory(run=open("su2-hmc.toml").read())
    lab              # the run as it goes on; after a pause, lab.records holds its log
"""
import json
import os
import pathlib

import anywidget
import traitlets


class Laboratory(anywidget.AnyWidget):
    # The widget of the npm package cask-lqcd, which needs no other file.
    _esm = pathlib.Path(os.environ.get("CASK_WIDGET", "node_modules/cask-lqcd/dist/widget/index.js"))
    run = traitlets.Unicode("").tag(sync=True)  # a run file; empty: the first of the gallery
    height = traitlets.Int(900).tag(sync=True)
    log = traitlets.Unicode("").tag(sync=True)

    @property
    def records(self):
        return [json.loads(line) for line in self.log.splitlines()]
