"""What stands in the files of a scheme or library, written by whoever sent them: values, paths, addresses, YAML.

Design, section 6: "A hostile library, lock file, Word file or answer harms nobody: [...] YAML is loaded safely with
alias bombs refused, JSON Schema never fetches, git is called through one hardened wrapper".
"""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
import yaml

from tests.attacks.arena import READING, WRITING, Arena, patience, tell
from tests.builders import LEDGER, GitFolder
from tests.yaml_text import dumped, loaded

ANY = (0, 1, 2)
LOOKS = (*READING[:2], *READING[3:4], READING[7], READING[8])  # those that read every kind of file
CHANGES = WRITING[:2]
CODE = "{{ cycler.__init__.__globals__.os.popen('touch MARKER').read() }}"
VALUES = {
    "code": CODE,
    "blank": "{{ cookiecutter.scheme_name }}",
    "block": "{% include '/etc/passwd' %}",
    "comment": "{# x #}",
    "tag": "<script>alert(1)</script>",
    "image": "<img src=x onerror=alert(1)>",
    "line-break": "a\n## Fee { #fee }\n\nA fee shall be paid.",
    "carriage-return": "a\rb",
    "nul": "a\x00b",
    "escape": "a\x1b]0;x\x07b",
    "separator": "a\u2028b",
    "half-a-character": "a\udc80b",
    "long": "x" * 100_000,
    "nothing": "",
}


def _manifest(arena: Arena, **changes: object) -> None:
    data = arena.scheme.manifest()
    for key, value in changes.items():
        data[key] = value
    arena.scheme.write("scheme.yaml", yaml.safe_dump(data, allow_unicode=True, sort_keys=False))


def _value(arena: Arena, name: str) -> str:
    return VALUES[name].replace("MARKER", str(arena.marker))


class TestValues:
    """A value is one line of plain text; it is never read as a template."""

    @pytest.mark.parametrize("name", VALUES)
    def test_typed(self, arena: Arena, name: str) -> None:
        arena.survives(("set", f"decision_body={_value(arena, name)}"), ("add", "consultation", "--set",
                       f"scheme_name={_value(arena, name)}"))  # fmt: skip
        told = arena.run("new", "second", "--no-input", "--with", "grievance", "--set",
                         f"scheme_name={_value(arena, name)}")  # fmt: skip
        assert told.code in (1, 2)
        assert not arena.marker.exists()

    @pytest.mark.parametrize("name", VALUES)
    @pytest.mark.parametrize("key", ["name", "parameters.scheme_name", "parameters.decision_body", "copyright"])
    def test_in_an_answers_file(self, arena: Arena, name: str, key: str) -> None:
        value: object = _value(arena, name)
        for part in reversed(key.split(".")):
            value = {part: value}
        answers = arena.folder / "outside" / "answers.yaml"
        answers.write_text(yaml.safe_dump({"modules": {"grievance": {}}, **dict(value)}), "utf-8")  # type: ignore[call-overload]
        arena.survives(("new", "second", "--no-input", "--answers", str(answers)), codes=ANY)
        for text in arena.scheme.path.glob("second/policies/**/*.md"):
            assert "{{" not in text.read_text("utf-8")
            assert "<script" not in text.read_text("utf-8")

    @pytest.mark.parametrize("name", VALUES)
    def test_in_scheme_yaml(self, arena: Arena, name: str) -> None:
        own = {"grievance": {"library": "schemekit", "version": "1.0.0",
                             "parameters": {"channels": [_value(arena, name), "post"]}}}  # fmt: skip
        _manifest(arena, modules=own, parameters={"decision_body": _value(arena, name)})
        arena.survives(*LOOKS, *CHANGES, codes=ANY)
        assert "popen" not in arena.scheme.text()

    @pytest.mark.parametrize("name", VALUES)
    def test_in_the_lock(self, arena: Arena, name: str) -> None:
        lock = loaded(arena.scheme.text("scheme.lock"))
        lock["modules"]["grievance"]["parameters"]["decision_body"] = _value(arena, name)
        arena.scheme.write("scheme.lock", yaml.safe_dump(lock, allow_unicode=True))
        arena.survives(*LOOKS, *CHANGES, codes=ANY)


