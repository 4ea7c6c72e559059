"""The bot at work for long, amid what breaks now and then: what grows, and how long its loop stands still."""
