"""What cooperation is about."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CooperationField(models.TextChoices):
    """Fields of cooperation (lĩnh vực hợp tác, domain §3.11), shared by visits, agreements and aid."""

    EPIDEMICS = "EPIDEMICS", _("Epidemic control; vaccines")
    TREATMENT = "TREATMENT", _("Examination, treatment; advanced care")
    EXPERTS = "EXPERTS", _("Exchange of experts")
    RESEARCH = "RESEARCH", _("Research and innovation")
    TRAINING = "TRAINING", _("Training of health staff")
    INFRASTRUCTURE = "INFRASTRUCTURE", _("Building of infrastructure")
    EQUIPMENT = "EQUIPMENT", _("Supply of medical equipment")
    TECHNOLOGY = "TECHNOLOGY", _("Transfer of technique and technology")
    PRIMARY_CARE = "PRIMARY_CARE", _("Primary and community health")
    EMERGENCY = "EMERGENCY", _("Pre-hospital emergency care")
    MANAGEMENT = "MANAGEMENT", _("State and quality management")
    DIGITAL = "DIGITAL", _("Smart health, digital transformation")
    TOURISM = "TOURISM", _("Medical tourism")
    PHARMACY = "PHARMACY", _("Medicines, cosmetics")
    REPRODUCTIVE = "REPRODUCTIVE", _("Reproductive, mother and child health")
    HIV_TB_MALARIA = "HIV_TB_MALARIA", _("HIV/AIDS, tuberculosis, malaria")
    NUTRITION = "NUTRITION", _("Nutrition, food safety")
    REHABILITATION = "REHABILITATION", _("Rehabilitation, disability")
    MENTAL = "MENTAL", _("Mental health")
    OTHER = "OTHER", _("Other field")