PATHS = ("../escaped.md", "../../outside/secret.txt", "/etc/passwd", "C:\\escaped.md", "..\\escaped.md", ".git/config",
         ".GIT/config", "git~1/config", "a/../../../outside/secret.txt", "CON", "nul.md", "-o", "a\x00b", "a\nb",
         "a\u202eb", "x" * 500, "policy.md/x", "//host/share", "~/x", "", ".", "aux .md")  # fmt: skip


class TestPaths:
    """A path stays inside the scheme, whichever file names it."""

    @pytest.mark.parametrize("path", PATHS)
    @pytest.mark.parametrize("where", ["files", "pulled", "source"])
    def test_in_the_lock(self, arena: Arena, path: str, where: str) -> None:
        lock = loaded(arena.scheme.text("scheme.lock"))
        entry = lock["modules"]["grievance"]
        if where == "source":
            entry["files"]["policy.md"]["source"] = path
        else:
            entry[where][path] = entry[where].pop(next(iter(entry[where])))
        arena.scheme.write("scheme.lock", dumped(lock))
        arena.survives(*LOOKS, *CHANGES, codes=ANY)

    @pytest.mark.parametrize("path", PATHS)
    def test_of_a_letter(self, arena: Arena, path: str) -> None:
        letter = {"LicenseRef-x": {"grantor": "X", "file": path, "uses": ["adaptation"], "expires": "2030-01-01"}}
        _manifest(arena, letters=letter)
        arena.survives(*LOOKS, *CHANGES, codes=ANY)

    @pytest.mark.parametrize("path", PATHS)
    def test_of_a_document(self, arena: Arena, path: str) -> None:
        """A module that lists a document elsewhere; lint tells it, and nobody reads it."""
        place = arena.library.path / "policies" / "guests" / "module.yaml"
        data = loaded(place.read_text("utf-8"))
        data["documents"].append({"file": path, "title": "X", "kind": "form"})
        arena.library.release("guests", "1.1.0", {"module.yaml": dumped(data)})
        arena.survives(("add", "efc/guests"), ("show", "efc/guests"), codes=ANY)
        with arena.watched():
            assert tell("-C", str(arena.library.path), "module", "lint").code in ANY

    @pytest.mark.parametrize("link", [
        "../../../outside/secret.txt", "/etc/passwd", "../../.git/config", "x" * 5000, "a\x00b", "..\\..\\x", "../../x",
        "..", "#" + "x" * 5000, "./" * 900,
    ])  # fmt: skip
    def test_of_a_link_in_a_text(self, arena: Arena, link: str) -> None:
        arena.scheme.edit("A complaint shall", f"[x]({link}) A complaint shall")
        arena.survives(*LOOKS, codes=(0, 1))

    @pytest.mark.parametrize("name", ["..", ".", ".git", "CON", "a/b", "-x", "", "grievance/../../x", "Grievance",
                                      "x" * 200, "scheme.yaml", "a\x00b"])  # fmt: skip
    def test_the_name_of_a_module(self, arena: Arena, name: str) -> None:
        lock = loaded(arena.scheme.text("scheme.lock"))
        lock["modules"][name] = lock["modules"]["grievance"]
        arena.scheme.write("scheme.lock", dumped(lock))
        _manifest(arena, modules={name: {"library": "schemekit", "version": "1.0.0"}})
        arena.survives(*LOOKS, *CHANGES, ("add", name), ("show", name), ("trace", name), ("remove", name),
                       codes=ANY)  # fmt: skip

    def test_a_module_over_a_folder_that_is_there(self, arena: Arena) -> None:
        arena.scheme.write("policies/consultation/mine.md", "Mine.\n")
        told = arena.survives(("add", "consultation"))
        assert "holds files already" in told[0].err
        assert arena.scheme.text("policies/consultation/mine.md") == "Mine.\n"

    def test_a_module_under_another_name(self, arena: Arena) -> None:
        """A library that lists a module as another one."""
        library = arena.library
        release = library.releases[0]
        data = loaded((library.path / LEDGER).read_text("utf-8"))
        data["releases"].append({**data["releases"][0], "module": "grievance"})
        library.commit("Hostile", {LEDGER: dumped(data)})
        assert release.module == "guests"
        told = arena.survives(("show", "efc/grievance"), ("new", "second", "--no-input", "--with", "efc/grievance"))
        assert "calls itself 'guests'" in told[0].err


