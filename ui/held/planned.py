"""The plan of a session, as the services hand it out."""

from lab.services.session_view import CriterionCard, SessionPlan, SourcePlan

__all__ = ["CriterionCard", "SessionPlan", "SourcePlan"]
