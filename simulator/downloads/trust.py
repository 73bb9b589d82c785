"""Whom to trust when something is fetched: the certificates of the system, a company's own among them."""

from __future__ import annotations

import os
import ssl
from pathlib import Path

FILE = "SSL_CERT_FILE"
"""Environment variable with a file of certificates to trust besides, as OpenSSL reads it."""


def context() -> ssl.SSLContext:
    """Checks certificates against the system's store, or against what `SSL_CERT_FILE` names."""
    if os.environ.get(FILE) or os.environ.get("SSL_CERT_DIR"):
        return ssl.create_default_context()  # the system's store of macOS and Windows knows no such variable
    import truststore

    return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def is_distrust(reason: object) -> bool:
    """Whether a connection failed because of its certificate."""
    return isinstance(reason, ssl.SSLCertVerificationError)


def mend() -> str:
    """What to do about a certificate that is not trusted."""
    named = os.environ.get(FILE)
    if named and not Path(named).is_file():
        return f"{FILE} is {named}, but there is no such file."
    return (
        f"A company's network often has a certificate authority of its own: set {FILE} to its file "
        "(your administrator has it)."
    )
