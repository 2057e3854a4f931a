"""Certificates for a scene: an authority that nobody knows, and what it vouches for."""

import datetime
import ipaddress
import ssl
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


@dataclass(frozen=True)
class Certificate:
    """Two files (PEM)."""

    shown: Path
    key: Path

    @property
    def server(self) -> ssl.SSLContext:
        """What a server shows it with."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.shown, self.key)
        return context


class Authority:
    """Signs; its own certificate stands in `file`."""

    def __init__(self, place: Path) -> None:
        self._place = place
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Lumen Authority")])
        made = self._made(self._name, self._key, days=10, issuer=self._key, extension=_IS_AUTHORITY)
        self.file = place / "authority.pem"
        self.file.write_bytes(made.public_bytes(serialization.Encoding.PEM))

    def vouch(self, name: str, *, days: int = 5, own: bool = False) -> Certificate:
        """For a host (a name, or a number); `days` may be over already; `own`: it vouches for itself alone."""
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        names = x509.SubjectAlternativeName([_general(name)])
        made = self._made(subject, key, days=days, issuer=key if own else self._key, extension=names, own=own)
        called = f"{name}{days}{own}"
        found = Certificate(self._place / f"{called}.pem", self._place / f"{called}.key")
        found.shown.write_bytes(made.public_bytes(serialization.Encoding.PEM))
        plain = serialization.NoEncryption()
        encoding, form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
        found.key.write_bytes(key.private_bytes(encoding, form, plain))
        return found

    def _made(
        self, subject: x509.Name, key: ec.EllipticCurvePrivateKey, *, days: int, issuer: ec.EllipticCurvePrivateKey,
        extension: x509.ExtensionType, own: bool = False,
    ) -> x509.Certificate:  # fmt: skip
        today = datetime.datetime.now(datetime.UTC)
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(subject if own else self._name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(today - datetime.timedelta(days=30))
            .not_valid_after(today + datetime.timedelta(days=days))
            .add_extension(extension, critical=isinstance(extension, x509.BasicConstraints))
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.public_key()), critical=False)
            .add_extension(_usage(ca=isinstance(extension, x509.BasicConstraints)), critical=True)
            .sign(issuer, hashes.SHA256())
        )


_IS_AUTHORITY = x509.BasicConstraints(ca=True, path_length=0)


def _usage(*, ca: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not ca, key_cert_sign=ca, crl_sign=ca, content_commitment=False, key_encipherment=False,
        data_encipherment=False, key_agreement=False, encipher_only=False, decipher_only=False,
    )  # fmt: skip


def _general(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)
