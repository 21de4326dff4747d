"""What a conference needs before it is sent to the department (domain §3.8)."""

REQUIRED_TO_SUBMIT = (
    "kind",
    "mode",
    "reason",
    "objective",
    "content",
    "start_date",
    "end_date",
    "place",
    "vietnamese",
    "request_number",
    "in_plan",
)
TO_ATTEND = ("content", "start_date", "end_date", "place", "in_plan")
"""What is asked of those who only take part."""
