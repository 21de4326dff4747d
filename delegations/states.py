"""What a delegation needs before it is sent to the department (domain §3.5, §3.6: fields marked R)."""

OUTBOUND_REQUIRED = (
    "kind",
    "purposes",
    "content",
    "legs",
    "inviters",
    "invitation_number",
    "start_date",
    "end_date",
    "funding",
    "unit_letter_number",
    "in_plan",
)
INBOUND_REQUIRED = (
    "countries",
    "senders",
    "rank",
    "host_name",
    "purposes",
    "fields",
    "content",
    "place",
    "start_date",
    "end_date",
    "guest_count",
    "guests",
    "request_number",
    "in_plan",
)
