// A plain client for the page's socket; local_discord/page/__init__.py describes what goes over it.
const $ = (id) => document.getElementById(id);
const socket = new WebSocket(`ws://${location.host}/page/socket`);
const waiting = new Map();
let state = null;
let here = null;
let counter = 0;

const make = (tag, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};

const send = (action) =>
  new Promise((resolve, reject) => {
    const id = ++counter;
    waiting.set(id, { resolve, reject });
    socket.send(JSON.stringify({ id, ...action }));
  });

async function act(action) {
  $("said").textContent = "";
  try {
    const result = await send({ in: here, ...action });
    if (result.modal) showModal(result.modal);
    return result;
  } catch (refusal) {
    $("said").textContent = refusal;
    return null;
  }
}

socket.onopen = () => socket.send(JSON.stringify({ open: {} }));
socket.onmessage = ({ data }) => {
  const told = JSON.parse(data);
  if (told.state) opened(told.state);
  else if (told.event) happened(told.event, told.data);
  else if (waiting.has(told.id)) {
    const { resolve, reject } = waiting.get(told.id);
    waiting.delete(told.id);
    told.error ? reject(told.error) : resolve(told.ok);
  }
};

function places() {
  const all = [];
  for (const guild of state.guilds) {
    for (const channel of guild.channels) {
      all.push({ id: channel.id, name: `# ${channel.name}` });
      for (const thread of guild.threads.filter((each) => each.parent_id === channel.id)) {
        all.push({ id: thread.id, name: `  ↳ ${thread.name}` });
      }
    }
  }
  for (const direct of state.direct) all.push({ id: direct.id, name: `@ ${nameOf(direct.recipients[0])}` });
  return all;
}

const nameOf = (user) => user.global_name || user.username;

function opened(fresh) {
  state = fresh;
  const all = places();
  if (!all.some((place) => place.id === here)) here = all[0]?.id ?? null;
  $("person").replaceChildren(
    ...state.people.map((user) => make("option", { value: user.id, selected: user.id === state.person.id }, nameOf(user))),
  );
  $("next").hidden = !state.next_moment;
  showClock(state.clock);
  draw();
}

function happened(name, data) {
  const messages = state.messages[data.channel_id];
  if (name === "CLOCK") return showClock(data.now);
  if (name === "MESSAGE_CREATE") (state.messages[data.channel_id] ??= []).push(data);
  else if (name === "MESSAGE_UPDATE" && messages) {
    const at = messages.findIndex((message) => message.id === data.id);
    if (at >= 0) messages[at] = data;
  } else if (name === "MESSAGE_DELETE" && messages) {
    state.messages[data.channel_id] = messages.filter((message) => message.id !== data.id);
  } else if (name.startsWith("THREAD_")) {
    socket.send(JSON.stringify({ open: { person: state.person.id } }));
  }
  draw();
}

function showClock(moment) {
  $("clock").textContent = `The bot's time: ${new Date(moment).toUTCString()}`;
}

function draw() {
  const all = places();
  $("places").replaceChildren(
    ...all.map((place) => {
      const button = make("button", { type: "button", onclick: () => { here = place.id; draw(); } }, place.name);
      if (place.id === here) button.setAttribute("aria-current", "page");
      return button;
    }),
  );
  $("title").textContent = all.find((place) => place.id === here)?.name ?? "";
  $("messages").replaceChildren(...(state.messages[here] ?? []).map(drawMessage));
  $("messages").lastElementChild?.scrollIntoView({ block: "end" });
}

function drawMessage(message) {
  const body = make("article", {}, make("strong", {}, nameOf(message.author)));
  if (message.flags & 64) body.append(make("small", {}, " (only you can see this)"));
  body.append(make("div", {}, message.flags & 128 ? "is thinking…" : message.content));
  for (const embed of message.embeds) body.append(make("div", {}, [embed.title, embed.description].filter(Boolean).join("\n")));
  body.append(...message.components.map((component) => drawComponent(component, message)));
  for (const file of message.attachments) body.append(make("a", { href: file.url, download: file.filename }, file.filename));
  const offered = (state.shown[here] ?? []).map((id) => state.commands[id]).filter((command) => command.type === 3);
  for (const command of offered) {
    body.append(make("button", { onclick: () => act({ do: "menu", name: command.name, message: message.id }) }, command.name));
  }
  if (message.thread) body.append(make("button", { onclick: () => { here = message.thread.id; draw(); } }, `Thread: ${message.thread.name}`));
  return body;
}

function drawComponent(component, message) {
  const inner = () => (component.components ?? []).map((each) => drawComponent(each, message));
  if (component.type === 2) return drawButton(component, message);
  if (component.type === 3) return drawSelect(component, message);
  if (component.type === 10) return make("div", {}, component.content);
  if (component.type === 12) return make("div", {}, ...component.items.map((item) => make("img", { src: item.media.url, alt: item.description ?? "" })));
  if (component.type === 13) return make("a", { href: component.file.url, download: component.name ?? "" }, component.name ?? "file");
  if (component.type === 14) return make("hr");
  const element = make(component.type === 17 ? "section" : "div", {}, ...inner());
  if (component.accessory) element.append(drawComponent(component.accessory, message));
  return element;
}

function drawButton(component, message) {
  const label = component.label ?? component.emoji?.name ?? "";
  if (component.url) return make("a", { href: component.url, target: "_blank", rel: "noreferrer" }, label);
  const press = () => act({ do: "press", message: message.id, custom_id: component.custom_id });
  return make("button", { disabled: component.disabled ?? false, onclick: press }, label);
}

