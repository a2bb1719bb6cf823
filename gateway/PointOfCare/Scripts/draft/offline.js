// /verify without a network: answers from guarantees this device holds, with their age; whatever it cannot say waits to be asked again. It never says "not
// covered": silence is not a no.
import { offer } from './camera.js';
import * as device from './device.js';
import * as guarantee from './guarantee.js';

const language = document.documentElement.lang;
const form = document.getElementById('ask'), result = document.getElementById('result'), value = document.getElementById('value');
const moment = time => new Date(time).toLocaleString(language);
const plain = typed => [...typed].filter(c => !/[\s\u200b]/.test(c)).map(c => (c >= '\u17e0' && c <= '\u17e9' ? String.fromCharCode(c.charCodeAt(0) - 0x17e0 + 48) : c)).join('');

/** A number as guarantees name it: what follows its kind, in capitals. */
const numberOf = typed => plain(typed).toUpperCase().split(':').at(-1);

function show(name, facts = [], note = '') {
  const shown = document.getElementById(name).content.cloneNode(true);
  const section = shown.querySelector('.verdict');
  for (const [field, text] of facts)
    for (const place of section.querySelectorAll(`[data-of="${field}"]`)) place.textContent = text;
  section.querySelector('.note-of')?.replaceChildren(note);
  result.replaceChildren(shown);
}

const factsOf = (claims, at, list) => [
  ['payer', claims.payer], ['copayment', `${claims.copayment} %`], ['package', claims.package], ['until', moment(claims.exp * 1000)],
  ['at', moment(at ?? claims.iat * 1000)], ['list', moment(list.iat * 1000)],
];

async function answer(typed) {
  const carried = await device.carried();
  const list = carried && await guarantee.list(carried.list, carried.keys);
  if (!list) return show('nothing-held');
  const here = { ...carried, revoked: list };
  if (typed.startsWith('ey') && typed.split('.').length === 3) {
    const { verdict, claims } = await guarantee.check(typed, here, null);
    return verdict === 'good' ? show('brought', factsOf(claims, null, list)) : show(verdict === 'signature-invalid' ? 'forged' : 'unknown', [['list', moment(list.iat * 1000)]], document.body.querySelector(`#why [data-verdict="${verdict}"]`)?.textContent);
  }
  const number = numberOf(typed), found = [];
  for (const { token, at } of await device.guarantees()) {
    const { verdict, claims } = await guarantee.check(token, here, number);
    if (verdict === 'good') found.push({ claims, at });
  }
  // The newest of what this device was told. Payers stand in their order within one exchange.
  found.sort((a, b) => b.claims.iat - a.claims.iat);
  if (found.length > 0) return show('held', factsOf(found[0].claims, found[0].at, list));
  await device.wait(number);
  show('waits', [['list', moment(list.iat * 1000)]]);
}

form.addEventListener('submit', async event => {
  event.preventDefault();
  const typed = value.value.trim();
  value.value = '';
  await answer(typed);
});
addEventListener('online', () => location.replace('/verify'));
offer();
document.documentElement.dataset.ready = 'yes';
