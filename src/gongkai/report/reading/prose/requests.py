"""依申请: requests received, carried over, handled, and how they were answered."""

import re
from collections.abc import Collection, Iterator

from gongkai.report.reading.prose.drafts import Draft, drafted, none_of
from gongkai.report.reading.prose.sentences import Figure, Sentence

_UNITS = ("件", "条", "份", "宗", "次", "人次", "件次", "起", "项", "例", "封", "个")
_SO_MANY = r"[了的件数量总共计合累达为有约近到:：]*$"
_ASKED = (
    r"(?:政府信息公开|政务信息公开|信息公开|依申请公开|依申请|公开申请|申请公开|政府信息|有关|事项|申请|信函|来信|表)"
)

# The row of the form that words speak of, in the order in which they decide; "" for no single row.
_ROWS = tuple(
    (re.compile(words), row)
    for words, row in (
        (r"新收.{0,8}(?:和|及|与|、|加).{0,6}结转|结转.{0,8}(?:和|及|与|、|加).{0,6}新收", ""),
        (
            r"(?:结转|顺延|延期|转入|转到|转至|接转).{0,4}(?:下|次|来|明)一?年|结转.{0,3}20\d\d年.{0,4}(?:办理|答复|处理)",
            "carried_out",
        ),
        (
            r"(?:上|去|前)一?年度?.{0,8}(?:结转|转入|接转|遗留)|结转.{0,3}(?:上|去)一?年|20\d\d年度?结转|往年结转",
            "carried_in",
        ),
        (r"部分公开", "partly_granted"),
        (r"国家秘密", "refused.state_secret"),
        (r"法律.{0,6}禁止公开", "refused.prohibited_by_law"),
        (r"三安全一稳定", "refused.security_and_stability"),
        (r"第三方", "refused.third_party_rights"),
        (r"内部事务", "refused.internal_affairs"),
        (r"过程性", "refused.process_information"),
        (r"执法案卷", "refused.enforcement_files"),
        (r"行政查询", "refused.administrative_inquiry"),
        (r"不掌握", "unavailable.not_held"),
        (r"没有现成|另行制作|需要.{0,4}制作", "unavailable.needs_creation"),
        (r"补正后.{0,8}不明确", "unavailable.unclear_after_amendment"),
        (r"信访.{0,8}(?:举报|投诉|类)", "not_processed.petition_or_complaint"),
        (r"重复申请", "not_processed.repeated"),
        (r"公开出版物", "not_processed.publications"),
        (r"大量反复", "not_processed.excessive"),
        (r"重新出具|要求.{0,6}确认", "not_processed.reconfirmation"),
        (r"逾期(?:不|未)补正|(?:不|未)补正", "otherwise_closed.amendment_overdue"),
        (r"逾期.{0,10}缴费|缴纳费用", "otherwise_closed.fee_overdue"),
        (r"其他处理", "otherwise_closed.all"),
        (r"不予公开|不公开|无法提供|无法公开|不予处理", ""),
        (
            r"[需应待][办处]理|不属于|不存在|其[他它](?:途径|情形|方式)|告知|撤回|撤销|更改补充|补正|主办|交办|转办|承办|协办|延期|超期|逾期",
            "",
        ),
        (r"(?:^|[、，：]|予以|同意|全部|主动|依法|属于|其中)公开" + _SO_MANY, "granted"),
    )
)
_RECEIVED = re.compile(
    rf"(?:收到|受理|接收|接到|收悉|新收|新增|收取|收件|提交|提出)[^，；]*{_ASKED}[^，；]*$|{_ASKED}{_SO_MANY}"
)
_NEWLY = re.compile("新[收增]")
_NATURE = re.compile(r"主动公开(?:的|类|信息|政府信息)*\d+[条件]、?，?依申请公开(?:的|类|信息)*\d+[条件]")
_RECEIVED_HERE = re.compile(rf"(?:收到|受理|接收|接到|新收|新增)[^，；]{{0,8}}{_SO_MANY}")
_HANDLED = re.compile(rf"(?:办结|办理完毕|办理|办复|答复|回复|处理|处置)(?:{_ASKED}|完成|完毕|各类|相关)*+{_SO_MANY}")
_ANYONE = re.compile(r"(?:自然人|公民)[、和与及]?法人(?:或者?|和|及|以及|与|、)其[他它]?组织")
_OF_THEIR_NATURE = re.compile(
    r"(?:(?<!申请)公开|制作|发布|产生|生成|形成|获取)(?:的|了|各类|共|总数)*政府信息" + _SO_MANY
)
_APPLICANTS = (
    (re.compile(r"自然人|公民|个人|群众"), "natural_person"),
    (re.compile(r"法人或|法人和|法人及|法人、|法人$|法人申请|法人提|组织申请|单位申请"), ""),
    (re.compile(r"商业企业|企业"), "business"),
    (re.compile(r"科研"), "research"),
    (re.compile(r"公益"), "public_welfare"),
    (re.compile(r"法律服务|律师"), "legal_service"),
    (re.compile(r"^、?其他(?:组织)?$"), "other_organisation"),
)
_WAYS = re.compile(
    r"当面|现场|网络|网上|在线|信函|邮寄|邮件|传真|电子邮箱|平台|书面|来函|快递|电话|口头|窗口|线上|线下"
)
_NOT_REQUESTS = re.compile(
    r"复议|诉讼|起诉|应诉|投诉举报|审批|许可|办件|咨询|留言|热线|工单|意见|建议|提案|主动公开|网站|公众号|解读|检查|提示|沟通|纠纷|案件|群众来信|信箱|业务"
)
_INCLUDING = re.compile(r"含|包括|其中")
_IN_ALL = re.compile("(?:以上)?(?:合计|共计|总计|累计|总共|共)")