ADDRESSES = (
    "ext::sh -c 'touch MARKER'", "ext::PROGRAM", "fd::17", "-c core.sshCommand=PROGRAM", "--upload-pack=PROGRAM",
    "--output=MARKER", "ssh://-oProxyCommand=PROGRAM/x", "-oProxyCommand=PROGRAM@host:x", "git@-oProxyCommand=x:y",
    "ssh://host/-x;touch MARKER", "https://user:word@example.org/x", "https://user@example.org/x",
    "ssh://user:word@example.org/x", "git://example.org/x", "http://example.org/x", "ftp://example.org/x",
    "file://host/share", "file:///dev/zero", "file:///etc/passwd", "file://MISSING", "transport::https://example.org/x",
    "https://example.org/x\n[core]\n\tsshCommand = PROGRAM", "https://exa\x1bmple.org/x", "https://[::1]:99999/x", "",
    "   ", "x" * 10_000, "/dev/null", "/proc/self", "file:///proc/self/root", "\\\\host\\share", "javascript:alert(1)",
    "https://example.org/%2e%2e/x", "git@host:--upload-pack=x", "host:path", "../../../../../../etc",
)  # fmt: skip


class TestAddresses:
    """An address is checked before git sees it, and reading commands contact none."""

    @pytest.mark.parametrize("address", ADDRESSES)
    def test_typed(self, arena: Arena, address: str) -> None:
        address = _placed(arena, address)
        arena.survives(("library", "add", "x", "--offline", address), codes=ANY)
        if address.startswith(("https", "ssh", "git@")):
            return  # no test asks the network
        arena.survives(("library", "add", "x", address), codes=(2,))

    @pytest.mark.parametrize("address", ADDRESSES)
    def test_in_scheme_yaml_and_lock(self, arena: Arena, address: str) -> None:
        """Commands that look never fetch; commands that fetch refuse it."""
        address = _placed(arena, address)
        lock = loaded(arena.scheme.text("scheme.lock"))
        lock["modules"]["grievance"]["provenance"].update({"url": address, "library": "evil"})
        arena.scheme.write("scheme.lock", dumped(lock))
        _manifest(arena, libraries={"evil": address})
        arena.survives(*LOOKS, ("show", "evil/grievance"), ("search", "--library", "evil"), codes=ANY)
        arena.survives(("sync", "--offline"), ("add", "--offline", "evil/x"), ("verify", "--source", "--offline"),
                       codes=ANY)  # fmt: skip

    def test_an_ssh_command_is_not_taken_from_the_folder(self, arena: Arena, monkeypatch: pytest.MonkeyPatch) -> None:
        """Fetching runs in a folder of our own, so that a scheme's core.sshCommand is not in force."""
        monkeypatch.setenv("PATH", f"{arena.folder / 'outside'}:{Path('/usr/bin')}:{Path('/bin')}")
        (arena.folder / "outside" / "ssh").write_text("#!/bin/sh\nexit 255\n", encoding="utf-8")
        (arena.folder / "outside" / "ssh").chmod(0o755)
        GitFolder(arena.scheme.path).git("config", "core.sshCommand", str(arena.program))
        arena.survives(("library", "add", "x", "ssh://git@example.org/x"), codes=(2,))

    def test_a_manifest_that_gives_a_known_name_another_address(self, arena: Arena) -> None:
        """A name stands for what the scheme says, and only that; the list of the user is not changed by it."""
        other = GitFolder(arena.folder / "outside" / "other-library")
        other.commit("x", {"policies/x/module.yaml": "format: 1\n"})
        _manifest(arena, libraries={"efc": str(other.path)})
        assert not [one for one in arena.survives(("show", "efc/x"), ("search", "x"), codes=ANY) if "x 1." in one.out]
        assert str(arena.library.path) in tell("-C", str(arena.folder), "library", "list", "--json").out

    @pytest.mark.parametrize("word", [
        "--output=MARKER", "-c", "-x", "x@--output=x", "x@-1", "--upload-pack=x", "x@HEAD", "x@{-1}", "../x", "a/b/c",
        "x\n", "x@>=1" + "." * 5000, "x@" + "9" * 5000, "x@==" + "1." * 3000, "x@^" + "9" * 400,
    ])  # fmt: skip
    def test_names_and_ranges(self, arena: Arena, word: str) -> None:
        word = _placed(arena, word)
        arena.survives(("add", "--", word), ("show", "--", word), ("new", "second", "--no-input", "--with", word),
                       codes=(2,))  # fmt: skip

    @pytest.mark.parametrize("commit", ["--output=MARKER", "HEAD", "0" * 39, "refs/heads/main", "a\nb"])
    @pytest.mark.parametrize("key", ["commit", "tree"])
    def test_ids_in_the_lock(self, arena: Arena, key: str, commit: str) -> None:
        lock = loaded(arena.scheme.text("scheme.lock"))
        lock["modules"]["grievance"]["provenance"][key] = _placed(arena, commit)
        arena.scheme.write("scheme.lock", dumped(lock))
        arena.survives(*LOOKS, ("verify", "--source"), codes=ANY)

    @pytest.mark.parametrize("tree", ["--output=MARKER", "HEAD^{tree}", "main", "0" * 40, "a" * 64])
    def test_ids_in_a_ledger(self, arena: Arena, tree: str) -> None:
        data = loaded((arena.library.path / LEDGER).read_text("utf-8"))
        data["releases"][0]["tree"] = _placed(arena, tree)
        arena.library.commit("Hostile", {LEDGER: dumped(data)})
        arena.survives(("show", "efc/guests"), ("add", "efc/guests"))


