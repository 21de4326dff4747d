"""The exchange workbook: read safely, load all or nothing, write in the documented order."""
