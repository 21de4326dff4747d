"""What our words are called in the code lists of IATI 2.03. What has no code of its own has none here."""

from aid_projects.models import AidKind
from aid_projects.states import AidState
from directory.models import CooperationField, PartnerKind

STATUS = {
    AidState.APPROVED: "1",  # pipeline: decided, not begun
    AidState.UNDER_WAY: "2",  # implementation
    AidState.SUSPENDED: "6",
    AidState.ENDED: "3",  # finalisation: ended, the papers to follow
    AidState.HANDED_OVER: "3",
    AidState.SETTLED: "3",
    AidState.COMPLETED: "4",  # closed
    AidState.REVOKED: "5",  # cancelled
}
"""ActivityStatus. What was never approved is not published."""
BEGUN = (
    AidState.UNDER_WAY,
    AidState.SUSPENDED,
    AidState.ENDED,
    AidState.HANDED_OVER,
    AidState.SETTLED,
    AidState.COMPLETED,
)
OVER = (AidState.ENDED, AidState.HANDED_OVER, AidState.SETTLED, AidState.COMPLETED)
"""States that say that the first and the last day have come as recorded."""

SECTOR = {
    CooperationField.EPIDEMICS: "12250",  # infectious disease control
    CooperationField.TREATMENT: "12191",  # medical services
    CooperationField.EXPERTS: "12281",  # health personnel development
    CooperationField.RESEARCH: "12182",  # medical research
    CooperationField.TRAINING: "12281",
    CooperationField.INFRASTRUCTURE: "12230",  # basic health infrastructure
    CooperationField.EQUIPMENT: "12230",  # … and related medical equipment
    CooperationField.TECHNOLOGY: "12191",
    CooperationField.PRIMARY_CARE: "12220",  # basic health care
    CooperationField.EMERGENCY: "12191",  # … ambulances
    CooperationField.MANAGEMENT: "12110",  # health policy and administrative management
    CooperationField.DIGITAL: "12110",
    CooperationField.PHARMACY: "12220",  # … supply of drugs, medicines
    CooperationField.REPRODUCTIVE: "13020",  # reproductive health care
    CooperationField.NUTRITION: "12240",  # basic nutrition
    CooperationField.REHABILITATION: "12191",  # … medical rehabilitation
    CooperationField.MENTAL: "12340",  # promotion of mental health and well-being
}
"""OECD DAC CRS purpose codes (vocabulary 1). Not among them: “HIV, tuberculosis, malaria” (three codes), medical tourism and
“other”, which no one code tells."""

ORGANISATION = {
    PartnerKind.CQDP: "11",  # local government
    PartnerKind.CQCP: "10",  # government
    PartnerKind.TCQT: "40",  # multilateral
    PartnerKind.NHTC: "40",
    PartnerKind.PCPNN: "21",  # international NGO
    PartnerKind.TDH: "80",  # academic, training and research
    PartnerKind.DN: "70",  # private sector
    PartnerKind.CQDD: "10",
    PartnerKind.HOI: "90",  # other
    PartnerKind.KHAC: "90",
}
"""OrganisationType. A hospital may be anybody's: its type stays unsaid."""
LOCAL_GOVERNMENT, PUBLIC_SECTOR = "11", "15"

FUNDING, ACCOUNTABLE, IMPLEMENTING = "1", "2", "4"
"""OrganisationRole."""
PLANNED_START, ACTUAL_START, PLANNED_END, ACTUAL_END = "1", "2", "3", "4"
"""ActivityDateType."""
GENERAL, OBJECTIVES, OTHER = "1", "2", "4"
"""DescriptionType."""
INCOMING_FUNDS, INCOMING_COMMITMENT = "1", "11"
"""TransactionType, from the side of who receives: the department reports what it was promised and what came."""
ODA = "10"
"""FlowType."""
GRANT = "110"
"""FinanceType: aid of this kind is not repaid (Decree 80/2020 art. 1, Decree 313/2025)."""
AID_TYPE = {
    AidKind.CT: "C01",  # project-type interventions
    AidKind.DADT: "C01",
    AidKind.DAKT: "D02",  # other technical assistance
}
