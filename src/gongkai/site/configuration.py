"""设置: every setting of a site, read once from a TOML file and the environment.

The file is named by `GONGKAI_SETTINGS`; a variable `GONGKAI_<NAME>` goes before it. Each setting has a line of help,
which the settings page of the manual is made from. A bad value is refused with a sentence.
"""

import os
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from gongkai.errors import Refused, reason

PREFIX = "GONGKAI_"
FILE = PREFIX + "SETTINGS"


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its name, what it is when nobody sets it, how its text is read, and a line of help."""

    name: str
    default: Any
    read: Callable[[str], Any]
    help: str
    group: str
    unconfirmed: bool = False
    """It settles a point of the law that is not confirmed (未核实); the default is the cautious one."""

    @property
    def variable(self) -> str:
        return PREFIX + self.name.upper()


def _text(value: str) -> str:
    return value.strip()


def _path(value: str) -> Path:
    return Path(value).expanduser().absolute()


def _whole(least: int, most: int) -> Callable[[str], int]:
    def read(value: str) -> int:
        try:
            number = int(value)
        except ValueError:
            raise ValueError(f"应为 {least} 至 {most} 的整数") from None
        if not least <= number <= most:
            raise ValueError(f"应为 {least} 至 {most} 的整数")
        return number

    return read


def _switch(value: str) -> bool:
    word = value.strip().lower()
    if word in ("1", "true", "yes", "on", "是"):
        return True
    if word in ("0", "false", "no", "off", "否", ""):
        return False
    raise ValueError("应为 true 或 false")


def _words(value: str) -> tuple[str, ...]:
    return tuple(word for word in value.replace("，", ",").replace(" ", ",").split(",") if word)


def _one_of(*choices: str) -> Callable[[str], str]:
    def read(value: str) -> str:
        if value not in choices:
            raise ValueError(f"应为 {'、'.join(choices)} 之一")
        return value

    return read


def _web_address(value: str) -> str:
    parts = urlsplit(value.strip())
    if value.strip() and (parts.scheme not in ("http", "https") or not parts.hostname):
        raise ValueError("应以 https:// 或 http:// 开头，写完整的网址")
    return value.strip()


def _database(value: str) -> str:
    scheme = urlsplit(value).scheme
    if value and scheme not in ("sqlite", "postgresql"):
        raise ValueError("应以 postgresql:// 或 sqlite:/// 开头")
    return value


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "data", Path("data"), _path, "数据文件夹：数据库（用 SQLite 时）、附件、密钥都在里面；备份就备份它。", "运行"
    ),
    Setting(
        "database",
        "",
        _database,
        "数据库：不填用数据文件夹里的 SQLite；用 PostgreSQL 写 postgresql://用户:密码@主机:端口/库名。",
        "运行",
    ),
    Setting("secret_key", "", _text, "签名密钥，至少 50 个字符；不填则第一次启动时生成并存在数据文件夹。", "运行"),
    Setting(
        "hosts", ("localhost", "127.0.0.1", "[::1]"), _words, "网站的域名，多个用逗号分开；只回应这些域名。", "运行"
    ),
    Setting("address", "127.0.0.1:8000", _text, "监听的地址和端口；对外服务请放在反向代理（nginx）之后。", "运行"),
    Setting("workers", 2, _whole(1, 64), "网页进程数，一般等于 CPU 核数。", "运行"),
    Setting(
        "identity_key",
        "",
        _text,
        "加密申请人身份信息的密钥文件；不填放在数据文件夹里（identity_key）。丢失后身份信息无法恢复，请单独备份。",
        "安全",
    ),
    Setting("https", False, _switch, "经 HTTPS 访问：登录凭证只走加密连接。对外服务必须为 true。", "安全"),
    Setting(
        "trusted_proxies",
        (),
        _words,
        "反向代理的地址；只有从这些地址来的请求，才采信其转告的来访者地址。",
        "安全",
    ),
    Setting("demonstration", False, _switch, "演示站点：每页标明“演示”，可装入示例数据。正式使用须为 false。", "运行"),
    Setting("debug", False, _switch, "开发时显示出错细节。正式使用须为 false。", "运行"),
    Setting("site_name", "政府信息公开", _text, "站点名称，显示在页眉和网站标签 SiteName 里。", "门户"),
    Setting(
        "site_domain",
        "",
        _text,
        "门户域名，用于网站标签 SiteDomain、二维码和公告上的网址；不填取 hosts 里第一个对外的，没有就用 address。",
        "门户",
    ),
    Setting("site_code", "", _text, "10 位网站标识码（SiteIDCode）；没有就不填。", "门户"),
    Setting("site_host_organisation", "", _text, "主办单位，显示在页脚。", "门户"),
    Setting(
        "identity_document",
        "optional",
        _one_of("off", "optional", "required"),
        "在线申请时上传身份证明：off 不收，optional 自愿，required 必须。条例第二十九条要求身份证明，未定方式。",
        "门户",
        unconfirmed=True,
    ),
    Setting(
        "applications_an_hour",
        20,
        _whole(1, 1000),
        "同一网络地址一小时最多在线提交几件申请，超过的请改用其他渠道。",
        "门户",
    ),
    Setting("applications_a_day", 60, _whole(1, 5000), "同一网络地址一天最多在线提交几件申请。", "门户"),
    Setting("applications_of_one", 50, _whole(1, 1000), "同一申请人一天最多在线提交几件申请。", "门户"),
    Setting(
        "question_after",
        3,
        _whole(0, 1000),
        "同一网络地址一小时内在线提交几件申请以后，提交前要回答一道文字算题；0 为每次都要。",
        "门户",
    ),
    Setting("provided_days", 180, _whole(20, 3650), "在线提供的政府信息，答复后多少天内可以下载。", "门户"),
    Setting("password_length", 12, _whole(8, 64), "密码最少几位。", "登录"),
    Setting("login_failures", 5, _whole(3, 50), "连续输错几次密码后锁定。", "登录"),
    Setting("lockout_minutes", 15, _whole(1, 1440), "锁定多少分钟后自动解除。", "登录"),
    Setting("session_minutes", 60, _whole(5, 1440), "多少分钟不操作自动退出。", "登录"),
    Setting("session_hours", 10, _whole(1, 168), "登录满多少小时须重新登录。", "登录"),
    Setting("sessions_per_officer", 3, _whole(1, 20), "同一账号最多同时登录几处；超出时最早的一处退出。", "登录"),
    Setting(
        "second_factor",
        "optional",
        _one_of("off", "optional", "required"),
        "动态口令（TOTP）：off 不用，optional 自愿，required 人人必须。",
        "登录",
    ),
    Setting("oidc_issuer", "", _text, "单点登录（OpenID Connect）的签发方网址；不填不启用。", "登录"),
    Setting("oidc_client", "", _text, "单点登录的客户端编号。", "登录"),
    Setting("oidc_secret", "", _text, "单点登录的客户端密钥。", "登录"),
    Setting("oidc_claim", "preferred_username", _text, "以哪一项声明对应本站账号。", "登录"),
    Setting(
        "mail_host",
        "",
        _text,
        "发邮件的服务器（SMTP）；不填不发邮件：工作人员只在站内看消息，申请人凭查询码自己查。",
        "通知",
    ),
    Setting(
        "mail_port", 587, _whole(1, 65535), "邮件服务器的端口，一般 starttls 用 587，tls 用 465，none 用 25。", "通知"
    ),
    Setting("mail_user", "", _text, "邮件服务器的账号；不需要登录的不填。", "通知"),
    Setting("mail_password", "", _text, "邮件服务器的密码或授权码。", "通知"),
    Setting(
        "mail_tls",
        "starttls",
        _one_of("starttls", "tls", "none"),
        "与邮件服务器的连接怎样加密：starttls、tls，或 none 不加密（只用于本机或内网）。",
        "通知",
    ),
    Setting("mail_from", "", _text, "发件人，如 政府信息公开 <gk@example.gov.cn>；不填用 mail_user。", "通知"),
    Setting(
        "webhook_url",
        "",
        _web_address,
        "短信、微信的转发接口：给申请人的通知以 JSON 发到这个网址，由它转成短信或微信；不填不用。",
        "通知",
    ),
    Setting("webhook_secret", "", _text, "转发接口的密钥：每次发送用它签名（HMAC-SHA256）。填了网址就必须填。", "通知"),
    Setting("digest_hour", 8, _whole(0, 23), "每个工作日几点把待办汇总发到工作人员的邮箱。", "通知"),
    Setting("attachment_mb", 50, _whole(1, 2000), "单个附件最大多少 MB。", "附件"),
    Setting(
        "clamav",
        "",
        _text,
        "ClamAV 守护进程的地址（如 127.0.0.1:3310 或 unix:/run/clamav/clamd.ctl）；不填不查杀。",
        "附件",
    ),
    Setting(
        "reexamination_months",
        12,
        _whole(1, 60),
        "不予公开的信息每隔几个月复核一次。条例第十八条只要求“定期”，未定间隔。",
        "业务",
        unconfirmed=True,
    ),
    Setting(
        "interpretation_days",
        3,
        _whole(1, 60),
        "文件公开后几个工作日内应有解读。国办发〔2016〕80号的三个工作日未核到原文。",
        "业务",
        unconfirmed=True,
    ),
    Setting(
        "screening_people",
        4,
        _whole(3, 4),
        "一件信息最少由几个不同的人审查：4 为三审与保密审查各一人；3 允许二审人兼保密审查。全国没有统一规定。",
        "业务",
        unconfirmed=True,
    ),
    Setting(
        "afterwards_days",
        3,
        _whole(1, 60),
        "紧急发布后几个工作日内补完审查。没有统一规定。",
        "业务",
        unconfirmed=True,
    ),
    Setting(
        "index_pattern",
        "credit_code",
        _one_of("credit_code", "organisation_code"),
        "索引号的样式：credit_code 为统一社会信用代码/年月-流水号，"
        "organisation_code 为组织机构代码/年份-流水号（旧式）。启用后不宜改动。",
        "业务",
    ),
    Setting(
        "letter_people",
        3,
        _whole(2, 3),
        "一份答复书最少由几个不同的人拟稿、审核、签发：3 为各一人；2 允许一人既审核又签发。拟稿的人总不能审签自己的。",
        "业务",
        unconfirmed=True,
    ),
    Setting(
        "inquiry_reconsideration_first",
        False,
        _switch,
        "“属于行政查询事项”的答复是否也要先申请行政复议才能起诉；默认可以直接起诉。没有明文。",
        "业务",
        unconfirmed=True,
    ),
    Setting(
        "reply_counts_from",
        "sent",
        _one_of("sent", "signed"),
        "答复以哪一天为准：sent 为答复书发出（交邮、发送、当面交付）之日，signed 为签发之日。没有明文，送达日另记。",
        "业务",
        unconfirmed=True,
    ),
    Setting(
        "dossier_years",
        "permanent",
        _one_of("10", "30", "permanent"),
        "依申请公开案卷保管多少年：10、30，或 permanent 永久。没有统一规定，按本地档案部门的保管期限表填。",
        "业务",
        unconfirmed=True,
    ),
    Setting(
        "identity_file_days",
        90,
        _whole(1, 3650),
        "办结后多少天删除身份证明文件；复议、诉讼没有结束或者还可以提出的，不删。没有统一规定。",
        "业务",
        unconfirmed=True,
    ),
    Setting("expiry_reminder_days", 30, _whole(1, 365), "文件有效期届满前多少天提醒。", "业务"),
    Setting(
        "internal_days",
        3,
        _whole(0, 15),
        "依申请公开的内部期限比法定答复期限提前几个工作日。",
        "业务",
    ),
    Setting(
        "fee_restart",
        "anew",
        _one_of("anew", "resume"),
        "缴清信息处理费后答复期限怎么算：anew 自缴费次日起重新计算，resume 接着算剩下的工作日。办法原文未核到。",
        "业务",
        unconfirmed=True,
    ),
    Setting(
        "fee_month",
        "received",
        _one_of("received", "arrived"),
        "按件收信息处理费时，一件申请算在哪个自然月：received 按收到日，arrived 按到件日期。办法没有写明。",
        "业务",
        unconfirmed=True,
    ),
    Setting(
        "opinion_day",
        "counted",
        _one_of("counted", "not_counted"),
        "征求意见的时间不计入答复期限，意见回来的当日计不计：counted 计入，not_counted 不计。没有明文。",
        "业务",
        unconfirmed=True,
    ),
    Setting(
        "extension_after_restart",
        "lost",
        _one_of("lost", "kept"),
        "延期以后又因补正、缴费重新起算的，延期还算不算：lost 不算，只有新的20个工作日，kept 照样加上。没有明文。",
        "业务",
        unconfirmed=True,
    ),
    Setting("due_soon_days", 5, _whole(1, 60), "离公开期限几个工作日起提示“快到期”。", "业务"),
)

_BY_NAME = {setting.name: setting for setting in SETTINGS}


def by_name(name: str) -> Setting:
    """One setting."""
    return _BY_NAME[name]


OWN_HOSTS = ("localhost", "127.0.0.1", "[::1]")
"""Names of this machine that nobody else can reach it by."""


@dataclass(frozen=True)
class Configuration:
    """The values of all settings, as attributes."""

    values: Mapping[str, Any]

    def __getattr__(self, name: str) -> Any:
        try:
            return self.values[name]
        except KeyError:
            raise AttributeError(name) from None

    def unconfirmed(self) -> list[tuple[Setting, Any]]:
        """The settings that settle a point of the law nobody has confirmed, with their values here."""
        return [(setting, self.values[setting.name]) for setting in SETTINGS if setting.unconfirmed]

    @property
    def public_address(self) -> str:
        """What public addresses begin with: https://www.example.gov.cn, without a slash at the end."""
        named = next((host for host in self.hosts if host not in OWN_HOSTS), "")
        scheme = "https" if self.https else "http"
        return f"{scheme}://{self.site_domain or named or self.address}"


