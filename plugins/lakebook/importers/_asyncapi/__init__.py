"""AsyncAPI 2 and 3: channels, the messages that go through them, and who sends and receives."""
