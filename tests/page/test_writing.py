import re

import pytest

from tests.page.conftest import PHONE, Library
from tests.page.layouts import picture
from tests.page.screen import Screen, expect

pytestmark = pytest.mark.asyncio(loop_scope="session")

WRITTEN = r"""# A heading
### A smaller one
-# small print
Plain, **bold**, *italics*, __underlined__, ~~struck~~, ***both***, ||hidden|| and `code **as it is**`.
\*not in italics\* and snake_case_name
> quoted
> twice
- one
- two
  - inside
1. first
```py
print("<b>")
```
[a walk](https://example.org/walk) and <https://example.org/a_b>"""


async def test_markdown_is_drawn_as_discord_draws_it(library: Library, screen: Screen):
    """Headings, small print, emphasis, spoilers, code, escapes, quotes, lists and links."""
    await library.reader.say(WRITTEN, in_=library.lobby)
    await screen.open(library.url)
    said = screen.message("A heading")
    for selector, words in (
        (".heading-1", "A heading"),
        (".heading-3", "A smaller one"),
        (".small", "small print"),
        ("p > strong", "bold"),
        ("p > em", "italics"),
        ("u", "underlined"),
        ("s", "struck"),
        ("strong em", "both"),
        ("p code", "code **as it is**"),
        ("blockquote", "quotedtwice"),
        ("pre code", 'print("<b>")'),
        ("ul > li > ul > li", "inside"),
        ("ol > li", "first"),
    ):
        await expect(said.locator(f".markdown {selector}").first).to_have_text(words)
    await expect(said).to_contain_text("*not in italics* and snake_case_name")
    await expect(said.get_by_role("link").first).to_have_text("a walk (example.org)")
    await said.get_by_role("button", name="Hidden text: show it").click()
    await expect(said.locator(".spoiler.shown")).to_have_text("hidden")


async def test_nothing_that_is_written_becomes_markup_or_a_script(library: Library, screen: Screen):
    """Tags stay text, addresses other than http and https stay words, and a label cannot pose as another address."""
    dangers = [
        "<img src=x onerror=alert(1)><script>alert(2)</script>",
        "[press me](javascript:alert(3)) data:text/html,x",
        "[https://example.org](https://evil.example)",
        '[x](https://example.org/"onmouseover="alert(4))',
    ]
    for danger in dangers:
        await library.reader.say(danger, in_=library.lobby)
    await screen.open(library.url)
    await expect(screen.main).to_contain_text(dangers[0])
    assert await screen.main.locator("article script, article img[src=x], [onerror], [onmouseover]").count() == 0
    links = await screen.main.locator("a").evaluate_all("links => links.map((link) => [link.protocol, link.rel])")
    assert links
    assert all(link == ["https:", "noopener noreferrer nofollow"] for link in links)
    posing = screen.message("evil.example")
    await expect(posing).to_contain_text("[https://example.org](https://evil.example")


async def test_times_are_counted_from_the_bots_clock(library: Library, screen: Screen):
    """`<t:…>` in every style; moving the clock changes what "in an hour" says."""
    hour = int(library.server.clock.now().timestamp()) + 3600
    styles = "tTdDfFsSR"
    await library.reader.say(" ".join(f"<t:{hour}:{style}>" for style in styles), in_=library.lobby)
    await screen.open(library.url)
    times = screen.main.locator("time.chip")
    await expect(times).to_have_count(len(styles))
    told = await times.all_inner_texts()
    assert told[0] == "08:00"
    assert "Monday" in told[5]
    assert told[8] in ("in 1 hour", "in 59 minutes")
    await screen.button("+1 day").click()
    await expect(times.last).to_have_text("23 hours ago")


@pytest.mark.parametrize("screen", [{"locale": "en-US"}], indirect=True)
async def test_hours_are_counted_to_24_in_every_language(library: Library, screen: Screen):
    """As the bot writes a time of day, which stands beside them."""
    await library.reader.say("At <t:1772478000:t>, on <t:1772478000:f>.", in_=library.lobby)
    await screen.open(library.url)
    await expect(screen.message("At 19:00, on March 2, 2026 at 19:00.")).to_be_visible()


async def test_a_dot_stays_with_the_chip_that_follows_it(library: Library, screen: Screen):
    """As a space without a break asks for: a line neither ends with the dot nor stands alone with it."""
    await library.reader.say(f"Read together ·\u00a0<#{library.lobby.id}> ·\u00a0by two", in_=library.lobby)
    await screen.open(library.url)
    said = screen.message("Read together")
    await expect(said.locator(".together")).to_have_text("·#lobby")
    await expect(said).to_contain_text("Read together ·#lobby · by two")