def read(sentence: Sentence, taken: Collection[int]) -> Iterator[Draft]:
    """The numbers of requests; the others of a part on requests are left alone."""
    yield from _figures(sentence, taken)
    if _DENIED.search(sentence.text):
        yield from _none(sentence)


def _figures(sentence: Sentence, taken: Collection[int]) -> Iterator[Draft]:
    about = sentence.is_about_requests or re.search(r"信息公开.{0,6}申请|依申请", sentence.text)
    if not about:
        return
    found: list[Draft] = []
    received: Draft | None = None
    handled: Draft | None = None
    by_applicants = False
    for figure in sentence.figures:
        if figure.quantity.unit not in _UNITS or figure.start in taken:
            continue
        row = _row(figure, sentence)
        if row is None and found and _IN_ALL.fullmatch(figure.clause):
            row = "new" if sum(draft.value for draft in found) == figure.quantity.value else None
        if row is None:
            continue
        draft = drafted("requests_received", sentence, figure, _label(figure))
        code, _, column = row.partition("@")
        if column == "other_organisation" and not by_applicants:
            column = "?"  # the other outcomes
        by_applicants = bool(column)
        if column or code == "@":
            draft.whole = received
            draft.cell = _of_applicant(received, column)
        elif code == "way":
            draft.whole = received
        else:
            draft.cell = f"requests.{code}.total" if code else None
        if code == "carried_in" and found and found[-1] is received and _INCLUDING.search(figure.before):
            received.cell = None
        if code == "new" and handled and found[-1] is handled and _INCLUDING.search(figure.before):
            handled.cell = None  # 办理236件，其中新收228件，上年结转8件
        if (
            code == "new"
            and received
            and _NEWLY.search(figure.clause)
            and "其中" in sentence.text[received.at : draft.at]
        ):
            received.cell, received = None, draft  # 收到7件，其中结转上年度1件，新增6件
            draft.cell = "requests.new.total"
        elif (
            code == "new"
            and received
            and draft.value < received.value
            and "其中" in sentence.text[received.at : draft.at]
        ):
            draft.cell, draft.whole = None, received  # 全市收到2135件，其中市政府办公室收到156件
        elif code in ("new", "sum"):
            received = draft
            draft.cell = "requests.new.total" if code == "new" else None
        elif code == "handled":
            handled = draft
        elif not column and code not in ("way", "carried_in", "carried_out"):
            draft.whole = handled or (None if draft.cell else received)
        found.append(draft)
    _tell_ways_apart(found)
    by_applicant = [draft for draft in found if _told_received(draft)]
    if received is None and len(by_applicant) == 1 and by_applicant[0] is found[0]:
        found[0].cell = "requests.new.total"  # 收到公民申请4件, and no other applicants
    if received and _may_hold_last_years(found, received):
        for draft in found:
            draft.cell = None if draft is received or draft.whole is received else draft.cell
    yield from found


def _tell_ways_apart(found: list[Draft]) -> None:
    """网上申请5件、信函申请3件，共8件: by the way they came, where more than one number is of requests received."""
    received = [draft for draft in found if draft.cell == "requests.new.total"]
    by_way = [draft for draft in received if _WAYS.search(draft.label)]
    if len(received) > 1:
        for draft in by_way:
            draft.cell = None
            draft.whole = next((other for other in received if other not in by_way), None)


def _told_received(draft: Draft) -> bool:
    return draft.cell is None and draft.whole is None and bool(re.search(r"(?:收到|受理|接到).*申请", draft.label))


def _may_hold_last_years(found: list[Draft], received: Draft) -> bool:
    """受理749件，办结718件，结转下年31件: what was dealt with, so that last year's may be among those received."""
    values = {draft.cell: draft.value for draft in found}
    out = values.get("requests.carried_out.total")
    handled = values.get("requests.handled.total")
    if _NEWLY.search(received.label) or "requests.carried_in.total" in values or not out or handled is None:
        return False
    return received.value == handled + out


