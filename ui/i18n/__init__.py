"""Words in Chinese and English, one file a room, the same keys in both."""
