"""The words of the acts on items, their examination, release and channels."""

from gongkai.journal.words import say

say(
    "item",
    "信息",
    {
        "item.started": ("新建", "{by}新建了“{subject}”[，对应目录条目 {entry}]"),
        "item.entered_afterwards": (
            "补录",
            "{by}补录了“{subject}”：已于{shown_on}在{channel}公开[，索引号 {index_number}][；审查：{examined}]",
        ),
        "item.saved": ("编辑", "{by}编辑了“{subject}”第 {edition} 版[：{changed}]"),
        "item.discarded": ("作废", "{by}作废了“{subject}”第 {edition} 版，原因：{reason}"),
        "item.new_edition": ("另起一版", "{by}为“{subject}”另起第 {edition} 版，原因：{reason}"),
        "item.submitted": (
            "提交审查",
            "{by}将“{subject}”第 {edition} 版提交审查，审查单 {examination}[，意见：{opinion}]",
        ),
        "item.attribute_decided": (
            "定公开属性",
            "{by}将“{subject}”由“{before}”定为“{after}”[，依据 {ground}][，理由：{reason}]",
        ),
        "item.reexamined": ("复核", "{by}复核了“{subject}”：{outcome}[，理由：{reason}][，下次复核 {next_on}]"),
        "item.scheduled": ("定时发布", "{by}定于 {at} 发布“{subject}”第 {edition} 版"),
        "item.unscheduled": ("取消定时", "{by}取消了“{subject}”的定时发布"),
        "item.schedule_failed": ("定时没有发出", "“{subject}”到点没有发出：{reason}"),
        "item.released": (
            "发布",
            "{by}发布了“{subject}”第 {edition} 版[，索引号 {index_number}][；超期原因：{late_reason}]",
        ),
        "item.released_in_emergency": (
            "紧急发布",
            "{by}紧急发布了“{subject}”，原因：{reason}；事后补审，审查单 {examination}",
        ),
        "item.withdrawn": ("撤回", "{by}撤回了“{subject}”第 {edition} 版，原因：{reason}"),
        "item.annulment_noted": (
            "登记决定被撤销",
            "{by}登记“{subject}”的决定于{decided_on}被变更、撤销或确认违法、无效，应在{due_on}前撤回[，{reason}]",
        ),
        "item.validity_set": (
            "定有效性",
            "{by}将“{subject}”的有效性由“{before}”定为“{after}”[，有效期至{expires_on}][，{note}]",
        ),
        "item.expired": ("到期失效", "“{subject}”有效期至{expires_on}，已标为失效"),
        "item.due_recomputed": ("重算期限", "“{subject}”的公开期限[由{before}]重新算为{after}"),
        "item.published": ("列入渠道", "“{subject}”第 {edition} 版列入渠道[：{channels}]"),
        "item.republished": ("换新版", "“{subject}”换为第 {edition} 版[，待更换：{to_change}]"),
        "item.taken_off_channels": ("下渠道", "“{subject}”从各渠道撤下[，原因：{reason}][；待撤下：{to_take_down}]"),
        "attachment.added": ("添加附件", "{by}给“{subject}”添加了附件（{kind}）"),
        "attachment.removed": ("删去附件", "{by}删去了“{subject}”的一个附件（{kind}）"),
        "hidden_data.accepted": ("保留隐藏内容", "{by}确认“{subject}”附件里的隐藏内容可以保留，理由：{reason}"),
        "finding.confirmed": ("核对无误", "{by}核对了“{subject}”{place}的检测提示，确认无误，理由：{reason}"),
        "interpretation.linked": ("关联解读", "{by}给“{subject}”关联了解读"),
        "interpretation.unlinked": ("取消解读关联", "{by}取消了“{subject}”的一个解读关联[，原因：{reason}]"),
    },
)
say(
    "examination",
    "审查",
    {
        "examination.passed_stage": (
            "通过一道",
            "{by}审查“{subject}”：{stage}通过[，意见：{opinion}][{is_exception?（按人员不足例外办理）|}]"
            "[{is_passed?；审查全部通过|}]",
        ),
        "examination.returned": ("退回", "{by}在{stage}退回了“{subject}”，原因：{reason}"),
        "examination.referred": ("报请确定", "{by}在{stage}将“{subject}”报请{to}确定，原因：{reason}"),
        "examination.answered": ("收到答复", "{by}登记了“{subject}”报请确定的答复：{decision}[，{words}]"),
        "examination.refused": ("不予公开", "{by}在{stage}决定“{subject}”不予公开[，依据 {ground}][，理由：{reason}]"),
    },
)
say(
    "consultation",
    "会商",
    {
        "consultation.sent": ("发出会商", "{by}就“{subject}”向{consulted}发出{kind}"),
        "consultation.answered": ("登记会商答复", "{by}登记{consulted}对“{subject}”的{kind}答复：{answer}"),
    },
)
say(
    "draft_consultation",
    "预公开",
    {
        "draft_consultation.opened": (
            "公开征求意见",
            "{by}就“{subject}”公开征求意见，{opens_on}至{closes_on}[，少于三十日的理由：{shortened_reason}]",
        ),
        "draft_consultation.outcome_published": (
            "公布采纳情况",
            "{by}公布了“{subject}”的意见采纳情况[，共 {opinions} 条意见]",
        ),
        "draft_consultation.decided": ("关联决定", "{by}给“{subject}”关联了作出的决定"),
        "opinion.recorded": ("登记意见", "{by}登记了对“{subject}”的一条意见[（{way}）]"),
        "opinion.heard": ("收到公众意见", "收到对“{subject}”的一条网上意见"),
        "opinion.answered": ("答复意见", "{by}对“{subject}”的一条意见作了答复：{adoption}[，理由：{reason}]"),
    },
)
say(
    "publication",
    "渠道发布",
    {
        "publication.planned": ("计划上渠道", "{by}计划将“{subject}”发布到{channels}"),
        "publication.recorded": ("登记已发布", "{by}登记“{subject}”于{shown_on}在{channel}发布[，{link}]"),
        "publication.changed_over": (
            "登记已更换",
            "{by}登记{channel}上的“{subject}”于{changed_on}换为第 {edition} 版[，{link}]",
        ),
        "publication.taken_down": (
            "登记已撤下",
            "{by}登记“{subject}”于{taken_down_on}从{channel}撤下[，原因：{reason}]",
        ),
        "publication.delivered": ("登记移送", "{by}登记向“{subject}”移送信息 {count} 条[，{delivered_on}]"),
        "publication.cancelled": ("取消计划", "{by}取消了“{subject}”在{channel}的发布计划[，原因：{reason}]"),
    },
)
say(
    "channel",
    "渠道",
    {
        "channel.opened": ("登记渠道", "{by}登记了渠道“{subject}”（{kind}）"),
        "channel.changed": ("修改渠道", "{by}修改了渠道“{subject}”：{changes}"),
        "channel.closed": ("停用渠道", "{by}办理渠道“{subject}”于{closed_on}停用[，原因：{reason}]"),
    },
)
say(
    "batch",
    "批量导入",
    {
        "batch.read": ("读入表格", "{by}读入了“{file}”，共 {rows} 行"),
        "batch.imported": (
            "导入",
            "{by}从“{file}”导入信息 {items} 条[、渠道发布 {publications} 条][；没有导入 {left_out_count} 行]",
        ),
        "batch.undone": ("撤销导入", "{by}撤销了“{file}”的导入，涉及信息 {items} 条，原因：{reason}"),
        "batch.dropped": ("放弃导入", "{by}放弃了导入“{file}”"),
    },
)
