"""Networks, processes and queues, without discord.py or the database: reading files of strangers, downloads, limits."""
