"""Where a device of the laboratory gets the authority's certificate. Anybody may have it: it is no secret."""

import plistlib
import uuid

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from fastapi import APIRouter, Request, Response

from lab.domain.errors import RuleError
from lab.i18n import LANGUAGES
from lab.live.door.fingerprint import fingerprint
from lab.live.door.sheet import sheet
from lab.live.room import Room


def router(room: Room) -> APIRouter:
    """The sheet, and the certificate in the two shapes that devices take."""
    routes = APIRouter()

    @routes.get("/enrolment")
    async def enrolment(request: Request, language: str = "") -> Response:
        certificate, url = await _authority(room)
        spoken = language if language in LANGUAGES else _preferred(request.headers.get("accept-language", ""))
        return Response(sheet(url, certificate, spoken), media_type="text/html; charset=utf-8")

    @routes.get("/authority.crt")
    async def authority() -> Response:
        certificate, _url = await _authority(room)
        return _file(certificate.public_bytes(Encoding.PEM), "application/x-x509-ca-cert", "authority.crt")

    @routes.get("/authority.mobileconfig")
    async def profile() -> Response:
        certificate, _url = await _authority(room)
        return _file(mobile_profile(certificate), "application/x-apple-aspen-config", "authority.mobileconfig")

    return routes


def mobile_profile(authority: x509.Certificate) -> bytes:
    """The certificate as a profile of Apple's (com.apple.security.root); the same bytes for the same certificate."""
    identity = uuid.uuid5(uuid.NAMESPACE_OID, fingerprint(authority))
    name = "Usability Lab"
    content = {
        "PayloadType": "com.apple.security.root",
        "PayloadVersion": 1,
        "PayloadIdentifier": f"org.usability-lab.authority.{identity}.root",
        "PayloadUUID": str(uuid.uuid5(identity, "root")).upper(),
        "PayloadDisplayName": name,
        "PayloadContent": authority.public_bytes(Encoding.DER),
    }
    whole = {
        "PayloadType": "Configuration",
        "PayloadVersion": 1,
        "PayloadIdentifier": f"org.usability-lab.authority.{identity}",
        "PayloadUUID": str(identity).upper(),
        "PayloadDisplayName": name,
        "PayloadContent": [content],
    }
    return plistlib.dumps(whole)


async def _authority(room: Room) -> tuple[x509.Certificate, str]:
    """The authority and the room's page. Raises RuleError `not_found` where another vouches, or nobody does."""
    own = room.opening.own
    if room.door is None or own is None or room.opening.tls != "own":
        raise RuleError("not_found")
    return await room.door.authority(), own.url


def _preferred(accepted: str) -> str:
    first = accepted.split(",", maxsplit=1)[0].strip().lower()
    return "ru" if first.startswith("ru") else "en"


def _file(content: bytes, media_type: str, name: str) -> Response:
    return Response(content, media_type=media_type, headers={"content-disposition": f'attachment; filename="{name}"'})