@pytest.mark.parametrize("screen", [{}], indirect=True, ids=["own window"])
async def test_the_bots_clock_goes_on_by_itself(library: Library, screen: Screen):
    """Without any event: ten minutes later it shows ten minutes more."""
    await screen.page.clock.install()
    await screen.open(library.url)
    face = screen.page.locator(".clock-face time")
    await expect(face).to_contain_text("7:00")
    await screen.page.clock.run_for("10:00")
    await expect(face).to_contain_text("7:10")


async def test_mentions_lead_to_what_they_name(library: Library, screen: Screen):
    """People, roles, channels and commands, as chips."""
    search = next(each for each in library.app.commands.values() if each.name == "passage")
    quiet = next(each for each in library.guild.channels.values() if each.name == "quiet-room")
    hosts = next(each for each in library.guild.roles.values() if each.name == "Hosts")
    text = f"{library.host.mention} <@&{hosts.id}> {quiet.mention} </passage search:{search.id}>"
    await library.reader.say(text, in_=library.lobby)
    await screen.open(library.url)
    said = screen.message("@Host")
    await expect(said).to_contain_text("@Host @Hosts #quiet-room /passage search")
    await screen.button("/passage search", said).click()
    await expect(screen.main.get_by_role("group", name="/passage search")).to_be_visible()
    await screen.button("#quiet-room", said).click()
    await expect(screen.main.get_by_role("heading", name="quiet-room")).to_be_visible()


async def test_a_command_without_options_is_written_and_waits_for_enter(library: Library, screen: Screen):
    """As in Discord's client: what somebody clicks on in a text is never sent by that alone."""
    where = next(each for each in library.app.commands.values() if each.name == "where")
    await library.reader.say(f"Ask </where:{where.id}>", in_=library.lobby)
    await screen.open(library.url)
    await screen.button("/where", screen.message("Ask")).click()
    await expect(screen.page.locator("#write")).to_be_focused()
    await expect(screen.page.locator("#write")).to_have_value("/where")
    await expect(screen.main.locator("article")).to_have_count(1)
    await screen.page.keyboard.press("Enter")
    await expect(screen.main.locator("article")).to_have_count(2)


async def test_a_right_to_left_passage_reads_from_the_right(library: Library, screen: Screen):
    """Each paragraph by its own first letter, the coloured edge and the buttons on the right as well."""
    await library.shows("hebrew")
    await library.reader.say("שלום לכולם\nand a line in English", in_=library.lobby)
    await screen.open(library.url)
    container = screen.main.locator(".container")
    await expect(container).to_have_css("border-right-width", "4px")
    await expect(container.locator("p").first).to_have_css("direction", "rtl")
    lines = screen.message("שלום לכולם").locator(".markdown p")
    await expect(lines.first).to_have_css("direction", "rtl")
    await expect(lines.last).to_have_css("direction", "ltr")
    button, edge = await screen.button("קראתי").bounding_box(), await container.bounding_box()
    assert abs(button["x"] + button["width"] - edge["x"] - edge["width"]) < 2


async def test_one_writes_replies_changes_and_deletes(library: Library, screen: Screen):
    """A reply shows what it answers; one's own message can be changed and deleted."""
    await library.reader.say("Who comes along?", in_=library.lobby)
    await screen.open(library.url)
    question = screen.message("Who comes along?")
    await question.hover()
    await screen.button("Reply", question).click()
    await screen.write("I do, @Reader")
    mine = screen.message("I do, @Reader")
    await expect(mine.get_by_role("button", name="Reader Who comes along?")).to_be_visible()
    await mine.hover()
    await screen.button("More", mine).click()
    await screen.page.get_by_role("menuitem", name="Edit").click()
    await screen.write("I do, gladly")
    await expect(screen.message("I do, gladly")).to_contain_text("(edited)")
    await screen.button("More", screen.message("I do, gladly")).click()
    await screen.page.get_by_role("menuitem", name="Delete").click()
    await expect(screen.main).not_to_contain_text("I do, gladly")


async def test_what_grows_at_the_end_is_read_from_its_beginning(library: Library, screen: Screen):
    """A post that does not fit any more, as when its thread appears below it; whoever reads its end stays there."""
    said = await library.reader.say("## On Walking", in_=library.lobby)
    await screen.open(library.url)
    heading = screen.message("On Walking").get_by_role("heading", name="On Walking")
    await expect(heading).to_be_in_viewport()
    await library.reader.edit(said, "## On Walking\n" + "- One foot, then the other.\n" * 60 + "- The end.")
    await expect(screen.main).to_contain_text("The end.")
    await expect(heading).to_be_in_viewport()
    scroller = screen.page.locator("#messages")
    end = screen.main.locator("li").filter(has_text="The end.").last
    await scroller.evaluate("(element) => element.scrollTo({ top: element.scrollHeight })")
    await expect(end).to_be_in_viewport(ratio=1)
    await screen.page.set_viewport_size({"width": 1280, "height": 600})
    await expect(end).to_be_in_viewport(ratio=1)
    await expect(heading).not_to_be_in_viewport()


