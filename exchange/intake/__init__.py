"""What clerks write, understood: from a stranger's table to the cells the exchange workbook's load reads."""