def _of_applicant(whole: Draft | None, column: str) -> str | None:
    """自然人741件 of the requests newly received is a cell; of new and carried ones together it is none."""
    if whole is None or whole.cell is None or not column.strip("?"):
        return None
    return whole.cell.removesuffix("total") + column


def _row(figure: Figure, sentence: Sentence) -> str | None:
    """What a figure counts: a row's code, "" for no single row, `@column` for applicants; None for no requests."""
    clause, after = re.sub("[“”]", "", _ANYONE.sub("", figure.clause)), _after(figure)
    words = clause if len(clause) > 2 or not after else clause + after
    if re.search(r"结转|顺延|转入?下", after) and not re.search("[上去]一?年", after):
        return "carried_out"
    if figure.quantity.unit == "项" and clause.endswith("事项") and not _RECEIVED_HERE.search(clause):
        return None  # 依申请公开事项3项, of a catalogue
    if _OF_THEIR_NATURE.search(clause) or (_NATURE.search(sentence.text) and not sentence.is_about_requests):
        return None  # 制作政府信息863件，其中主动公开812件，依申请公开35件
    if _NOT_REQUESTS.search(clause) and not re.search(r"信访.{0,8}投诉", clause):
        return None
    for pattern, row in _ROWS:
        if pattern.search(words):
            return "sum" if row == "" and "新收" in words else row
    for pattern, column in _APPLICANTS:
        if pattern.search(clause) and not _RECEIVED_HERE.search(clause):
            return f"@{column or '?'}"
    if _RECEIVED.search(figure.lead) and not (_HANDLED.search(clause) and not re.search("收到|受理|接收", clause)):
        return "new"
    if sentence.is_about_requests and _RECEIVED_HERE.search(clause):
        return "new"
    if _HANDLED.search(clause) or re.fullmatch(
        "(?:其中|均|已|全部|按时|按期|依法)*(?:办结|答复|办理完毕)(?:完毕)?", words
    ):
        return "handled"
    if _WAYS.search(clause):
        return "way"
    return None


def _after(figure: Figure) -> str:
    return re.split(r"[，。；、（(）)]", figure.after)[0]


def _label(figure: Figure) -> str:
    words = figure.clause if len(figure.clause) > 1 else ""
    if re.fullmatch("(?:其中|另有|另|还有|有|、)*", words):
        words = _after(figure) or figure.lead
    return re.sub(r"^(?:其中|另有|另|共|含|包括|全年|本年度?|[、，])+(?=.)|^依申请公开(?=[主交]办)", "", words)


_DENIED = re.compile("[未没无零0]")
_NO = r"(?:未|没有|无|没|暂未|尚未|从未|未曾)"
_NONE = re.compile(
    rf"{_NO}(?:曾|有|再)?(?:收到|接到|接收|受理|接受|发生|出现|产生|涉及|新收|新增|办理)?[^，；]{{0,24}}?(?:申请|依申请公开)(?!人)"
)
_NOT_NONE = re.compile(
    r"结转|因.*(?:申请|公开).*(?:引|导致|产生)|引[起发]|正当理由|逾期|超期|超时|按期|按时|及时|未按|费|问题|错误|需要|不够|不足|失密|泄密"
)
_ZERO = re.compile(
    r"(?:申请|依申请公开)[^，；\d]{0,10}[为是:：](?:0|零)(?![\d.件条份宗次个])|零申请|^依申请公开(?:情况|件)?[:：](?:无|没有)。?$"
)


def _none(sentence: Sentence) -> Iterator[Draft]:
    """未收到政府信息公开申请: none were received. What was not reconsidered or charged for is another matter."""
    for at, clause in sentence.clauses:
        words = re.split(r"(?:行政)?复议|(?:行政)?诉讼", clause)[0]
        if words != clause and words.endswith("申请"):
            continue  # 没有因信息公开申请行政复议
        found = _ZERO.search(words) or _NONE.search(words)
        bare = sentence.part == "requests" and re.fullmatch(
            r"(?:\d{4}年度?|本年度?|全年)*(?:无|没有|未收到|暂无)。?", clause
        )
        if (found and not _NOT_NONE.search(words)) or bare:
            if not (sentence.is_about_requests or re.search("信息公开|公开申请|依申请|申请公开", words)):
                continue
            if re.search(r"行政许可|审批|救助|低保", words):
                continue
            label = found[0] if found else clause.strip("。")
            year = sentence.year_at(at + len(clause), None)
            yield none_of("requests_received", sentence, at, label, year=year, cell="requests.new.total")