def _placed(arena: Arena, text: str) -> str:
    return (text.replace("MARKER", str(arena.marker)).replace("PROGRAM", str(arena.program))
            .replace("MISSING", str(arena.folder / "missing")))  # fmt: skip


DEEP = 5_000
YAML: dict[str, str | bytes] = {
    "python-object": "x: !!python/object/apply:os.system ['touch MARKER']",
    "python-name": "x: !!python/name:os.system",
    "python-module": "!!python/module:os",
    "own-tag": "x: !include /etc/passwd",
    "binary": "x: !!binary aGVsbG8=",
    "bomb": "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [{','.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(20)),
    "circle": "a: &a [*a]",
    "merge": "a: &a {x: 1}\nb: {<<: *a}",
    "twice": "format: 1\nformat: 1\n",
    "deep-lists": "a: " + "[" * DEEP + "]" * DEEP,
    "deep-mappings": "a: " + "{a: " * DEEP + "1" + "}" * DEEP,
    "deep-indents": "\n".join(" " * n + "a:" for n in range(2_000)),
    "deep-unclosed": "a: " + "[" * 100_000,
    "huge-integer": "format: " + "9" * 100_000,
    "huge-float": "format: 1" + "0" * 100_000 + ".0",
    "infinity": "format: .inf",
    "not-a-number": "format: .nan",
    "exponent": "format: 1e999",
    "sexagesimal": "format: " + "1:" * 50_000 + "1",
    "many-keys": "".join(f"k{n}: 1\n" for n in range(5_000)),
    "long-key": f"{'k' * 500_000}: 1",
    "long-line": f"format: '{'x' * 1_500_000}'",
    "too-large": "#" * 3_000_000,
    "documents": "---\na: 1\n" * 1_000,
    "directive": "%TAG ! tag:evil,2026:\n---\na: !x 1\n",
    "nul": "a: \x00",
    "utf-16": "a: 1".encode("utf-16"),
    "not-utf-8": b"a: \xff\xfe\xfa",
    "half": b"a: \xed\xa0\x80",
    "only-tabs": "\t" * 10_000,
    "key-is-a-list": "? [a, b]\n: 1",
    "remote-ref": '$ref: "http://127.0.0.1:PORT/x"\n$schema: "http://127.0.0.1:PORT/x"\n',
    "schema-comment": "# yaml-language-server: $schema=http://127.0.0.1:PORT/x\nformat: 1\n",
    "empty": "",
    "a-list": "- 1\n",
    "a-word": "true",
    "newer-format": "format: 99999999999999999999\n",
    "brackets": "a: " + "([{<" * 10_000,
    "escapes": 'a: "' + "\\x1b" * 50_000 + '"',
    "quotes": "a: " + "'" * 100_001,
    "folded": "a: >\n" + " x\n" * 100_000,
}
PLACES = ("scheme.yaml", "scheme.lock", "policies/grievance/adoption.yaml", ".schemekit/source/grievance/module.yaml")


