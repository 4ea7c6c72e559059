// The page's socket: questions with their answers, and what the server tells by itself.

const FIRST_WAIT = 500;
const LONGEST_WAIT = 8000;
const LOST = "The connection was lost before the answer came. Try again when the page says that it is back.";

const waiting = new Map();
let socket = null;
let counter = 0;
let wait = FIRST_WAIT;

export function connect(hear) {
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  socket = new WebSocket(`${scheme}://${location.host}/page/socket${location.search}`); // the key of this run
  socket.onopen = () => {
    wait = FIRST_WAIT;
    hear.opened();
  };
  socket.onmessage = ({ data }) => {
    const told = JSON.parse(data);
    if (told.state) hear.state(told.state);
    else if (told.event) hear.event(told.event, told.data);
    else answered(told);
  };
  socket.onclose = () => {
    hear.lost();
    for (const { reject } of waiting.values()) reject(new Refusal(LOST));
    waiting.clear();
    setTimeout(() => connect(hear), wait);
    wait = Math.min(LONGEST_WAIT, wait * 2);
  };
}

export class Refusal extends Error {}

function answered({ id, ok, error }) {
  const asked = waiting.get(id);
  waiting.delete(id);
  if (error !== undefined) asked?.reject(new Refusal(error));
  else asked?.resolve(ok);
}

export const open = (person) => socket.send(JSON.stringify({ open: person ? { person } : {} }));

export function ask(action) {
  if (socket?.readyState !== WebSocket.OPEN) return Promise.reject(new Refusal(LOST));
  const id = ++counter;
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject });
    socket.send(JSON.stringify({ ...action, id }));
  });
}