def load(environment: Mapping[str, str] | None = None) -> Configuration:
    """The configuration of this process. Raises Refused, naming the setting, for a value that cannot stand."""
    environment = os.environ if environment is None else environment
    given = _file(environment[FILE]) if environment.get(FILE) else {}
    values: dict[str, Any] = {}
    for setting in SETTINGS:
        if setting.variable in environment:
            text, source = environment[setting.variable], f"环境变量 {setting.variable}"
        elif setting.name in given:
            text, source = given[setting.name], f"设置文件中的 {setting.name}"
        else:
            values[setting.name] = setting.default
            continue
        try:
            values[setting.name] = setting.read(text)
        except ValueError as error:
            raise Refused(f"{source} 的值“{text}”不能用：{error}。{setting.help}") from None
    if values["webhook_url"] and not values["webhook_secret"]:
        raise Refused("设置了 webhook_url，没有设置 webhook_secret：没有签名，接收方认不出消息是不是本站发的。请补上。")
    values["data"] = Path(values["data"]).absolute()
    values["identity_key"] = Path(values["identity_key"] or values["data"] / "identity_key").expanduser().absolute()
    return Configuration(values)


def _file(name: str) -> dict[str, str]:
    path = Path(name)
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise Refused(f"读不了设置文件 {path}：{reason(error)}。请检查 {FILE}。") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Refused(f"设置文件 {path} 不是正确的 TOML：{error}。") from error
    unknown = sorted(set(table) - set(_BY_NAME))
    if unknown:
        raise Refused(f"设置文件 {path} 里有不认识的设置：{'、'.join(unknown)}。请对照设置手册改正或删去。")
    return {name: ",".join(map(str, value)) if isinstance(value, list) else str(value) for name, value in table.items()}


