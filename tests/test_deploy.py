"""The recipes for servers: they agree with each other, with the app and with what is promised."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.browser import ROOT
from tests.proxy import NGINX, needs_nginx

DEPLOY = ROOT / "deploy"
HEALTH = "/_stcore/health"
STARTS = ("Makefile", "deploy/Containerfile", "deploy/plumbline@.service")
SERVER = ("--no-access-log", "--no-server-header", "--ws-max-size", "2000000")
FOLDER = re.compile(r"`([\w./@-]+/[\w./@-]*)`")


def text(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def documents(name: str) -> dict[str, Any]:
    """Return the documents of a file of Kubernetes by their kind."""
    return {one["kind"]: one for one in yaml.safe_load_all(text(name))}


@pytest.mark.parametrize("name", STARTS)
def test_every_start_is_the_same(name: str) -> None:
    words = re.findall(r"[\w./:-]+", text(name))
    start = words[words.index("app:app") :]
    assert [word for word in SERVER if word not in start] == []


def test_the_container_holds_what_the_app_needs_and_no_more() -> None:
    file = text("deploy/Containerfile")
    copied = re.findall(r"^COPY (?!--from)(\S+)", file, re.MULTILINE)
    wanted = ["requirements.txt", "app.py", ".streamlit", "data", "engine", "pages"]
    assert copied == wanted
    kept = [line[1:] for line in text(".dockerignore").splitlines() if line.startswith("!")]
    assert kept == wanted
    assert all((ROOT / name).exists() for name in wanted)
    assert re.search(r"^USER 10001$", file, re.MULTILINE)
    assert HEALTH in file
    assert re.search(r"^FROM python:3\.11", file, re.MULTILINE)


def test_compose_runs_replicas_that_may_write_nowhere() -> None:
    services = yaml.safe_load(text("deploy/compose.yaml"))["services"]
    assert set(services) == {"app", "web"}
    for one in services.values():
        assert one["read_only"] is True
        assert one["cap_drop"] == ["ALL"]
        assert one["security_opt"] == ["no-new-privileges:true"]
    for volume in services["web"]["volumes"]:
        assert (DEPLOY / volume.split(":")[0]).is_file()
        assert volume.endswith(":ro")
    assert services["web"]["ports"] == ["127.0.0.1:8080:8080"]


def test_kubernetes_runs_the_same() -> None:
    found = documents("deploy/kubernetes.yaml")
    pod = found["Deployment"]["spec"]["template"]["spec"]
    (app,) = pod["containers"]
    assert found["Deployment"]["spec"]["replicas"] >= 2
    assert pod["securityContext"]["runAsNonRoot"] is True
    assert pod["securityContext"]["runAsUser"] == 10001
    assert app["securityContext"]["readOnlyRootFilesystem"] is True
    assert app["securityContext"]["capabilities"] == {"drop": ["ALL"]}
    probes = ("startupProbe", "readinessProbe", "livenessProbe")
    assert {app[probe]["httpGet"]["path"] for probe in probes} == {HEALTH}
    assert (
        found["Ingress"]["metadata"]["annotations"][
            "nginx.ingress.kubernetes.io/session-cookie-name"
        ]
        == "plumbline"
    )
    assert found["NetworkPolicy"]["spec"]["egress"] == []
    label = found["Deployment"]["spec"]["template"]["metadata"]["labels"]
    assert found["Service"]["spec"]["selector"] == label


def test_the_service_may_write_nowhere() -> None:
    lines = text("deploy/plumbline@.service").splitlines()
    for wanted in ("DynamicUser=yes", "ProtectSystem=strict", "NoNewPrivileges=yes"):
        assert wanted in lines


def test_logs_hold_no_scenario() -> None:
    settings = text("deploy/nginx/plumbline.conf")
    (form,) = re.findall(r"log_format plumbline '(.*)';", settings)
    assert "$uri" in form
    assert not re.search(r"\$(request|args|request_uri|http_referer|query_string)\b", form)


@needs_nginx
def test_nginx_takes_the_settings_of_the_container(tmp_path: Path) -> None:
    """As they are, but for the name of the service, which nobody knows here."""
    for file in (DEPLOY / "nginx").iterdir():
        shutil.copy(file, tmp_path)
    (tmp_path / "plumbline-replicas.conf").write_text("server 127.0.0.1:8501;", "utf-8")
    main = tmp_path / "nginx.conf"
    main.write_text(main.read_text("utf-8").replace("/tmp", str(tmp_path)), "utf-8")  # noqa: S108
    said = subprocess.run(
        [NGINX or "", "-t", "-p", tmp_path, "-c", main, "-e", tmp_path / "error.log"],
        capture_output=True, check=False, text=True,
    )  # fmt: skip
    assert said.returncode == 0, said.stderr


@pytest.mark.parametrize("name", ["SECURITY.md", "docs/deploy.md"])
def test_what_the_texts_name_is_there(name: str) -> None:
    named = FOLDER.findall(text(name))
    assert named
    assert [path for path in named if path[0] != "/" and not (ROOT / path).exists()] == []
