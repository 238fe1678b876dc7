/** Answers that could not be sent, by the address that they go to. They outlive the page. */
const PLACE = "slicewise-answers";

function all() {
  try {
    return JSON.parse(localStorage.getItem(PLACE)) ?? {};
  } catch {
    return {}; // unreadable or forbidden: there is nothing
  }
}

function write(answers) {
  try {
    localStorage.setItem(PLACE, JSON.stringify(answers));
  } catch {
    // A browser that keeps nothing: the open page still tries again.
  }
}

export const kept = (address) => all()[address] ?? null;

/** How many wait. */
export const waiting = () => Object.keys(all()).length;

export function keep(address, answer) {
  const { csrfmiddlewaretoken: _, ...fields } = answer;
  write({ ...all(), [address]: fields });
}

export function forget(address) {
  const { [address]: _, ...others } = all();
  write(others);
}

/** Send what was kept on other pages; what the server answers, whatever it says, settles it. */
export async function sendOthers(here, token) {
  for (const [address, fields] of Object.entries(all())) {
    if (address === here) continue;
    const body = new URLSearchParams();
    for (const [name, values] of Object.entries(fields)) [values].flat().forEach((value) => body.append(name, value));
    const headers = { "X-CSRFToken": token ?? "", "HX-Request": "true" };
    const answer = await fetch(address, { method: "POST", body, headers }).catch(() => null);
    if (answer && answer.status < 500 && answer.status !== 403) forget(address);
  }
}
