"""Where does the house listen, and does it answer there?"""

import socket

from recado.house.trouble import Trouble

EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # what listens on all is reached on this machine


def free_port(host: str, port: int) -> int:
    """The port, if it can be had; 0 chooses one."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind((host, port))
        except OSError as error:
            why = error.strerror or error
            raise Trouble(f"Cannot listen on {host}, port {port}: {why}. Choose another with --port.") from error
        return int(attempt.getsockname()[1])


def answers(host: str, port: int) -> bool:
    """Whether the desk answers: front, pages and database together."""
    try:
        with socket.create_connection((EVERYWHERE.get(host, host), port), timeout=2.0) as connection:
            connection.sendall(b"GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            status = connection.recv(64).split()[1:2]
    except OSError:
        return False
    return bool(status) and int(status[0]) < 500


def local_address(host: str, port: int) -> str:
    """The address for a browser on this machine: a name where there is one, since passkeys refuse numbers."""
    if host in {"127.0.0.1", "::1", *EVERYWHERE}:
        return f"http://localhost:{port}"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
