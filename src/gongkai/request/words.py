"""The words of the acts on requests, in the journal and beside each case; no name but those of officers stands here."""

from gongkai.journal.words import say

say(
    "request",
    "依申请",
    {
        "request.arrived": ("收到申请", "收到申请“{title}”（{channel}）"),
        "request.contacted": ("联系申请人", "{by}联系了{subject}的申请人[：{reason}]"),
        "request.unreached": ("联系不上", "{by}登记{subject}的申请人联系不上[：{reason}]，期限未起算"),
        "request.received": (
            "登记",
            "{by}登记了{subject}，收到日{received_on}，答复期限{due_on}[；收到日的理由：{reason}]",
        ),
        "request.assigned": ("交办", "{by}把{subject}交办给{to}[，{reason}]"),
        "request.claimed": ("认领", "{by}认领了{subject}"),
        "request.sent_back": ("退回交办", "{by}退回了{subject}，理由：{reason}"),
        "request.chased": ("催办", "{by}催办了{subject}[：{reason}]"),
        "request.amendment_asked": ("要求补正", "{by}要求{subject}的申请人补正，{until}前[；理由：{reason}]"),
        "request.amended": ("收到补正", "{subject}[于{happened_on}]收到补正，期限重新起算"),
        "request.consultation_began": ("征求意见", "{by}就{subject}征求{party}意见，期间不计入答复期限"),
        "request.consultation_ended": ("意见期结束", "{subject}征求{party}意见[于{happened_on}]结束：{answer}"),
        "request.explanation_asked": ("要求说明理由", "{by}要求{subject}的申请人说明理由[：{reason}]"),
        "request.explained": ("说明了理由", "{subject}：申请人[{reason}][（{happened_on}）]"),
        "request.delay_fixed": ("合理延迟", "{by}确定{subject}延迟到{until}答复，理由：{reason}"),
        "request.due_recomputed": ("重算期限", "{subject}的答复期限因 {year} 年放假安排[由{before}]改为{after}"),
        "request.inquiry_delivered": (
            "征求意见书送达",
            "{subject}征求{party}意见的文书于{delivered_on}送达[，意见期限{due_on}]",
        ),
        "request.objection_judged": (
            "判断异议理由",
            "{by}认为{subject}第三方不同意公开的理由{is_reasonable?成立|不成立}：{reason}",
        ),
        "request.public_interest_found": (
            "因公共利益公开",
            "{by}决定{subject}因公共利益予以公开，并书面告知第三方（{letter}）",
        ),
        "request.fee_delivered": ("收费通知送达", "{subject}的收费通知于{delivered_on}送达，缴费期限{due_on}"),
        "request.fee_lapsed": ("逾期未缴费", "{subject}的 {amount} 元到{due_on}没有缴纳"),
        "request.identity_kept": ("存身份证明", "{by}给{subject}存了申请人的身份证明"),
        "request.identity_seen": ("看身份证明", "{by}查看了{subject}的申请人身份证明"),
        "request.applicant_seen": ("查看申请人", "{by}查看了{subject}的申请人信息"),
        "request.extended": ("延期", "{by}同意{subject}延期 {days} 个工作日，理由：{reason}"),
        "request.fee_noticed": ("通知收费", "{by}就{subject}发出收费通知：{amount} 元[；{reason}]"),
        "request.fee_paid": ("缴费", "{subject}已[于{happened_on}]缴费 {amount} 元[，票据号 {receipt}]"),
        "request.fee_cancelled": ("作废收费通知", "{by}作废了{subject}的收费通知，理由：{reason}"),
        "request.fee_refunded": ("退费", "{by}登记{subject}退费 {amount} 元，理由：{reason}"),
        "request.submitted": ("提交审签", "{by}提交了{subject}的{letter}：{outcome}"),
        "request.returned": ("退回修改", "{by}退回了{subject}的{letter}，理由：{reason}"),
        "request.replied": ("答复", "{subject}已答复：{outcome}[，文号 {letter}]"),
        "request.closed": ("终止办理", "{subject}终止办理：{outcome}[，文号 {letter}]"),
        "request.withdrawn": ("撤回", "{subject}的申请人撤回了申请[：{reason}]"),
        "request.delivered": ("送达", "{subject}的{letter}已送达（{way}，{delivered_on}）"),
        "request.archived": ("归档", "{by}把{subject}归档[，保管至{keep_until}][{is_kept_for_good?，永久保管|}]"),
        "request.reopened": ("重新办理", "{by}重新办理{subject}[：{reason}]"),
        "request.merged": ("合并答复", "{by}把{subject}与{other}合并答复"),
        "request.parted": ("分开答复", "{by}把{subject}与{other}分开答复"),
        "request.converted": ("转主动公开", "{by}由{subject}建了主动公开信息“{item}”"),
        "request.overdue_explained": ("说明超期原因", "{by}说明{subject}超期的原因：{reason}"),
        "request.corrected": (
            "更正登记",
            "{by}更正了{subject}的登记：{reason}[；{changes}][；更正了申请人的{identity}]",
        ),
        "request.voided": ("登记作废", "{by}把{subject}的登记作废，理由：{reason}[；与{duplicate_of}重复]"),
        "request.rated": ("评价", "申请人给{subject}的办理打了 {rating} 分"),
        "request.publication_asked": ("建议主动公开", "{subject}的申请人建议把所要的信息主动公开"),
        "request.searched": ("检索", "{by}为{subject}检索了{place}，{is_found?找到了|没有找到}"),
        "request.decided": ("拟办理结果", "{by}为{subject}拟了办理结果：{outcome}"),
        "request.numbers_confirmed": (
            "确认号码可以提供",
            "{by}确认{subject}要提供的 {count} 个文件里没有遮盖的{what}可以提供，理由：{reason}",
        ),
        "request.dossier_asked": (
            "制作案卷",
            "{by}要求制作{subject}的案卷[{has_identity?，含身份证明文件|}]",
        ),
        "request.handed_over": ("移交档案", "{by}把{subject}移交{receiver}，清单{number}"),
        "request.identity_deleted": ("删除身份证明", "{subject}的身份证明文件到期删除，共 {count} 个"),
        "request.applicant_erased": ("删除申请人信息", "{subject}保管期满，申请人的身份信息已删除"),
        "request.reply_published": ("拟公布答复", "{by}由{subject}的答复建了待审查的信息“{item}”"),
        "case_file.added": ("上传文件", "{by}给{subject}加了一个文件（{role}）"),
        "case_file.removed": ("删去文件", "{by}从{subject}删去一个文件，原因：{reason}"),
        "case_file.hidden_data_accepted": (
            "确认隐藏内容",
            "{by}确认{subject}一个文件里的{what}可以提供，理由：{reason}",
        ),
        "case_file.withheld": ("不提供文件", "{by}定{subject}的一个文件不提供（{ground}），理由：{reason}"),
        "case_file.provided_after_all": ("恢复提供", "{by}恢复提供{subject}的一个文件"),
        "case_file.redacted": ("遮盖", "{by}遮盖了{subject}的一个文件，共 {count} 处[，依据{grounds}]"),
        "case_file.copy_replaced": ("换上遮盖件", "{by}给{subject}的一个文件换上另行遮盖的副本，说明：{reason}"),
    },
)
say(
    "unit",
    "承办机构",
    {
        "unit.opened": ("设承办机构", "{by}设了承办机构“{subject}”[，成员：{members}]"),
        "unit.changed": ("改承办机构", "{by}修改了承办机构“{subject}”：{changes}"),
        "unit.closed": ("停用承办机构", "{by}停用了承办机构“{subject}”[，原因：{reason}]"),
    },
)
say(
    "request_channel",
    "申请渠道",
    {
        "request_channel.arranged": ("设申请渠道", "{by}修改了申请渠道“{subject}”：{changes}"),
    },
)
say(
    "exchange",
    "与上级平台交换",
    {
        "exchange.exported": ("导出上报", "{by}导出 {rows} 件申请报上级平台[{has_identity?，含申请人身份信息|}]"),
        "exchange.read": ("读入平台文件", "{by}读入了上级平台的文件“{subject}”，共 {rows} 行"),
        "exchange.imported": ("导入平台文件", "{by}导入了“{subject}”：新建 {made} 件，更新 {changed} 件"),
        "exchange.dropped": ("放弃导入", "{by}放弃了导入“{subject}”"),
    },
)
say(
    "dispute",
    "复议诉讼",
    {
        "dispute.registered": (
            "登记争议",
            "{by}登记了争议：{kind}[（{number}）][，关于申请{case}]，应在{reply_due_on}前答复举证",
        ),
        "dispute.changed": (
            "更正争议登记",
            "{by}更正了{subject}的登记[：{changes}]{is_reworded?，改写了争议事项|}，应在{reply_due_on}前答复举证",
        ),
        "dispute.recounted": (
            "重算答复举证期限",
            "因{year}年放假安排，{subject}的答复举证期限由{before}改为{after}",
        ),
        "dispute.answered": (
            "答复举证",
            "{by}登记{subject}已于{replied_on}答复举证[，文号{letters}]{is_late?，超过了期限|}",
        ),
        "dispute.hearing_set": ("登记听证或开庭", "{by}登记{subject}于{hearing_on}听证或开庭"),
        "dispute.concluded": (
            "登记结果",
            "{by}登记{subject}的结果：{result}，{decided_on}[；要求在{redo_due_on}前重新答复]",
        ),
        "dispute.redone": ("已重新处理", "{subject}要求重新处理的，已于{redone_on}办理"),
        "dispute.voided": ("争议登记作废", "{by}把{subject}的登记作废，理由：{reason}"),
    },
)
say(
    "correction",
    "更正申请",
    {
        "correction.registered": ("登记更正申请", "收到更正申请{subject}（{how}）"),
        "correction.taken": ("接手更正申请", "{by}接手办理更正申请{subject}"),
        "correction.concluded": ("更正申请办结", "{by}登记更正申请{subject}的结果：{result}[，文号 {letter}]"),
        "correction.erased": ("删除申请人信息", "更正申请{subject}保管期满，申请人的身份信息已删除"),
        "correction.voided": ("更正申请作废", "{by}把更正申请{subject}的登记作废，理由：{reason}"),
    },
)
say(
    "complaint",
    "投诉举报",
    {
        "complaint.registered": ("登记投诉举报", "收到投诉举报{subject}，关于{against}（{how}）"),
        "complaint.taken": ("接手投诉举报", "{by}接手办理投诉举报{subject}"),
        "complaint.concluded": ("投诉举报办结", "{by}登记投诉举报{subject}的结果：{result}[，文号 {letter}]"),
        "complaint.erased": ("删除投诉人信息", "投诉举报{subject}保管期满，投诉人的身份信息已删除"),
        "complaint.voided": ("投诉举报作废", "{by}把投诉举报{subject}的登记作废，理由：{reason}"),
    },
)
say(
    "letter",
    "文书",
    {
        "letter.submitted": ("提交审签", "{by}提交《{title}》审签"),
        "letter.passed": ("审核", "{by}审核通过了《{title}》"),
        "letter.returned": ("退回文书", "{by}退回了《{title}》，理由：{reason}"),
        "letter.issued": ("制发文书", "{by}制发了《{title}》，文号{number}"),
        "letter.voided": ("作废文书", "{by}把《{title}》作废，理由：{reason}"),
        "letter.sent": ("发出文书", "{by}登记《{title}》于{sent_on}发出（{way}）"),
        "letter.delivered": ("送达文书", "《{title}》于{delivered_on}送达（{way}）"),
        "letter.failed": ("未送达", "{by}登记《{title}》没有送达：{reason}"),
        "letter.arranged": ("改文书设置", "{by}修改了文书设置：{changes}"),
        "letter.worded": ("改文书用语", "{by}修改了《{letter}》里“{part}”的文字"),
    },
)