@pytest.mark.parametrize("screen", [PHONE], indirect=True, ids=["phone"])
async def test_the_menu_of_a_reply_stands_beside_what_it_answers(library: Library, screen: Screen):
    """Where it is always there, as on a phone."""
    question = await library.reader.say("Who comes along on Sunday, at nine, to the river and back?", in_=library.lobby)
    assert question
    await library.host.reply("I do.", to=question)
    await screen.open(library.url)
    answer = screen.message("I do.")
    quoted, more = await answer.locator(".jump").bounding_box(), await screen.button("More", answer).bounding_box()
    assert quoted["x"] + quoted["width"] <= more["x"]


async def test_a_picture_is_sent_with_its_description(library: Library, screen: Screen):
    await screen.open(library.url)
    file = {"name": "bench.png", "mimeType": "image/png", "buffer": picture()}
    await screen.main.get_by_label("Attach files").set_input_files(file)
    await screen.main.get_by_label("Description for those who cannot see it").fill("A bench in the sun")
    await screen.write("Found it.")
    await expect(screen.message("Found it.").get_by_role("img", name="A bench in the sun")).to_be_visible()


async def test_a_thread_is_started_and_written_in(library: Library, screen: Screen):
    """It opens beside the channel; the message that it began with shows its last words."""
    await library.reader.say("Who comes along?", in_=library.lobby)
    await screen.open(library.url)
    question = screen.message("Who comes along?")
    await question.hover()
    await screen.button("Start a thread", question).click()
    await screen.dialog.get_by_label("What is it about?").fill("The walk on Sunday")
    await screen.button("Start the thread", screen.dialog).click()
    await expect(screen.thread.get_by_role("heading", name="The walk on Sunday")).to_be_visible()
    await screen.write("At nine?", into="#write-thread")
    await expect(screen.message("At nine?", screen.thread)).to_be_visible()
    await expect(screen.message("Who comes along?")).to_contain_text("1 message")
    await expect(screen.message("Who comes along?")).to_contain_text("Host At nine?")


async def test_a_thread_shows_the_message_it_began_with(library: Library, screen: Screen):
    """Whole, above the first reply, with buttons that work; it changes and goes as the message does."""
    await library.shows("post")
    await screen.open(library.url)
    post = library.lobby.messages[-1]
    await library.reader.start_thread("On Walking", on=post)
    await screen.main.locator(".thread-chip").click()
    top = screen.thread.locator("article").first
    await expect(top.get_by_role("heading", name="On Walking")).to_be_in_viewport()
    await expect(top).to_contain_text("Nobody has to be told.")
    await expect(top).to_contain_text("Where did you last walk without a purpose?")
    await screen.button("I’ve read it", top).click()
    await expect(screen.message("Noted: you have read it.")).to_be_visible()
    await screen.write("On the stairs.", into="#write-thread")
    await expect(screen.thread.locator("article")).to_have_count(2)
    assert await screen.findings() == []
    await library.reader.react("👍", to=post)
    await expect(top.get_by_role("button", name="👍, 1 person")).to_be_visible()
    await library.host.delete(post)
    await expect(top).to_have_text(re.compile("began with a message that is not there any more"))


@pytest.mark.parametrize("screen", [PHONE], indirect=True, ids=["phone"])
async def test_on_a_phone_a_long_beginning_is_folded(library: Library, screen: Screen):
    """How it begins is to be seen, and the whole of it when somebody wants it."""
    long = await library.reader.say("One foot, then the other. " * 60 + "The end.", in_=library.lobby)
    await library.reader.start_thread("On Walking", on=long)
    await screen.open(library.url)
    await screen.main.locator(".thread-chip").click()
    text = screen.thread.locator("article .markdown").first
    folded = await text.bounding_box()
    assert folded["height"] < 150
    await screen.button("Show the whole text", screen.thread).click()
    assert (await text.bounding_box())["height"] > 300
    assert await screen.findings() == []


async def test_reactions_are_given_and_taken_back(library: Library, screen: Screen):
    await library.reader.say("Done.", in_=library.lobby)
    await screen.open(library.url)
    said = screen.message("Done.")
    await said.click(button="right")
    await screen.page.get_by_role("menuitem", name="React with 🎉").click()
    given = said.get_by_role("button", name="🎉, 1 person")
    await expect(given).to_have_attribute("aria-pressed", "true")
    await given.click()
    await expect(given).to_have_count(0)
