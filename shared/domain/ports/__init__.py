"""Interfaces (ports) to the outside world, a file for each noun.

Adapters implement them; `shared/wiring.py` connects the two. Each port's in-memory adapter (`shared/adapters/memory/`) and its
real one pass the same contract tests (`tests/contracts/`).
"""

from shared.domain.ports.access_list import AccessList
from shared.domain.ports.attachments import Attachments, OtherContent, UnregisteredAttachments
from shared.domain.ports.broker import Broker, Identified, SignInStart
from shared.domain.ports.changes import ChangeRecords
from shared.domain.ports.company_register import CompanyRegister
from shared.domain.ports.consumption import (
    Bills,
    ConsumptionRecords,
    MeteredMonth,
    MeterReadings,
    Patience,
    Rates,
    UsageMeters,
)
from shared.domain.ports.definitions import Definitions
from shared.domain.ports.delivery_queue import DeliveryQueue, PoisonMessage, PoisonQueue, Queues, QueueState
from shared.domain.ports.effect import EffectRecords, NoRepeats, Repeats
from shared.domain.ports.entities import Entities
from shared.domain.ports.gateway import Gateway
from shared.domain.ports.operations import (
    Hold,
    HourTallies,
    HourTally,
    NoHolds,
    NoReceipts,
    NoTallies,
    Receipts,
    TakenLine,
    TargetHolds,
    taken_line,
)
from shared.domain.ports.public_files import PublicFiles
from shared.domain.ports.reconciliation import (
    CanBeAsked,
    Checked,
    Finding,
    Findings,
    Found,
    NoFindings,
    Sought,
    Turn,
    Unknown,
)
from shared.domain.ports.registrations import UNREADABLE, AlreadyExists, Page, Registrations, WriteConflict
from shared.domain.ports.samples import Sample, SampleDays, Samples
from shared.domain.ports.sign_ins import Handshake, Handshakes
from shared.domain.ports.survey import SurveyAnswers
from shared.domain.ports.target import Consignment, Journal, Target
from shared.domain.ports.target_states import NoStates, TargetStates
from shared.domain.ports.timer_runs import TimerRuns
from shared.domain.ports.windows import IncidentNote, ServiceWindows

__all__ = [
    "UNREADABLE",
    "AccessList",
    "AlreadyExists",
    "Attachments",
    "Bills",
    "Broker",
    "CanBeAsked",
    "ChangeRecords",
    "Checked",
    "CompanyRegister",
    "Consignment",
    "ConsumptionRecords",
    "Definitions",
    "DeliveryQueue",
    "EffectRecords",
    "Entities",
    "Finding",
    "Findings",
    "Found",
    "Gateway",
    "Handshake",
    "Handshakes",
    "Hold",
    "HourTallies",
    "HourTally",
    "Identified",
    "IncidentNote",
    "Journal",
    "MeterReadings",
    "MeteredMonth",
    "NoFindings",
    "NoHolds",
    "NoReceipts",
    "NoRepeats",
    "NoStates",
    "NoTallies",
    "OtherContent",
    "Page",
    "Patience",
    "PoisonMessage",
    "PoisonQueue",
    "PublicFiles",
    "QueueState",
    "Queues",
    "Rates",
    "Receipts",
    "Registrations",
    "Repeats",
    "Sample",
    "SampleDays",
    "Samples",
    "ServiceWindows",
    "SignInStart",
    "Sought",
    "SurveyAnswers",
    "TakenLine",
    "Target",
    "TargetHolds",
    "TargetStates",
    "TimerRuns",
    "Turn",
    "Unknown",
    "UnregisteredAttachments",
    "UsageMeters",
    "WriteConflict",
    "taken_line",
]
