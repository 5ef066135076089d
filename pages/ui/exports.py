"""The popover that gives a scenario as files; each is built when its button is pressed."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import streamlit as st

from pages.ui import claimed, data_routes, python_block, report, state, workbook
from pages.ui.text import Words

KEY = "export"
HTML = "text/html"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class File:
    """A file to take along: what builds it runs outside the session, so it holds all it needs."""

    name: str
    file_name: str
    mime: str
    icon: str
    build: Callable[[], bytes]


def draw(words: Words) -> None:
    """Draw the button and, while it is open, a button for each file; opening builds nothing."""
    box = st.popover(words("export.title"), icon=":material/download:", key=KEY, on_change="rerun")
    if not box.open:
        return
    with box:
        st.caption(words("export.paper"))
        if state.beside(claimed.OTHER):
            st.caption(words("export.only_a"))
        for file in files(words):
            st.download_button(
                words(f"export.{file.name}"),
                file.build,
                file_name=file.file_name,
                mime=file.mime,
                icon=file.icon,
                help=words(f"export.{file.name}.help"),
                key=f"{KEY}.{file.name}",
                on_click="ignore",
                width="stretch",
            )
        st.markdown(words("export.python"), help=words("export.python.help"))
        script = python_block.block(state.scenario(), words)
        st.code(script, language=None, wrap_lines=True)  # coloured words would be hard to read


def files(words: Words) -> tuple[File, ...]:
    """Return the files that this scenario can be taken along as, in the order of the buttons."""
    scenario, at = state.scenario(), report.address_of(state.scenario(), words)
    return (
        File(
            "report", "plumbline-report.html", HTML, ":material/description:",
            partial(report.report, scenario, at, words),
        ),
        File(
            "handout", "plumbline-handout.html", HTML, ":material/article:",
            partial(report.handout, scenario, at, words),
        ),
        File(
            "workbook", "plumbline.xlsx", EXCEL, ":material/table_view:",
            partial(workbook.build, scenario, words, at),
        ),
        File(
            "csv", "plumbline.csv", "text/csv", ":material/table_rows:",
            partial(data_routes.file, data_routes.result_csv, scenario, words),
        ),
        File(
            "json", "plumbline.json", "application/json", ":material/data_object:",
            partial(data_routes.file, data_routes.result_json, scenario, words),
        ),
    )  # fmt: skip
