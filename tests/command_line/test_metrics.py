"""`/metrics`: what is counted, and how it is described."""

import asyncio
import re
import signal
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from yaml import BaseLoader

from local_discord import LocalDiscord, Permission
from tests.command_line.programs import TOKEN, begin, end, run
from tests.command_line.test_health import free_port
from tests.command_line.test_run import environment

NAME = re.compile(r"daily_passage_\w+")
LABELS = {"kind", "state", "outcome", "part", "le"}


async def test_the_setting_needs_its_library(tmp_path: Path):
    """One line, before Discord is asked for anything."""
    absent = tmp_path / "absent"
    absent.mkdir()
    (absent / "prometheus_client.py").write_text("raise ImportError\n", "utf-8")
    async with LocalDiscord() as server:
        env = {**environment(server, tmp_path), "METRICS_PORT": str(free_port()), "PYTHONPATH": str(absent)}
        code, _, err = await run(env=env)
    assert code == 78
    assert err.splitlines()[-1].startswith("METRICS_PORT needs the library prometheus-client")


async def metrics(port: int) -> str:
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"http://127.0.0.1:{port}/metrics") as answer,
    ):
        return await answer.text()


async def test_what_happens_is_counted(tmp_path: Path):
    """A setup, a post, and how the bot is; with numbers alone in it."""
    pytest.importorskip("prometheus_client", reason="the metrics are optional")
    async with LocalDiscord() as server, asyncio.timeout(60):
        application = server.world.add_application("Daily Passage", token=TOKEN)
        guild = server.world.add_guild("Readers")
        guild.add_application(application)
        channel = guild.add_text_channel("daily-passage")
        host = guild.add_member("Host", [guild.add_role("Hosts", permissions=Permission.MANAGE_GUILD)])
        port = free_port()
        process = await begin(env={**environment(server, tmp_path), "METRICS_PORT": str(port)})
        await application.online(within=20)
        assert 'daily_passage_deliveries_total{kind="post",state="unknown"} 0.0' in await metrics(port)
        await host.slash("/study setup", channel=channel, time="07:00", zone="Europe/London", in_=channel)
        await host.slash("/study post", in_=channel)
        await host.sees_thread(of=await host.sees("Day 1", in_=channel))
        read = await metrics(port)
        process.send_signal(signal.SIGTERM)
        assert (await end(process))[0] == 0
    lines = set(read.splitlines())
    assert lines >= {
        'daily_passage_deliveries_total{kind="post",state="sent"} 1.0',
        'daily_passage_attempts_total{outcome="sent"} 1.0',
        "daily_passage_post_lateness_seconds_count 1.0",
        "daily_passage_command_seconds_count 2.0",
        "daily_passage_identifies_total 1.0",
        "daily_passage_invalid_requests_total 0.0",
        'daily_passage_healthy{part="database"} 1.0',
    }
    assert set(re.findall(r'(\w+)="', read)) == LABELS
    assert not re.search(r"(?<![.\d])\d{17}", read)  # an id, and no fraction of a second


def test_every_metric_is_described(project: Path):
    """In the docs, by its name, and no other; and alerts are about what there is."""
    pytest.importorskip("prometheus_client", reason="the metrics are optional")
    from bot.outside.monitoring.metrics import Metrics

    names = set(re.findall(r"^# TYPE (\w+) ", Metrics().read([]).decode(), re.MULTILINE))
    names = {name for name in names if not name.endswith("_created")}
    assert set(NAME.findall((project / "docs" / "health.md").read_text("utf-8"))) == names
    alerts: Any = BaseLoader((project / "contrib" / "alerts.yaml").read_text("utf-8")).get_single_data()
    expressions = [rule["expr"] for group in alerts["groups"] for rule in group["rules"]]
    used = {re.sub(r"_(bucket|count)$", "", name) for each in expressions for name in NAME.findall(each)}
    assert used <= names
    assert len(expressions) == len({rule["alert"] for group in alerts["groups"] for rule in group["rules"]})


def test_a_bot_after_another_goes_on_counting():
    """What the library of Discord begins anew after a start in vain."""
    pytest.importorskip("prometheus_client", reason="the metrics are optional")
    from bot.outside.monitoring.metrics import Metrics

    metrics = Metrics()
    metrics.follow(lambda: 3, lambda: 1)
    metrics.follow(lambda: 4, lambda: 1)
    read = metrics.read([]).decode().splitlines()
    assert {"daily_passage_invalid_requests_total 7.0", "daily_passage_identifies_total 2.0"} <= set(read)
    assert metrics.read([]).decode().splitlines() == read
