"""How is this twin set up: names, secrets, limits and how unkind it is."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Setup:
    """Options of one twin.

    `pace` scales all delays of statuses (1.0: a message is read about a second after it was accepted), `minute` is how
    many seconds a minute of the retry schedule lasts, `throughput` counts messages a second and number, in and out.
    `windows` and `pairs` switch the 24-hour window and the pair limit on; `reads` lets customers read by themselves.
    """

    token: str = "twin-token"
    app_secret: str = "twin-app-secret"
    verify_token: str = "twin-verify-token"
    callback: str | None = None
    business_account_id: str = "210000000000001"
    phone_number_id: str = "110000000000001"
    number: str = "+56900000001"
    name: str = "Lumen Óptica"
    kind: bool = False
    seed: int = 1
    pace: float = 1.0
    minute: float = 1.0
    throughput: int = 80
    windows: bool = True
    pairs: bool = True
    reads: bool = True
    subscribed: bool = True
    silent_for: float = 30.0
