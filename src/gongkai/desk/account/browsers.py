"""A browser in two words, from what it says of itself."""

_BROWSERS = (
    ("MicroMessenger", "微信"),
    ("Edg", "Edge"),
    ("QQBrowser", "QQ 浏览器"),
    ("360", "360 浏览器"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("HarmonyOS", "鸿蒙"),
    ("Android", "安卓"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


def words(says: str) -> str:
    """Chrome（Windows）; 浏览器 where it says nothing that is known."""
    browser = next((word for mark, word in _BROWSERS if mark in says), "浏览器")
    system = next((word for mark, word in _SYSTEMS if mark in says), "")
    return f"{browser}（{system}）" if system else browser
