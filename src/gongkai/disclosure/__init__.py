"""主动公开: items from source to release: attribute, editions, attachments, channels, publications, withdrawal.

access.visible_to(officer) -> items      actions: draft, submit, release, withdraw …      queries: what is counted
"""
