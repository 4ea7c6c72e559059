// Select menus on messages: one value is sent at once, several when the person says that they are done.

import { busyKey, choose } from "./actions.js";
import { Combobox } from "./combobox.js";
import { make } from "./dom.js";
import { offered, standingIn } from "./options.js";
import { store } from "./store.js";

const KINDS = { 3: "Choose", 5: "Choose people", 6: "Choose roles", 7: "Choose people or roles", 8: "Choose channels" };

export function selectOf(component, message) {
  const options = offered(component, message.channel_id);
  const key = busyKey(message, component);
  const most = component.max_values ?? 1;
  const label = component.placeholder || KINDS[component.type];
  const done = most > 1 && make("button", { type: "button", class: "button button-primary", onclick: () => choose(message, component, combo.values) }, "Done");
  const combo = new Combobox({
    source: options,
    label,
    placeholder: label,
    most,
    chosen: standingIn(component, options),
    disabled: component.disabled,
    attributes: { "aria-label": label, "data-busy-key": key, "data-key": component.custom_id, "aria-busy": store.busy.has(key) ? "true" : null },
    onchange: (values) => {
      if (most === 1) choose(message, component, values);
      else done.disabled = values.length < (component.min_values ?? 1);
    },
  });
  if (done) done.disabled = combo.values.length < (component.min_values ?? 1);
  return make("div", { class: "select" }, combo.element, done);
}
