"""并行: one row in place of several, kept from an older edition of the form.

    （六）其他处理 | 3 | 0 | 0 | 0 | 0 | 0 | 3      (2021 年版 has three rows here)

Its figures are read under a code of their own (`merged` in the form's data); the rows of the form stay missing.
"""

SAYS = "按旧版格式只填一行，照原样读取，格式的各行为缺"
