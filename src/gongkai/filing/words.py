"""The words of the acts on the year's report, in the journal and beside each report."""

from gongkai.journal.words import say

say(
    "filing",
    "年度报告",
    {
        "filing.begun": ("开始编制", "{by}开始编制{subject}（{scope}）"),
        "filing.counted": ("统计", "{by}重新统计了{subject}的数字[，{count} 个和上次不同：{changes}]"),
        "filing.entered": (
            "填报数字",
            "{by}填报了{subject}的“{figure}”：{value}[（台账统计 {counted}）]，来源：{source}，理由：{reason}",
        ),
        "filing.entry_dropped": ("改回台账数字", "{by}去掉了{subject}里填报的“{figure}”（{value}），改回台账的数字"),
        "filing.examination_began": ("提交内部审查", "{by}把{subject}提交内部审查（第 {round} 轮）"),
        "filing.read": (
            "通过",
            "{by}通过了{subject}的“{stage}”[，意见：{opinion}][（按“人员不足例外”办理：{exception}）]",
        ),
        "filing.passed": (
            "签发",
            "{by}签发了{subject}，内部审查通过[，意见：{opinion}][（按“人员不足例外”办理：{exception}）]",
        ),
        "filing.returned": ("退回修改", "{by}在“{stage}”退回了{subject}，意见：{reason}[；批注 {marks} 处]"),
        "filing.taken_back": ("收回修改", "{by}收回了{subject}修改，理由：{reason}"),
        "filing.submitted": ("报送", "{by}把{subject}报送{receiver}[；首次报送超期 {late} 天]"),
        "filing.sent_back": ("上级退回", "{by}退回了{subject}，意见：{reason}[；批注 {marks} 处]"),
        "filing.accepted": ("上级审核通过", "{by}审核通过了{subject}[，意见：{opinion}]"),
        "filing.published": (
            "公布",
            "{by}公布了{subject}{version}[；没有等上级审核，理由：{reason}]"
            "[；原报告有 {errors} 处错误][，照原样公布的说明：{as_in_original}][；封存校验值 {seal}]",
        ),
        "filing.restated": ("更正重编", "{by}更正重编{subject}，另起{version}，原因：{reason}"),
        "filing.discarded": ("作废", "{by}作废了{subject}{version}，理由：{reason}"),
        "filing.marked": ("批注", "{by}在{subject}的{place}批注：{says}"),
        "filing.mark_answered": ("答复批注", "{by}答复了{subject}{place}的批注：{answer}"),
        "filing.mark_dropped": ("删去批注", "{by}删去了{subject}{place}的批注"),
        "filing.confirmed": ("确认问题", "{by}确认了{subject}的“{finding}”，理由：{reason}；问题是：{says}"),
        "filing.confirmation_dropped": ("取消确认", "{by}取消了对{subject}“{finding}”的确认；问题是：{says}"),
        "filing.imported": ("读入往年报告", "{by}从文件“{file}”读入{subject}，有 {doubts} 处要对照原件核对"),
        "filing.settled": (
            "核对",
            "{by}对照原件核对了{subject}的 {cells} 处[，其中 {changed} 处与读出的不同][；报告年度改为 {year} 年]",
        ),
        "filing.recorded": (
            "入库",
            "{by}把{subject}核对完毕入库[，核对 {doubts} 处][，其中 {changed} 处与读出的不同]",
        ),
        "filing.written": ("保存正文", "{by}改了{subject}的正文[：{places}][：“{proposed}”改用建议文字]"),
        "filing.plan_added": ("添加改进安排", "{by}在{subject}里添加了{year}年的改进安排：{measure}"),
        "filing.plans_taken_over": ("取自上年报告", "{by}从{source}取来改进安排：{measures}"),
        "filing.plan_told": ("填写落实情况", "{by}填写了改进安排“{measure}”的落实情况：{progress}[，{done}]"),
        "filing.plan_voided": ("作废改进安排", "{by}作废了改进安排“{measure}”，理由：{reason}"),
        "filing.dates_set": (
            "设定报送期限",
            "{by}设定{year}年度报告的期限（{whom}）：{submit_by}前报送，{publish_by}前公布[；通知：{notice}]",
        ),
        "filing.dates_dropped": ("取消报送期限", "{by}取消了{year}年度报告的期限设定（{whom}）"),
        "filing.part_included": ("计入汇总", "{by}把{part}的报告计入{subject}，存疑：{doubt}；理由：{reason}"),
        "filing.part_left_out": ("不计入汇总", "{by}不再把{part}的报告计入{subject}，存疑：{doubt}"),
        "filing.chased": ("催报", "{by}催报{year}年度报告，{count} 个机关：{agencies}[；附言：{says}]"),
    },
)
say(
    "register",
    "登记簿",
    {
        "register.document_ended": ("废止、失效", "{by}登记“{subject}”自{ended_on}起不再有效（{how}）"),
        "register.counted_again": ("重新计数", "{by}重新数了“{subject}”：由 {before} 改为 {after}"),
    },
)
