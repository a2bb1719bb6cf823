// /verify while there is a network: offers camera and print, keeps what the device will need without one, and asks again about what had to wait. Typing and
// reading work without any of it.
import { offer } from './camera.js';
import * as device from './device.js';

for (const button of document.querySelectorAll('button.print')) {
  button.hidden = false;
  button.addEventListener('click', () => print());
}
offer();

async function keep() {
  for (const { dataset: { token, expires } } of document.querySelectorAll('.guarantee[data-token]')) await device.keepGuarantee(token, Number(expires) * 1000);
  const answer = await fetch('/verify?handler=CardKey');
  if (answer.ok && !answer.redirected) await device.keepCardKey(await answer.json());
}

/** Asks again about each number that waits; what comes of it stays on the page until somebody has seen it. */
async function askAgain() {
  const token = document.querySelector('#ask input[name=__RequestVerificationToken]').value;
  for (const one of (await device.waiting()).filter(w => !w.verdict)) {
    const answer = await fetch('/verify?handler=Again', { method: 'POST', body: new URLSearchParams({ value: one.number, __RequestVerificationToken: token }) });
    if (!answer.ok || answer.redirected) return;
    const { verdict, guarantees } = await answer.json();
    for (const g of guarantees) await device.keepGuarantee(g.token, g.expires * 1000);
    if (verdict !== 'unknown') await device.answered(one, verdict);
  }
}

async function show() {
  const [section, all] = [document.getElementById('again'), await device.waiting()];
  section.hidden = all.length === 0;
  section.querySelector('ul').replaceChildren(...all.map(one => {
    const line = section.querySelector('template').content.cloneNode(true);
    line.querySelector('code').textContent = one.number;
    const state = line.querySelector('.state');
    state.textContent = section.dataset[one.verdict === 'not-covered' ? 'notCovered' : one.verdict ?? 'waits'];
    state.dataset.verdict = one.verdict ?? 'waits';
    line.querySelector('time').textContent = new Date(one.at).toLocaleString(document.documentElement.lang);
    const button = line.querySelector('button');
    button.hidden = !one.verdict;
    button.addEventListener('click', async () => { await device.seen(one.id); await show(); });
    return line;
  }));
}

if (window.isSecureContext && 'serviceWorker' in navigator && 'indexedDB' in window) {
  await navigator.serviceWorker.register('/assets/point-of-care/worker.js', { scope: '/verify' });
  await keep();
  await askAgain();
  await show();
  document.documentElement.dataset.ready = 'yes';
}
