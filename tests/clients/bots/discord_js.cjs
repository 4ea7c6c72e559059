// A bot with discord.js: builders make what it sends, and one listener takes what comes.

const {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  Client,
  ContainerBuilder,
  Events,
  GatewayIntentBits,
  LabelBuilder,
  MessageFlags,
  ModalBuilder,
  SlashCommandBuilder,
  StringSelectMenuBuilder,
  TextDisplayBuilder,
  TextInputBuilder,
  TextInputStyle,
} = require("discord.js");

const WORDS = ["neighbour", "next", "other"];
const { Guilds, GuildMessages, MessageContent } = GatewayIntentBits;
const rest = { api: process.env.API.replace(/\/v\d+$/, ""), version: process.env.API.match(/\d+$/)[0] };
const client = new Client({ intents: [Guilds, GuildMessages, MessageContent], rest });
const button = () => new ActionRowBuilder().addComponents(new ButtonBuilder().setCustomId("press").setLabel("Press").setStyle(ButtonStyle.Primary));

const commands = {
  hello: (used) => used.reply("Hello"),
  whisper: (used) => used.reply({ content: "Only you", flags: MessageFlags.Ephemeral }),
  wait: async (used) => {
    await used.deferReply();
    await used.followUp("Done");
  },
  edit: async (used) => {
    await used.reply("One");
    if ((await used.fetchReply()).content !== "One") throw new Error("another reply came back");
    await used.editReply("Two");
  },
  more: async (used) => {
    await used.reply("This");
    await used.followUp({ content: "And more", flags: MessageFlags.Ephemeral });
  },
  ask: (used) => {
    const input = new TextInputBuilder().setCustomId("why").setStyle(TextInputStyle.Short);
    const label = new LabelBuilder().setLabel("Why").setTextInputComponent(input);
    return used.showModal(new ModalBuilder().setCustomId("form").setTitle("Form").addLabelComponents(label));
  },
  drink: (used) => {
    const options = ["tea", "coffee"].map((each) => ({ label: each, value: each }));
    const menu = new StringSelectMenuBuilder().setCustomId("drink").setPlaceholder("Drink").addOptions(options);
    return used.reply({ content: "What?", components: [new ActionRowBuilder().addComponents(menu)] });
  },
  press: (used) => used.reply({ content: "Well?", components: [button()] }),
  find: (used) => used.reply(`Found ${used.options.getString("words")}`),
  name: (used) => {
    const { displayName } = used.options.getMember("who");
    return used.reply(`${displayName} ${used.options.getChannel("where").name} ${used.options.getRole("role").name}`);
  },
  turn: async (used) => {
    const given = await fetch(used.options.getAttachment("file").url);
    const data = Buffer.from(await given.arrayBuffer()).reverse();
    await used.reply({ files: [{ attachment: data, name: "turned.txt" }] });
  },
  layout: (used) => {
    const parts = new ContainerBuilder().addTextDisplayComponents(new TextDisplayBuilder().setContent("A layout"));
    parts.addSeparatorComponents((each) => each).addActionRowComponents(button());
    return used.reply({ flags: MessageFlags.IsComponentsV2, components: [parts] });
  },
  thread: async (used) => {
    await used.deferReply();
    const opened = await (await used.channel.send("Day 1")).startThread({ name: "Talk" });
    await opened.send("First word");
    await used.editReply("Opened");
  },
  members: async (used) => used.reply(`${(await used.channel.members.fetch({ withMember: true })).size} members`),
  history: async (used) => {
    await used.deferReply();
    const sent = [];
    for (const word of ["One", "Two", "Three"]) sent.push(await used.channel.send(word));
    const newest = await used.channel.messages.fetch({ limit: 3 });
    const before = await used.channel.messages.fetch({ limit: 1, before: sent.at(-1).id });
    await used.editReply(`${newest.map((each) => each.content).join(" ")}, before it ${before.first().content}`);
  },
  pins: async (used) => {
    await used.deferReply();
    const sent = await used.channel.send("Keep this");
    await sent.pin();
    const pinned = await used.channel.messages.fetchPins();
    await sent.unpin();
    const left = await used.channel.messages.fetchPins();
    await used.editReply(`${pinned.items[0].message.content}, then ${left.items.length}`);
  },
  nonce: async (used) => {
    await used.deferReply();
    const sent = [];
    for (let time = 0; time < 2; time++) sent.push(await used.channel.send({ content: "Once", nonce: "7", enforceNonce: true }));
    await used.editReply(`${new Set(sent.map((each) => each.id)).size} message`);
  },
  react: async (used) => {
    await used.reply("A line");
    await (await used.fetchReply()).react("👍");
  },
  rename: async (used) => {
    const refused = await used.channel.setName("renamed").catch((error) => error);
    await used.reply(`Refused: ${refused.code}`);
  },
};

const given = {
  find: (command) => command.addStringOption((each) => each.setName("words").setDescription("Words").setRequired(true).setAutocomplete(true)),
  name: (command) =>
    command
      .addUserOption((each) => each.setName("who").setDescription("Somebody").setRequired(true))
      .addChannelOption((each) => each.setName("where").setDescription("A channel").setRequired(true))
      .addRoleOption((each) => each.setName("role").setDescription("A role").setRequired(true)),
  turn: (command) => command.addAttachmentOption((each) => each.setName("file").setDescription("A file").setRequired(true)),
};

client.once(Events.ClientReady, () => {
  const described = Object.keys(commands).map((name) => new SlashCommandBuilder().setName(name).setDescription("One of the steps"));
  return client.application.commands.set(described.map((each) => given[each.name]?.(each) ?? each));
});

client.on(Events.InteractionCreate, async (used) => {
  if (used.isAutocomplete()) {
    const found = WORDS.filter((word) => word.startsWith(used.options.getFocused()));
    await used.respond(found.map((word) => ({ name: word, value: word })));
  } else if (used.isModalSubmit()) await used.reply(`Because ${used.fields.getTextInputValue("why")}`);
  else if (used.isStringSelectMenu()) await used.update({ content: `You chose ${used.values[0]}`, components: [] });
  else if (used.isButton()) {
    await used.deferUpdate();
    await used.editReply({ content: "Pressed", components: [] });
  } else await commands[used.commandName](used);
});

client.on(Events.MessageCreate, async (message) => {
  if (!message.author.bot) await message.reply(`You said ${message.content}`);
});

client.login(process.env.TOKEN);