def manual() -> str:
    """The settings page of the manual, in Markdown (docs/settings.zh-CN.md)."""
    lines = [
        "# 设置",
        "",
        "本页由 `gongkai.site.configuration` 生成（`make documents`），请勿手改。",
        "",
        f"设置写在一个 TOML 文件里，用环境变量 `{FILE}` 指出它在哪里；"
        f"也可以逐项用环境变量 `{PREFIX}…` 给出，环境变量优先。",
        "多个值用逗号分开，是非写 `true` 或 `false`。写错的设置在启动时用一句话指出，不会悄悄忽略。",
    ]
    for group in dict.fromkeys(setting.group for setting in SETTINGS):
        lines += ["", f"## {group}", "", "| 设置 | 环境变量 | 不填时 | 说明 |", "|---|---|---|---|"]
        for setting in SETTINGS:
            if setting.group == group:
                doubt = "【未核实】" if setting.unconfirmed else ""
                lines.append(
                    f"| `{setting.name}` | `{setting.variable}` | {_shown(setting.default)} | {doubt}{setting.help} |"
                )
    return "\n".join(lines) + "\n"


def _shown(value: Any) -> str:
    if value in ("", ()):
        return "（空）"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    return f"`{','.join(value) if isinstance(value, tuple) else value}`"


def database(configuration: Configuration) -> dict[str, Any]:
    """Django's description of the database."""
    address = configuration.database
    if address.startswith("postgresql://"):
        parts = urlsplit(address)
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or ""),
            "PORT": str(parts.port or ""),
            "OPTIONS": {"pool": {"min_size": 1, "max_size": 8, "timeout": 20}},
            "CONN_MAX_AGE": 0,
        }
    name = address.removeprefix("sqlite://") if address else str(configuration.data / "gongkai.sqlite3")
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": name,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=268435456; "
                "PRAGMA cache_size=-32000; PRAGMA temp_store=MEMORY;"
            ),
        },
        "CONN_MAX_AGE": None,
    }
