"""What is tested: a service, and the release of it that waits for launch."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lab.domain.ids import ReleaseId, ServiceId


class ClientCategory(StrEnum):
    """Whom the service is for: the three categories of the client-centricity standards."""

    PEOPLE = "people"
    BUSINESS = "business"
    INTERNAL = "internal"


class LifeStage(StrEnum):
    """Where a service is in its life."""

    IDEA = "idea"
    DESIGN = "design"
    PILOT = "pilot"
    LAUNCHED = "launched"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class Service:
    """A public service.

    Attributes:
        owner: the named person who answers for it and decides about launch.
        life_situation: the situation of a person's life it belongs to, in the laboratory's words; may be empty.
    """

    id: ServiceId
    name: str
    owner: str
    category: ClientCategory
    stage: LifeStage
    life_situation: str = ""


@dataclass(frozen=True, slots=True)
class Release:
    """A version of a service that is tested before it is launched."""

    id: ReleaseId
    service_id: ServiceId
    name: str
    planned_launch: date | None = None
    notes: str = ""
