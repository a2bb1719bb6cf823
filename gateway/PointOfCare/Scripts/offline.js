// /verify/offline: verifies guarantees with what this device carries, network or none. It never says "not covered": silence is not a no. A number that it
// knows nothing of is kept, to be asked when there is a network.
import { offer } from './camera.js';
import * as device from './device.js';
import * as guarantee from './guarantee.js';

const language = document.documentElement.lang, root = document.documentElement.dataset;
const [form, value, card, result, state] = ['ask', 'value', 'card', 'result', 'state'].map(id => document.getElementById(id));
const old = 24 * 3600, every = 10 * 60 * 1000, longest = 32; // characters of a number

// Dates as the hub writes them, in Cambodia's time: the browsers of cheap tablets lack the words for Khmer ones.
const months = state.dataset.months.split(' '), cambodia = 7 * 3600;
const digits = written => (language === 'km' ? String(written).replace(/[0-9]/g, d => String.fromCharCode(0x17e0 + Number(d))) : String(written));
const percent = number => state.dataset.percent.replace('{0}', digits(number));

function moment(seconds) {
  const at = new Date((seconds + cambodia) * 1000), clock = [at.getUTCHours(), at.getUTCMinutes()].map(n => String(n).padStart(2, '0')).join(':');
  return digits(`${at.getUTCDate()} ${months[at.getUTCMonth()]} ${at.getUTCFullYear()} ${clock}`);
}

/** In the largest unit of which there are at least two. */
function age(seconds) {
  const [text, size] = seconds >= 2 * 86400 ? ['days', 86400] : seconds >= 2 * 3600 ? ['hours', 3600] : ['minutes', 60];
  return state.dataset[text].replace('{0}', digits(Math.floor(seconds / size)));
}

// The clock of a device is never before the list it carries.
const now = here => Math.max(Date.now() / 1000, here.revoked.iat);

const fresh = () => ({ cache: 'no-cache', redirect: 'error', signal: AbortSignal.timeout(5000) });

/** Fetches what is newer, where there is a network; where there is none what was fetched last counts. */
async function refresh() {
  const [keys, list, own] = await Promise.all(['/guarantee/jwks.json', '/guarantee/revoked', '/verify?handler=Device'].map(address => fetch(address, fresh()).catch(() => null)));
  try {
    if (own?.ok) await device.keepFacility(await own.json()); // a clerk who may verify has signed in
    if (keys?.ok && list?.ok) await device.keepFacts((await keys.json()).keys, await list.text());
  } catch {
    // Something between here and the hub answers in its place, as a hotel's network does.
  }
}

function fill(place, facts) {
  for (const [field, text] of Object.entries(facts))
    for (const of of place.querySelectorAll(`[data-of="${field}"]`)) of.textContent = text;
}

async function tell() {
  const here = await device.carried();
  root.carries = here ? 'yes' : 'no';
  form.querySelector('fieldset').disabled = !here;
  document.getElementById('unprepared').hidden = !!here;
  state.hidden = !here;
  if (!here) return;
  const seconds = now(here) - here.revoked.iat;
  const waits = await device.waiting();
  document.getElementById('waits').hidden = waits === 0;
  fill(state, { waits: digits(waits), facility: here.title[language] ?? here.facility, list: moment(here.revoked.iat), age: age(seconds) });
  document.getElementById('old').hidden = seconds < old;
}

/** Shows a verdict, with what each guarantee says. */
function show(name, guarantees, here, extra = {}) {
  const shown = document.querySelector(`template[data-verdict="${name}"]`).content.cloneNode(true);
  const facts = shown.querySelector('.facts');
  for (const claims of guarantees) {
    const one = facts.cloneNode(true);
    fill(one, { payer: claims.payer, copayment: percent(claims.copayment), package: claims.package, facility: claims.facility, from: moment(claims.nbf), until: moment(claims.exp) });
    facts.before(one);
  }
  facts.remove();
  const uncompared = shown.querySelector('.uncompared');
  if (uncompared) uncompared.hidden = !extra.uncompared;
  const kept = shown.querySelector('.kept');
  if (kept) kept.hidden = !extra.kept;
  fill(shown, { list: moment(here.revoked.iat), age: age(now(here) - here.revoked.iat), told: extra.told ?? '' });
  result.replaceChildren(shown);
}

/** A number as guarantees name it: no blanks, Latin digits, capitals, without its kind. */
const numberOf = typed => [...typed].filter(c => !/[\s\u200b]/.test(c)).map(c => (c >= '\u17e0' && c <= '\u17e9' ? String.fromCharCode(c.charCodeAt(0) - 0x17e0 + 48) : c)).join('').toUpperCase().split(':').at(-1);

/** Of the guarantees this device was given: those of the newest answer about this card. */
async function held(number, here) {
  const found = [];
  for (const { token } of await device.guarantees()) {
    const { verdict, claims } = await guarantee.check(token, here, number, now(here));
    if (verdict === 'good') found.push(claims);
  }
  const newest = Math.max(...found.map(c => c.iat));
  return found.filter(c => c.iat === newest);
}

async function answer(typed, number) {
  const here = await device.carried();
  if (typed.includes('.') || typed.length > longest) {
    const { verdict, claims } = await guarantee.check(typed, here, number, now(here));
    return show(verdict, claims ? [claims] : [], here, { uncompared: number === null });
  }
  const found = await held(numberOf(typed), here);
  if (found.length > 0) show('held', found, here, { told: age(now(here) - found[0].iat) });
  else {
    const kept = await device.keepNumber(typed).then(() => true, () => false);
    show('not-held', [], here, { kept });
  }
}

form.addEventListener('submit', async event => {
  event.preventDefault();
  const [typed, number] = [value.value.trim(), numberOf(card.value)];
  await answer(typed, number === '' ? null : number);
  value.value = card.value = '';
  value.focus(); // a scanner types the next one
  await tell();
});

await tell();
offer();
if (device.able()) {
  const installing = navigator.serviceWorker.register('/assets/point-of-care/worker.js', { scope: '/verify' }).then(() => navigator.serviceWorker.ready);
  await refresh();
  await tell();
  await installing.then(({ active }) => { active.postMessage(language); root.installed = 'yes'; }, () => { });
  addEventListener('online', () => refresh().then(tell));
  setInterval(() => refresh().then(tell), every);
}
value.focus();
root.ready = 'yes';