function drawSelect(component, message) {
  const options = component.options.map((option) => make("option", { value: option.value, selected: option.default ?? false }, option.label));
  const select = make("select", { ariaLabel: component.placeholder ?? "Choose", multiple: component.max_values > 1 }, ...options);
  if (!select.multiple) select.prepend(make("option", { value: "", selected: true }, component.placeholder ?? "Choose"));
  select.onchange = () => {
    const values = [...select.selectedOptions].map((option) => option.value).filter(Boolean);
    act({ do: "choose", message: message.id, custom_id: component.custom_id, values });
  };
  return select;
}

function showModal(modal) {
  const fields = modal.components.flatMap((part) => (part.component ? [[part.label, part.component]] : (part.components ?? []).map((each) => [each.label, each])));
  const inputs = fields.map(([label, component]) => {
    const tag = component.type === 4 ? (component.style === 2 ? "textarea" : "input") : "select";
    const input = make(tag, { name: component.custom_id });
    if (component.type === 4) input.value = component.value ?? "";
    else {
      input.multiple = true;
      input.append(...(component.options ?? []).map((option) => make("option", { value: option.value, selected: option.default ?? false }, option.label)));
    }
    return make("label", {}, label ?? "", input);
  });
  const form = make("form", {}, make("h2", {}, modal.title), ...inputs, make("button", {}, "Submit"));
  form.onsubmit = async (event) => {
    event.preventDefault();
    const values = {};
    for (const input of form.querySelectorAll("[name]")) {
      values[input.name] = input.multiple ? [...input.selectedOptions].map((option) => option.value) : input.value;
    }
    if (await act({ do: "submit", form: modal.form, values })) $("modal").close();
  };
  $("modal").replaceChildren(form);
  $("modal").showModal();
}

// "study setup" for each command that can be sent, with its options.
function leaves(command, path = [command.name]) {
  const nested = (command.options ?? []).filter((option) => option.type <= 2);
  return nested.length ? nested.flatMap((option) => leaves(option, [...path, option.name])) : [{ path: path.join(" "), options: command.options ?? [] }];
}

$("text").oninput = () => {
  const typed = $("text").value;
  if (!typed.startsWith("/")) return void ($("command").hidden = true);
  const offered = (state.shown[here] ?? []).map((id) => state.commands[id]).filter((command) => command.type === 1).flatMap((command) => leaves(command));
  const fitting = offered.filter((leaf) => leaf.path.startsWith(typed.slice(1)));
  $("command").replaceChildren(...fitting.map((leaf) => make("button", { type: "button", onclick: () => fillIn(leaf) }, `/${leaf.path}`)));
  $("command").hidden = false;
};

function fillIn(leaf) {
  const inputs = leaf.options.map((option) => make("label", {}, `${option.name}: ${option.description} `, fieldOf(option, leaf)));
  $("command").replaceChildren(make("strong", {}, `/${leaf.path}`), ...inputs, make("button", {}, "Send"));
  $("command").onsubmit = async (event) => {
    event.preventDefault();
    $("command").hidden = true;
    $("text").value = "";
    await act({ do: "slash", command: leaf.path, options: await valuesOf(leaf) });
  };
  ($("command").querySelector("input, select, button")).focus();
}

function fieldOf(option, leaf) {
  const guild = state.guilds.find((each) => [...each.channels, ...each.threads].some((place) => place.id === here)) ?? { channels: [], roles: [], members: [] };
  const entities = {
    5: [["true", "true"], ["false", "false"]],
    6: guild.members.map((member) => [member.user.id, nameOf(member.user)]),
    7: guild.channels.map((channel) => [channel.id, `#${channel.name}`]),
    8: guild.roles.map((role) => [role.id, role.name]),
  };
  const offered = option.choices?.map((choice) => [choice.value, choice.name]) ?? entities[option.type];
  if (offered) {
    const empty = make("option", { value: "" }, "");
    return make("select", { name: option.name }, empty, ...offered.map(([value, name]) => make("option", { value }, name)));
  }
  const input = make("input", { name: option.name, type: option.type === 11 ? "file" : "text" });
  if (option.autocomplete) {
    const list = make("datalist", { id: `list-${option.name}` });
    input.setAttribute("list", list.id);
    input.oninput = async () => {
      const given = await valuesOf({ options: leaf.options.filter((each) => each.name !== option.name) });
      const result = await act({ do: "autocomplete", command: leaf.path, options: { ...given, [option.name]: input.value } });
      list.replaceChildren(...(result?.choices ?? []).map((choice) => make("option", { value: choice.value }, choice.name)));
    };
    input.after(list);
    return make("span", {}, input, list);
  }
  return input;
}

async function valuesOf(leaf) {
  const values = {};
  for (const option of leaf.options) {
    const field = $("command").querySelector(`[name="${option.name}"]`);
    if (!field || (!field.value && !field.files?.length)) continue;
    if (option.type === 5) values[option.name] = field.value === "true";
    else if (option.type === 11) values[option.name] = (await upload(field.files[0])).upload;
    else values[option.name] = field.value;
  }
  return values;
}

async function upload(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return send({ do: "upload", name: file.name, data: btoa(binary) });
}

$("writing").onsubmit = async (event) => {
  event.preventDefault();
  const content = $("text").value;
  if (content.startsWith("/")) return $("command").querySelector("button")?.click();
  if (await act({ do: "say", content })) $("text").value = "";
};
$("person").onchange = () => socket.send(JSON.stringify({ open: { person: $("person").value } }));
$("next").onclick = () => act({ do: "move_clock", to: "next" });
for (const button of document.querySelectorAll("[data-seconds]")) {
  button.onclick = () => act({ do: "move_clock", seconds: Number(button.dataset.seconds) });
}
