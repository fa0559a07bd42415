"""What people may send, checked before any command sees it."""
