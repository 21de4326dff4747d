"""Official papers in the layout of Decree 30/2020/NĐ-CP: a tree of blocks, written as .docx."""
