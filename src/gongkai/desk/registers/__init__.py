"""登记簿: what the year's report needs and no other part of the desk keeps."""
