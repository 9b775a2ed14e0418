"""Firefox and WebKit, the engine of Safari, driven over their own protocols: what WebDriver calls its commands."""

from __future__ import annotations

import base64
import json
import os
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

_PATIENCE = 60
_KEYS = {"Enter": "\ue007", "Tab": "\ue004", "Escape": "\ue00c", "ArrowLeft": "\ue012", "ArrowUp": "\ue013",
         "ArrowRight": "\ue014", "ArrowDown": "\ue015"}  # fmt: skip
_LOOK = """const [done, look] = [arguments[arguments.length - 1], new Function("return " + arguments[0])];
(function again() { const found = look(); if (found) done(found); else setTimeout(again, 20); })();"""
_STILL = """const [done, look] = [arguments[arguments.length - 1], new Function("return " + arguments[0])];
(function again(before) {
  const found = look();
  found?.scrollIntoView({ block: "center", behavior: "instant" });
  const { x = 0, y = 0, width = 0, height = 0 } = found?.getBoundingClientRect() ?? {};
  const middle = [Math.round(x + width / 2), Math.round(y + height / 2)];
  if (width && `${middle}` === before) done(middle);
  else setTimeout(again, 200, width && `${middle}`);
})();"""


class Engine:
    """One window of a browser."""

    def command(self, name: str, values: Mapping[str, Any]) -> Any:
        """What WebDriver answers. Raises RuntimeError with what the browser says."""
        raise NotImplementedError

    def quit(self) -> None:
        raise NotImplementedError

    def open(self, address: str) -> None:
        self.command("navigate", {"url": address})

    def resize(self, width: int, height: int) -> None:
        """Of the window with its frame."""
        self.command("resize", {"width": width, "height": height})

    def read(self, expression: str) -> Any:
        """The value of a JavaScript expression in the page."""
        return self.command("script", {"script": f"return ({expression});", "args": []})

    def wait(self, expression: str) -> Any:
        """The value of a JavaScript expression, as soon as there is one that is neither 0, nor empty, nor false."""
        return self.command("wait", {"script": _LOOK, "args": [f"({expression});"]})

    def click(self, element: str) -> None:
        """Presses the middle of the element that a JavaScript expression finds, once it is there and stands still."""
        x, y = self.command("wait", {"script": _STILL, "args": [f"({element});"]})
        way = {"type": "pointerMove", "duration": 0, "x": x, "y": y, "origin": "viewport"}
        steps = [way, {"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}]
        mouse = {"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}, "actions": steps}
        self.command("actions", {"actions": [mouse]})

    def press(self, *keys: str) -> None:
        """Keys by name, or by the letter on them."""
        steps = [{"type": way, "value": _KEYS.get(key, key)} for key in keys for way in ("keyDown", "keyUp")]
        self.command("actions", {"actions": [{"type": "key", "id": "keys", "actions": steps}]})

    def picture(self, path: Path) -> None:
        """Of what is seen of the page, as PNG."""
        path.write_bytes(base64.b64decode(self.command("picture", {"full": False})))


class Firefox(Engine):
    """Over Marionette, which is in every Firefox: no other program is needed."""

    _NAMES = {"navigate": "Navigate", "resize": "SetWindowRect", "script": "ExecuteScript", "wait": "ExecuteAsyncScript",
              "actions": "PerformActions", "picture": "TakeScreenshot"}  # fmt: skip

    def __init__(self, dark: bool = False) -> None:
        self._home = Path(tempfile.mkdtemp(prefix="lakebook-firefox-"))
        prefs = {"marionette.port": 0, "ui.systemUsesDarkTheme": int(dark), "app.update.disabledForTesting": True,
                 "browser.download.folderList": 2, "browser.download.dir": str(self._home / "saved")}  # fmt: skip
        lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in prefs.items()]
        (self._home / "user.js").write_text("\n".join(lines), encoding="utf-8")
        command = [find_firefox(), "--headless", "--marionette", "--no-remote", "--profile", str(self._home)]
        self._process = _started(command)
        port = int(_soon(lambda: (self._home / "MarionetteActivePort").read_text(encoding="ascii"), self._process))
        self._stream = socket.create_connection(("127.0.0.1", port), timeout=_PATIENCE).makefile("rwb")
        self._number = 0
        self._answer()
        self.saved = self._home / "saved"
        timeouts = {"script": _PATIENCE * 1000, "pageLoad": _PATIENCE * 1000}
        self._ask("NewSession", {"capabilities": {"alwaysMatch": {"timeouts": timeouts}}})

    def command(self, name: str, values: Mapping[str, Any]) -> Any:
        given = self._ask(self._NAMES[name], values)
        return given.get("value") if isinstance(given, dict) and "value" in given else given

    def quit(self) -> None:
        self._process.terminate()
        self._process.wait()
        shutil.rmtree(self._home, ignore_errors=True)

    def _ask(self, name: str, values: Mapping[str, Any]) -> Any:
        self._number += 1
        message = json.dumps([0, self._number, f"WebDriver:{name}", values]).encode()
        self._stream.write(b"%d:%s" % (len(message), message))
        self._stream.flush()
        _, _, trouble, given = self._answer()
        if trouble:
            raise RuntimeError(f"{name}: {trouble['message']}")
        return given

    def _answer(self) -> Any:
        length = b""
        while (byte := self._stream.read(1)) != b":":
            length += byte
        return json.loads(self._stream.read(int(length)))


class WebKit(Engine):
    """Over WebKitWebDriver of Debian's webkit2gtk-driver, with the small browser beside it, on a screen that nobody sees."""

    _ROUTES = {"navigate": "url", "resize": "window/rect", "script": "execute/sync", "wait": "execute/async",
               "actions": "actions", "picture": "screenshot"}  # fmt: skip

    def __init__(self) -> None:
        self._screen = _started(
            ["Xvfb", "-displayfd", "1", "-screen", "0", "1600x1200x24", "-nolisten", "tcp"], stdout=subprocess.PIPE
        )
        assert self._screen.stdout
        display = self._screen.stdout.readline().decode().strip()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self._home = Path(tempfile.mkdtemp(prefix="lakebook-webkit-"))
        self.saved = self._home / "saved"
        home = {"HOME": str(self._home), "XDG_DOWNLOAD_DIR": str(self.saved), "XDG_RUNTIME_DIR": str(self._home)}
        environment = {**os.environ, **home, "DISPLAY": f":{display}", "LIBGL_ALWAYS_SOFTWARE": "1"}
        self._process = _started([find_webkit()[0], f"--port={port}"], env=environment)
        self._root = f"http://127.0.0.1:{port}/session"
        browser = {"binary": find_webkit()[1], "args": ["--automation"]}
        timeouts = {"script": _PATIENCE * 1000, "pageLoad": _PATIENCE * 1000}
        wanted = {"capabilities": {"alwaysMatch": {"webkitgtk:browserOptions": browser, "timeouts": timeouts}}}
        given = _soon(lambda: self._send(self._root, wanted), self._process)
        self._root += f"/{given['sessionId']}"

    def command(self, name: str, values: Mapping[str, Any]) -> Any:
        return self._send(f"{self._root}/{self._ROUTES[name]}", None if name == "picture" else values)

    def quit(self) -> None:
        for process in (self._process, self._screen):
            process.terminate()
            process.wait()
        shutil.rmtree(self._home, ignore_errors=True)

    def _send(self, address: str, values: Mapping[str, Any] | None) -> Any:
        content = None if values is None else json.dumps(values).encode()
        request = urllib.request.Request(address, content, {"Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=2 * _PATIENCE) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise RuntimeError(f"{address.rpartition('/')[2]}: {error.read().decode()}") from None


def find_firefox() -> str:
    """Path of Firefox: ``FIREFOX``, else the first one on PATH; empty for none."""
    names = (os.environ.get("FIREFOX", ""), "firefox-esr", "firefox")
    return next((path for name in names if name and (path := shutil.which(name))), "")


def find_webkit() -> tuple[str, str]:
    """Paths of the driver and of the small browser; empty for none, or where there is no screen to put it on."""
    driver = shutil.which("WebKitWebDriver") or ""
    browsers = sorted(Path("/usr").glob("lib/*/webkit*gtk-*/MiniBrowser"), reverse=True)
    return (driver, str(browsers[0])) if driver and browsers and shutil.which("Xvfb") else ("", "")


def _started(command: list[str], **options: Any) -> subprocess.Popen[bytes]:
    return subprocess.Popen(command, **{"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, **options})


def _soon(look: Callable[[], Any], process: subprocess.Popen[bytes]) -> Any:
    """What *look* gives once it does. Raises RuntimeError where the process ends before."""
    until = time.monotonic() + _PATIENCE
    while process.poll() is None and time.monotonic() < until:
        try:
            return look()
        except (OSError, ValueError):
            time.sleep(0.05)
    raise RuntimeError(f"{process.args!r} does not answer")
