"""The words of the acts on guides, rules of procedure and catalogues."""

from gongkai.journal.words import say

say(
    "catalogue",
    "目录",
    {
        "catalogue.started": ("起草目录", "{by}从标准目录起草了{edition}，共 {entries} 个条目"),
        "catalogue.revised": ("修订目录", "{by}照{previous}另起了{edition}，共 {entries} 个条目"),
        "catalogue.described": ("改目录名称", "{by}改了{edition}的名称和说明"),
        "catalogue.domains_chosen": ("勾选领域", "{by}勾选了{edition}的领域[，不涉及：{domains}]"),
        "catalogue.entry_added": ("增加条目", "{by}在{edition}里增加了“{entry}”"),
        "catalogue.entry_changed": ("修改条目", "{by}修改了{edition}的“{entry}”：{columns}"),
        "catalogue.entry_removed": ("删去条目", "{by}从{edition}里删去了“{entry}”"),
        "catalogue.entry_moved": ("移动条目", "{by}在{edition}里把“{entry}”{up?上移|下移}一位"),
        "catalogue.adopted": ("发布目录", "{by}发布了{edition}，共 {entries} 个条目[，代替{previous}]"),
        "catalogue.given_up": ("放弃目录草稿", "{by}放弃了编制中的{edition}，其中有 {entries} 个条目"),
        "catalogue.handed_down": (
            "下发目录",
            "{by}下发了{edition}，{received} 个机关收到[，{failed} 个没有收到]",
        ),
        "catalogue.received": (
            "收到下发的目录",
            "{by}下发了{source}，成为编制中的{edition}，共 {entries} 个条目[，其中保留本机关的 {local} 个]",
        ),
        "catalogue.file_read": ("读目录文件", "{by}读了目录文件“{file}”，有 {entries} 个条目"),
        "catalogue.file_imported": ("导入目录", "{by}把“{file}”导入为{edition}，共 {entries} 个条目"),
        "catalogue.file_dropped": ("放弃导入", "{by}放弃了导入“{file}”"),
    },
)
say(
    "guide",
    "公开指南",
    {
        "guide.changed": ("编写指南", "{by}编写了指南的{parts}"),
        "guide.published": ("发布指南", "{by}发布了公开指南{edition}"),
    },
)
say(
    "regulation",
    "制度",
    {
        "regulation.added": ("增加制度", "{by}在制度库里增加了《{subject}》"),
        "regulation.changed": ("修改制度", "{by}修改了《{subject}》[，原名《{before}》]"),
        "regulation.published": ("发布制度", "{by}发布了《{subject}》"),
        "regulation.repealed": ("废止制度", "{by}废止了《{subject}》"),
    },
)
