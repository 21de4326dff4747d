"""The text of the report: an outline of slots, each written from the data, any of them changed by hand."""
