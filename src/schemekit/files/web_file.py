"""A file fetched from the web: one request for one file, bounded in size, time and redirects, and nothing sent along.

The one place that speaks HTTP. No proxy, cookie or password of the surroundings is used, so an answer hangs on nothing
but the address; whose certificates are believed is the computer's own matter. What comes back is bytes that a stranger
chose; what they may say is for others to judge.
"""

from __future__ import annotations

import re
import ssl
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from ipaddress import ip_address
from threading import Thread
from urllib.parse import quote, urljoin, urlsplit

from schemekit.errors import HostileContentError, LibraryError, SchemekitError

ADDRESS_LIMIT = 2_000
_HOME = frozenset({"localhost", "127.0.0.1", "::1"})
_INSIDE = "a site elsewhere sends on to a server that only computers near it can reach"
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_UNSAFE = re.compile(r"[\s\x00-\x20\x7f<>\"'`\\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class WebLimits:
    """What a fetch may come to. Units: `size` in bytes, `seconds` for each of the requests."""

    size: int = 50_000_000
    seconds: float = 30.0
    redirects: int = 3


@dataclass(frozen=True, slots=True)
class _Place:
    """A checked address taken apart. `path` is what is asked for, with its query.

    `is_led` says that a site elsewhere sent on to this host, which must then be one that all can reach.
    """

    address: str
    host: str
    port: int | None
    path: str
    is_home: bool
    is_led: bool = False


def fetched(address: str, types: frozenset[str], limits: WebLimits | None = None) -> bytes:
    """The file at an address.

    Shape: `types` are the media types it may have; an answer that names none passes. A redirect stays on https.
    Raises: HostileContentError for an address that is refused, at once or as a redirect; LibraryError where no such
    file comes back within the limits.
    """
    limits = limits or WebLimits()
    place = _checked(address)
    for _ in range(limits.redirects + 1):
        found = _asked(place, types, limits)
        if isinstance(found, bytes):
            return found
        place = _checked(found, after=place)
    raise _failed(address, f"it leads on more than {limits.redirects} times")


def _checked(address: str, after: _Place | None = None) -> _Place:
    """An address as it is asked for: https, or http on this computer."""
    try:
        parts = urlsplit(address)
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError:
        raise _refused(address, "it is no web address") from None
    if not host or len(address) > ADDRESS_LIMIT or _UNSAFE.search(address) or not address.isprintable():
        raise _refused(address, "it is no plain web address")
    if parts.username is not None or parts.password is not None:
        raise _refused(f"{parts.scheme}://...@{host}", "it holds a user name or password; those are not sent")
    is_home = parts.scheme == "http" and host in _HOME
    if parts.scheme != "https" and not is_home:
        raise _refused(address, "only https is used, as anything else can be altered on its way")
    if is_home and after is not None and not after.is_home:
        raise _refused(address, "a site elsewhere sends on to this computer")
    is_led = after is not None and not after.is_home and (after.is_led or after.host != host)
    if is_led and (host in _HOME or host.endswith(".localhost") or is_inside(host)):
        raise _refused(address, _INSIDE)
    path = quote(parts.path or "/", safe="/%:@!$&()*+,;=~") + (f"?{quote(parts.query, safe='/%:@!$&()*+,;=~?')}"
                                                               if parts.query else "")
    return _Place(address, host, port, path, is_home, is_led)


def is_inside(number: str) -> bool:
    """Whether the number of a computer is one that only its neighbours can reach; a name is none."""
    try:
        found = ip_address(number.partition("%")[0])
    except ValueError:
        return False
    return not (getattr(found, "ipv4_mapped", None) or found).is_global


def _asked(place: _Place, types: frozenset[str], limits: WebLimits) -> bytes | str:
    """The file, or the address that it is at.

    The conversation has a thread of its own, which is left behind when time is up: the timeout of a socket starts anew
    with each byte that comes, and knows nothing of names that are looked up.
    """
    told: list[bytes | str | SchemekitError] = []
    connection = _connection(place, limits)
    talk = Thread(target=lambda: told.append(_answer(connection, place, types, limits)), daemon=True)
    talk.start()
    talk.join(limits.seconds)
    if not told:
        with suppress(OSError):
            connection.close()
        raise _failed(place.address, _late(limits))
    found = told[0]
    if isinstance(found, SchemekitError):
        raise found
    return found


def _answer(connection: HTTPConnection, place: _Place, types: frozenset[str],
            limits: WebLimits) -> bytes | str | SchemekitError:
    headers = {"Accept": ", ".join(sorted(types)), "User-Agent": "schemekit", "Accept-Encoding": "identity",
               "Connection": "close"}
    try:
        connection.connect()
        if place.is_led and is_inside(str(connection.sock.getpeername()[0])):   # whatever its name said
            return _refused(place.address, _INSIDE)
        connection.request("GET", place.path, headers=headers)
        return _read(connection.getresponse(), place, types, limits.size)
    except SchemekitError as error:
        return error
    except TimeoutError:
        return _failed(place.address, _late(limits))
    except (OSError, HTTPException, UnicodeError, ValueError, AttributeError) as error:
        # The last two: lengths and parts of an answer that http.client reads without a look, and its own closing.
        return _failed(place.address, _why(error))
    finally:
        connection.close()


def _connection(place: _Place, limits: WebLimits) -> HTTPConnection:
    if place.is_home:
        return HTTPConnection(place.host, place.port, timeout=limits.seconds)
    return HTTPSConnection(place.host, place.port, timeout=limits.seconds, context=ssl.create_default_context())


def _read(response: HTTPResponse, place: _Place, types: frozenset[str], size: int) -> bytes | str:
    if response.status in _REDIRECTS:
        target = response.headers.get("Location", "")
        if not target:
            raise _failed(place.address, "it leads on to nowhere")
        try:
            return urljoin(place.address, target)
        except ValueError:
            raise _refused(target, "it is no web address") from None
    if response.status != 200:
        raise _failed(place.address, "there is nothing at that address" if response.status in (404, 410)
                      else f"its server answers with {response.status}")
    if response.headers.get("Content-Type") and response.headers.get_content_type() not in types:
        raise _failed(place.address, f"it is {response.headers.get_content_type()[:60]}, and {min(types)} was wanted")
    if (response.length or 0) > size:
        raise _too_large(place, size)
    data = response.read(size + 1)
    if len(data) > size:
        raise _too_large(place, size)
    if response.length:
        raise _failed(place.address, "its end did not come")
    return data


def _late(limits: WebLimits) -> str:
    return f"it did not come within {limits.seconds:g} seconds"


def _why(error: Exception) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate does not hold: {error.verify_message}"
    if isinstance(error, OSError):
        return error.strerror or str(error) or "its server hung up"
    return "its server answers with something that is no web page"


def _too_large(place: _Place, size: int) -> LibraryError:
    return _failed(place.address, f"it is larger than {size // 1_000_000} MB")


def _refused(address: str, why: str) -> HostileContentError:
    return HostileContentError(f"the address '{_short(address)}' is refused", why=why,
                               fix="give an address that begins with https:// and holds no password")


def _failed(address: str, why: str) -> LibraryError:
    return LibraryError(f"{_short(address)} could not be fetched", why=why,
                        fix="open the address in your browser, and see that it is spelt right")


def _short(address: str) -> str:
    return address if len(address) <= 200 else f"{address[:197]}..."
