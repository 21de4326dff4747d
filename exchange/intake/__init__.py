"""The import wizard: what clerks write is read, checked by the rules of the exchange workbook, repaired and stored."""
