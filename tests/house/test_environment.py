"""Two desks on one machine, as `./desk up` beside `./desk demo`: a browser is known to both at once."""

import pytest

from recado.house import environment


@pytest.mark.parametrize(
    ("address", "called"),
    [
        ("http://localhost:8420", "recado-8420"),
        ("http://localhost:8421/", "recado-8421"),
        ("http://[::1]:8420", "recado-8420"),
        ("https://desk.example", "recado"),
        ("", "recado"),
    ],
)
def test_a_cookie_is_called_by_the_port_where_the_address_has_one(
    monkeypatch: pytest.MonkeyPatch, address: str, called: str
) -> None:
    """Browsers keep cookies by host, whatever the port: under one name each log-in would end the other."""
    monkeypatch.setenv("RECADO_PUBLIC_URL", address)
    assert environment.cookie("recado") == called
