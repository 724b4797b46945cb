"""Every table of the application, for whoever needs the whole schema."""

from assessment.accounts.models import (
    FailedSignIn,
    Membership,
    Organisation,
    StoredSession,
    User,
)
from assessment.answering.models import Answer
from assessment.audit.models import AuditEntry
from assessment.batches.models import Batch, BatchPart
from assessment.benchmarks.models import (
    BenchmarkRelease,
    PoolConsent,
    PoolRecord,
    PoolScore,
    ReleaseCell,
    ReleaseMember,
)
from assessment.branding.models import StoredBrand
from assessment.engagements.models import (
    AcceptedGap,
    Assessment,
    ConsensusValue,
    Engagement,
    Respondent,
    Unit,
)
from assessment.roadmaps.models import Plan, PlanNote

__all__ = [
    "AcceptedGap",
    "Answer",
    "Assessment",
    "AuditEntry",
    "Batch",
    "BatchPart",
    "BenchmarkRelease",
    "ConsensusValue",
    "Engagement",
    "FailedSignIn",
    "Membership",
    "Organisation",
    "Plan",
    "PlanNote",
    "PoolConsent",
    "PoolRecord",
    "PoolScore",
    "ReleaseCell",
    "ReleaseMember",
    "Respondent",
    "StoredBrand",
    "StoredSession",
    "Unit",
    "User",
]
