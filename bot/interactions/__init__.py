"""What people send to the bot, and what it answers, whichever command or button it was."""
