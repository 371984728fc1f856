"""监督: the registers of how disclosure is led, taught, inspected and judged; the year's report is drawn from them.

    models      meetings, trainings, inspections with their problems, assessments, appraisals, accountability
    registers   each register as data: what it is called, what it holds, what counts in the report
    queries     what was registered in a year, for pages and reports
    actions     enter, change, mend, make void

《政府信息公开条例》第四十六条至第四十八条、第五十条第（四）项. Requests, disputes and complaints are `request`'s.
"""
