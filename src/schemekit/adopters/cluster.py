"""A Dask cluster: repositories read by its workers, wherever they are.

What travels to and from a cluster is unpickled there and here, so it has to be one that its user trusts.
"""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager

from schemekit.errors import MissingPartError, SchemekitError, UsageError

_ADDRESS = re.compile(r"(?:tcp|tls)://[A-Za-z0-9.:_\[\]-]{1,253}:[0-9]{1,5}")
_PATIENCE = 15   # seconds


@contextmanager
def cluster(address: str) -> Iterator[tuple[Executor, int]]:
    """The workers of a cluster as a pool, and how many there are.

    Raises: UsageError for the address; MissingPartError; SchemekitError where nobody answers, or nobody works there.
    """
    if not _ADDRESS.fullmatch(address):
        raise UsageError(f"'{address[:80]}' is no address of a Dask cluster",
                         why="it is that of its scheduler, with its kind and port",
                         fix="write it as in --dask tcp://scheduler.example.org:8786")
    try:
        from distributed import Client
    except ImportError:
        raise MissingPartError("Dask, which reads repositories on many computers", "dask") from None
    try:
        _knock(address)
        client = Client(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, TimeoutError) as error:
        raise SchemekitError(f"no Dask cluster answers at {address}", why=str(error)[:200] or "nobody is there",
                             fix="start its scheduler ('dask scheduler'), or check the address") from None
    with client:
        workers = client.nthreads()
        if not workers:
            raise SchemekitError(f"the cluster at {address} has no workers", why="nobody would read anything",
                                 fix=f"start some: dask worker {address}")
        # Not pure: the same repository may hold something else tomorrow.
        pool = client.get_executor(pure=False)
        try:
            yield pool, sum(workers.values())
        finally:
            pool.shutdown(wait=False)   # what nobody waits for is not begun


def _knock(address: str) -> None:
    """Ask whether anybody listens there: Dask would go on asking a closed door. Raises: OSError."""
    host, _, port = address.partition("://")[2].rpartition(":")
    socket.create_connection((host.strip("[]"), int(port) % 65536), _PATIENCE).close()
