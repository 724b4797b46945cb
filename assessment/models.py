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
from assessment.engagements.models import (
    AcceptedGap,
    Assessment,
    ConsensusValue,
    Engagement,
    Respondent,
    Unit,
)

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
    "PoolConsent",
    "PoolRecord",
    "PoolScore",
    "ReleaseCell",
    "ReleaseMember",
    "Respondent",
    "StoredSession",
    "Unit",
    "User",
]
