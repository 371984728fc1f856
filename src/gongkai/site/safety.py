"""What must hold before a site serves the public: each setting that is unsafe, with what to do about it."""

from collections.abc import Iterator
from ipaddress import ip_address

from gongkai.site.configuration import Configuration, Setting, by_name

SHORTEST_KEY = 50


def unsafe(configuration: Configuration) -> Iterator[str]:
    """One sentence for each setting with which the site must not serve; none when all is well."""
    if configuration.debug:
        yield _says("debug", "会把出错细节显示给来访者，正式使用须关闭（false）")
    if configuration.demonstration:
        yield _says("demonstration", "是演示站点，账号和密码人人知道；正式使用须关闭（false），演示请用 gongkai demo")
    if "*" in configuration.hosts:
        yield _says("hosts", "写了 *，会回应冒名的域名；请写明本站的域名")
    if configuration.secret_key and len(configuration.secret_key) < SHORTEST_KEY:
        yield _says(
            "secret_key",
            f"只有 {len(configuration.secret_key)} 个字符，至少要 {SHORTEST_KEY} 个；也可以删去，由本站自己生成",
        )
    if not is_loopback(configuration) and not configuration.https:
        yield _says("https", "没有打开，而监听的地址别的机器也能访问，密码会明文传送；请在前面放反向代理并设为 true")
    if configuration.https and not configuration.trusted_proxies:
        yield _says(
            "trusted_proxies", "没有写反向代理的地址，认不出加密连接和真实的来访者；反向代理在本机时写 127.0.0.1"
        )
    if configuration.https and all(host in ("localhost", "127.0.0.1", "[::1]") for host in configuration.hosts):
        yield _says("hosts", "只有本机，对外的域名打不开；请写明本站的域名")
    if configuration.oidc_issuer and not (configuration.oidc_client and configuration.oidc_secret):
        yield _says("oidc_issuer", "填了，但缺 oidc_client 或 oidc_secret，单点登录用不了")


def is_loopback(configuration: Configuration) -> bool:
    """Whether only this machine can reach the address listened on."""
    host = configuration.address.rpartition(":")[0].strip("[]")
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _says(name: str, what: str) -> str:
    setting: Setting = by_name(name)
    return f"设置 {setting.name}（环境变量 {setting.variable}）{what}。"
