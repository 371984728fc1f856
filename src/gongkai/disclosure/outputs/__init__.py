"""成品: what a person needs to put an item on a channel: a notice to print, screens of an LED, text for WeChat, a list.

    notice.draw(item, sheet=) -> Notice      led.screens(...) -> Screens
    wechat.article(item) -> Article          delivery.as_docx(...), delivery.as_xlsx(...)

Each shows the edition that is public, and nothing that is not.
"""