class TestYaml:
    """Every YAML file of a scheme may come from a stranger."""

    @pytest.mark.parametrize("name", YAML)
    def test_in_a_scheme(self, arena: Arena, name: str) -> None:
        """In each file before those commands that read all of them, and in one of the four before every command."""
        text, thorough = YAML[name], PLACES[list(YAML).index(name) % len(PLACES)]
        with socket.create_server(("127.0.0.1", 0)) as server:
            server.setblocking(False)
            for place in PLACES:
                before = (arena.scheme.path / place).read_bytes()
                port = str(server.getsockname()[1])
                arena.scheme.write(place, _placed(arena, text).replace("PORT", port) if isinstance(text, str) else text)
                every = (*LOOKS, ("validate", "."), ("set", "grievance.acknowledge_days=3"))
                arena.survives(*(every if place == thorough else (("status",), ("validate", "."))), codes=ANY)
                arena.scheme.write(place, before)
            with pytest.raises(BlockingIOError):
                server.accept()

    @pytest.mark.parametrize("name", YAML)
    def test_in_a_library_and_as_answers(self, arena: Arena, name: str) -> None:
        text = YAML[name]
        data = _placed(arena, text).encode("utf-8", "surrogatepass") if isinstance(text, str) else text
        answers = arena.folder / "outside" / "answers.yaml"
        answers.write_bytes(data)
        arena.survives(("new", "second", "--no-input", "--answers", str(answers)), codes=ANY)
        module = arena.library.path / "policies" / "guests" / "module.yaml"
        before = module.read_bytes()
        if len(data) <= 1_000_000:
            arena.library.release("guests", "1.1.0", {"module.yaml": data})
            arena.survives(("show", "efc/guests"), ("add", "efc/guests"))
            arena.survives(("search", "x"), codes=ANY)
        module.write_bytes(data)
        with arena.watched(), patience():
            assert tell("-C", str(arena.library.path), "module", "lint").code in ANY
            assert tell("-C", str(arena.library.path), "module", "release", "guests", "--note", "x").code in (1, 2)
        module.write_bytes(before)
        arena.library.commit("Hostile", {LEDGER: data})
        arena.survives(("show", "efc/guests"), ("add", "efc/guests"), codes=ANY)
        with arena.watched(), patience():
            assert tell("-C", str(arena.library.path), "module", "lint").code in ANY


class TestSizes:
    """What is large or many is refused before it fills the memory."""

    def test_a_text_of_a_scheme(self, arena: Arena) -> None:
        arena.scheme.write("policies/grievance/policy.md", "x" * 6_000_000)
        arena.survives(*LOOKS, *CHANGES, codes=ANY)

    def test_a_sparse_file(self, arena: Arena) -> None:
        for place in ("scheme.yaml", "policies/grievance/policy.md", "LICENSES/x.txt",
                      ".schemekit/source/grievance/x.md"):  # fmt: skip
            with (arena.scheme.path / place).open("wb") as stream:
                stream.truncate(50_000_000_000)
            arena.survives(("status",), ("check",), ("verify",), ("validate", "."), codes=ANY)
            (arena.scheme.path / place).unlink()

    def test_many_files(self, arena: Arena) -> None:
        for place in ("LICENSES", ".schemekit/source/grievance", "policies/grievance"):
            for number in range(700):
                (arena.scheme.path / place / f"f{number}.txt").write_text("x", "utf-8")
        arena.survives(*LOOKS, codes=ANY)

    def test_an_answers_file(self, arena: Arena) -> None:
        answers = arena.folder / "outside" / "answers.yaml"
        with answers.open("wb") as stream:
            stream.truncate(50_000_000_000)
        arena.survives(("new", "second", "--no-input", "--answers", str(answers)))

    def test_a_deep_folder(self, arena: Arena) -> None:
        deep = arena.scheme.path / "policies" / "grievance"
        for _ in range(60):
            deep = deep / "d"
        deep.mkdir(parents=True)
        (deep / "module.yaml").write_text("format: 1\n", "utf-8")
        arena.survives(*LOOKS, codes=ANY)
