"""A store that is replaced under the running explorer."""

import shutil
import threading
import time
from pathlib import Path

import pytest

from zhengtu.graph import open_store
from zhengtu.graph.building import build
from zhengtu.ontology import load_ontology
from zhengtu.webui import create_app, shelf, site_of

SAMPLES = Path(__file__).parents[2] / "cli" / "samples"


@pytest.mark.parametrize("way", ["folder put in its place", "built into"])
def test_a_replaced_store_is_picked_up_and_no_request_fails(
    way: str, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelf, "PAUSE", 0.2)
    folder, following = tmp_path / "store", tmp_path / "following"
    one = tmp_path / "one"
    one.mkdir()
    shutil.copy(sorted(SAMPLES.glob("*.txt"))[0], one)
    with open_store(folder) as graph:
        assert build([one], graph, load_ontology()).statuses["new"] == 1
    app = create_app(folder)
    ended, answers = threading.Event(), list[tuple[int, int]]()

    def read() -> None:
        client = app.test_client()
        while not ended.is_set():
            home = client.get("/home.json")
            asked = client.get("/queries/responsibilities.json?ask=yes")
            documents = home.json["documents"] if home.json and home.status_code == 200 else 0
            answers.append((max(home.status_code, asked.status_code), documents))

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    try:
        if way == "built into":
            with open_store(folder) as graph:
                build([SAMPLES], graph, load_ontology())
        else:
            shutil.copytree(store, following)
            folder.rename(tmp_path / "former")
            following.rename(folder)
        until = time.monotonic() + 20
        while time.monotonic() < until and not any(documents == 3 for _, documents in answers):
            time.sleep(0.1)
    finally:
        ended.set()
        for reader in readers:
            reader.join()
        site_of(app).close()
    assert {status for status, _ in answers} == {200}
    assert answers[0][1] == 1
    assert any(documents == 3 for _, documents in answers)
