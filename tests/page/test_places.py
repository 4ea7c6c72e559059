import discord
import pytest

from local_discord import Permission
from tests.page.conftest import Library
from tests.page.screen import Screen, expect

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_one_acts_as_somebody_else_and_sees_what_they_see(library: Library, screen: Screen):
    """Other people's ephemeral replies are not there, and what they write bears their name."""
    await library.shows("post")
    await screen.open(library.url)
    await screen.button("I’ve read it").click()
    await expect(screen.message("Noted: you have read it.")).to_be_visible()
    await screen.act_as("Reader")
    await expect(screen.message("One foot, then the other.")).to_be_visible()
    await expect(screen.main).not_to_contain_text("Noted: you have read it.")
    await screen.write("Me too.")
    await expect(screen.message("Me too.").get_by_role("heading", name="Reader")).to_be_visible()


async def test_new_messages_are_told_politely_and_mark_their_channel(library: Library, screen: Screen):
    """A live region speaks of them; a channel that is not open gets a dot that goes when it is opened."""
    await screen.open(library.url)
    quiet = next(each for each in library.guild.channels.values() if each.name == "quiet-room")
    await library.reader.say("Anybody here?", in_=quiet)
    await library.reader.say("Hello **everybody**", in_=library.lobby)
    live = screen.page.get_by_role("log", name="New messages")
    await expect(live).to_contain_text("Reader in quiet-room: Anybody here?")
    await expect(live).to_contain_text("Reader: Hello everybody")
    link = screen.page.get_by_role("navigation").get_by_role("button", name="quiet-room new")
    await link.click()
    await expect(screen.page.get_by_role("navigation").get_by_text("new", exact=True)).to_have_count(0)


async def test_a_forum_lists_its_posts_by_tag(library: Library, screen: Screen):
    """Each with its tags and how it begins; one opens beside the list."""
    forum = library.guild.add_forum_channel("days", ["essay", "poem"])
    await screen.open(library.url)
    channel = library.bot.get_channel(forum.id)
    assert isinstance(channel, discord.ForumChannel)
    for name, tag in (("Day 1", "essay"), ("Day 2", "poem")):
        tags = [each for each in channel.available_tags if each.name == tag]
        await channel.create_thread(name=name, content=f"The {tag} of {name}", applied_tags=tags)
    await screen.go_to("days")
    posts = screen.main.locator(".post")
    await expect(posts).to_contain_text(["Day 2", "Day 1"])
    await screen.main.get_by_role("button", name="essay", exact=True).click()
    await expect(posts).to_have_count(1)
    await posts.click()
    await expect(screen.message("The essay of Day 1", screen.thread)).to_be_visible()
    await screen.write("A good one.", into="#write-thread")
    await expect(posts).to_contain_text("1 message since")


async def test_a_published_message_says_so(library: Library, screen: Screen):
    """As soon as it is, in its announcement channel."""
    news = library.guild.add_news_channel("news")
    await screen.open(library.url)
    channel = library.bot.get_channel(news.id)
    assert isinstance(channel, discord.TextChannel)
    sent = await channel.send("Day 1")
    await screen.go_to("news")
    await expect(screen.message("Day 1")).not_to_contain_text("published")
    await sent.publish()
    await expect(screen.message("Day 1")).to_contain_text("published")


async def test_who_may_not_write_is_told_so(library: Library, screen: Screen):
    """In place of the writing line stands a sentence, and commands go on working."""
    quiet = next(each for each in library.guild.channels.values() if each.name == "quiet-room")
    quiet.set_overwrite(library.guild.everyone, deny=Permission.SEND_MESSAGES)
    await screen.open(library.url)
    await screen.go_to("quiet-room")
    await expect(screen.main).to_contain_text("Host may not write here. Commands work.")
    await screen.write("/where")
    await expect(screen.message("Here.")).to_be_visible()


async def test_the_address_keeps_the_open_place(library: Library, screen: Screen):
    """Reload stays, Back returns."""
    await screen.open(library.url)
    await screen.go_to("quiet-room")
    await screen.page.reload()
    await expect(screen.main.get_by_role("heading", name="quiet-room")).to_be_visible()
    await screen.go_to("lobby")
    await screen.page.go_back()
    await expect(screen.main.get_by_role("heading", name="quiet-room")).to_be_visible()


async def test_a_direct_message_with_the_bot_is_there(library: Library, screen: Screen):
    await screen.open(library.url)
    await screen.go_to("Librarian")
    await screen.write("Good morning")
    await expect(screen.message("Good morning")).to_be_visible()


async def test_a_lost_connection_is_told(library: Library, screen: Screen):
    """The page says what to do about it, and keeps what it shows."""
    await library.reader.say("Still here.", in_=library.lobby)
    await screen.open(library.url)
    await library.server.page.close()
    await expect(screen.page.get_by_text("The connection is back.")).to_be_visible()
    await expect(screen.message("Still here.")).to_be_visible()
